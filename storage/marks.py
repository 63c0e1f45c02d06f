"""Small facts of the program itself, by name."""

from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import MarkRow
from storage.upsert import insert_into

ALIVE = "last alive"
RESTORED = "restored from a backup"
BACKED_UP = "backed up"


async def get(session: AsyncSession, name: str) -> str | None:
    return await session.scalar(select(MarkRow.value).where(MarkRow.name == name))


async def put(session: AsyncSession, name: str, value: str) -> None:
    query = insert_into(session, MarkRow).values(name=name, value=value)
    await session.execute(
        query.on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


async def is_first(session: AsyncSession, name: str, day: date) -> bool:
    """Whether this is asked for the first time on a day; from then on it is not."""
    if await get(session, name) == day.isoformat():
        return False
    await put(session, name, day.isoformat())
    return True


def note(connection: Connection, name: str, value: str) -> None:
    """The same as `put`, for what looks at a whole database."""
    connection.execute(delete(MarkRow).where(MarkRow.name == name))
    connection.execute(insert(MarkRow).values(name=name, value=value))


async def drop(session: AsyncSession, name: str) -> None:
    await session.execute(delete(MarkRow).where(MarkRow.name == name))


def stretch(since: datetime, until: datetime) -> str:
    """A stretch of time as the value of a mark."""
    return f"{since.isoformat()}/{until.isoformat()}"


def read_stretch(value: str) -> tuple[datetime, datetime]:
    """What `stretch` wrote."""
    since, until = map(datetime.fromisoformat, value.split("/"))
    return since, until
