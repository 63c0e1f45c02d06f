"""The reports, in a table of their own."""

from datetime import datetime

from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Report(Base):
    __tablename__ = "reports"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int]
    person: Mapped[int]
    text: Mapped[str]
    at: Mapped[datetime]


def open_book(url: str) -> Engine:
    """The table, made if it is not there."""
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    return engine


def write(engine: Engine, chat: int, person: int, text: str, at: datetime) -> None:
    """Keep a report."""
    with Session(engine) as session, session.begin():
        session.add(Report(chat=chat, person=person, text=text, at=at))


def read(engine: Engine) -> list[str]:
    """The words of all reports."""
    with Session(engine) as session:
        return list(session.scalars(select(Report.text)))
