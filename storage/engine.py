"""Opening the database: SQLite by default, settings that make it safe under a bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

Sessions = async_sessionmaker[AsyncSession]

READING = "duban_reading"
ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}


def driver_url(url: str) -> URL:
    """The plain form of settings (`sqlite:///duban.db`) with the driver that serves it."""
    plain = make_url(url)
    return plain.set(drivername=ASYNC_DRIVERS.get(plain.drivername, plain.drivername))


def make_engine(url: str) -> AsyncEngine:
    engine = create_async_engine(driver_url(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", begin_sqlite)
    return engine


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Sessions]:
    """Sessions on `url`, closed at the end. The schema must be current (`storage.migrate`)."""
    engine = make_engine(url)
    try:
        yield async_sessionmaker(engine, expire_on_commit=False)
    finally:
        await engine.dispose()


@asynccontextmanager
async def reading(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """A session that only reads, so that a long summary holds up no writer."""
    async with sessions() as session:
        await session.connection(execution_options={READING: True})
        yield session


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions are switched off: SQLAlchemy's BEGIN below is the only one.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "synchronous=NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin_sqlite(connection: Any) -> None:
    """Begin a transaction of SQLite's own, for writing unless it was opened by `reading`."""
    # IMMEDIATE: a transaction that reads first and writes later would otherwise fail with
    # "database is locked" without waiting when another writer came between.
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
