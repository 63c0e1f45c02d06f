"""Opening the database: SQLite by default, settings that make it safe under a bot."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from copy import copy
from typing import Any, Self

from sqlalchemy import URL, event, make_url
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from storage.brief import Brief
from storage.driver import begin_with, connector

PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=NORMAL")
READ_ONLY = "query_only=ON"
# IMMEDIATE: a transaction that reads first and writes later would otherwise fail with
# "database is locked" without waiting when another writer came between.
AS_WRITER = "BEGIN IMMEDIATE"
TURNS = "SELECT pg_advisory_xact_lock(20121105)"  # any number, as long as no other program uses it
# On PostgreSQL, all that one reading sees is as of when it began; on SQLite it is so anyway.
AS_OF_ONE_MOMENT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
Step = Callable[[AsyncSession], Awaitable[None]]


async def _nothing(_session: AsyncSession) -> None:
    """What a transaction ends with unless it is told otherwise."""


class Sessions(async_sessionmaker[AsyncSession]):
    """`begin()` for what may write; what only reads uses `reading`, which holds up no writer.

    `brief()` and `glance()` are the same for a few statements about single rows: nothing in them
    may take long. On SQLite the event loop runs these itself, which takes a quarter of the time.
    """

    def __init__(
        self,
        writer: AsyncEngine,
        reader: AsyncEngine,
        turn: asyncio.Lock,
        brief: Brief | None = None,
        glance: Brief | None = None,
    ) -> None:
        super().__init__(writer, expire_on_commit=False)
        self.reader = reader
        # Writers of one process take turns here: at the database's own lock they would wait by
        # trying again now and then, and some for ever.
        self._turn = turn
        self._brief = brief
        self._glance = glance
        self._last: Step = _nothing

    def ending_with(self, last: Step) -> Self:
        """The same sessions, but each transaction that may write takes the step `last` before it
        is committed; what that raises undoes the transaction."""
        made = copy(self)
        made._last = last
        return made

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:  # type: ignore[override]
        """A session in a transaction, which is committed at the end."""
        async with self._turn, self() as session, session.begin():
            yield session
            await self._last(session)

    @asynccontextmanager
    async def brief(self) -> AsyncIterator[AsyncSession]:
        """Like `begin()`, but brief."""
        if self._brief is None:
            async with self.begin() as session:
                yield session
        else:
            async with self._brief.begin() as session:
                yield session
                await self._last(session)

    def glance(self) -> AbstractAsyncContextManager[AsyncSession]:
        """Like `reading`, but brief."""
        return reading(self) if self._glance is None else self._glance.begin()


def driver_url(url: str) -> URL:
    """The plain form of settings (`sqlite:///duban.db`) with the driver that serves it."""
    plain = make_url(url)
    return plain.set(drivername=ASYNC_DRIVERS.get(plain.drivername, plain.drivername))


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Sessions]:
    """Sessions on `url`, closed at the end. The schema must be current (`storage.migrate`)."""
    place = driver_url(url)
    sqlite = place.get_backend_name() == "sqlite"
    writer = _sqlite_writer(place) if sqlite else _postgresql_writer(place)
    reader = _sqlite_reader(place) if sqlite else _postgresql_reader(place)
    turn = asyncio.Lock()
    brief = Brief(place, PRAGMAS, AS_WRITER, turn) if sqlite else None
    glance = Brief(place, (*PRAGMAS, READ_ONLY), "BEGIN", asyncio.Lock()) if sqlite else None
    try:
        yield Sessions(writer, reader, turn, brief, glance)
    finally:
        await writer.dispose()
        await reader.dispose()
        for connection in (brief, glance):
            if connection:
                connection.close()


@asynccontextmanager
async def reading(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """A session that only reads."""
    async with sessions(bind=sessions.reader) as session:
        yield session


def _sqlite_writer(place: URL) -> AsyncEngine:
    connect = connector(place)
    engine = create_async_engine(
        place, hide_parameters=True, async_creator=connect, pool_size=1, max_overflow=0
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", lambda opened: begin_with(opened, AS_WRITER))
    return engine


def _sqlite_reader(place: URL) -> AsyncEngine:
    engine = create_async_engine(place, hide_parameters=True, async_creator=connector(place))
    event.listen(engine.sync_engine, "connect", _prepare_sqlite_to_read)
    event.listen(engine.sync_engine, "begin", lambda opened: begin_with(opened, "BEGIN"))
    return engine


def _postgresql_writer(place: URL) -> AsyncEngine:
    # Writers take turns here as well, so that reading first and writing later means the same on
    # both databases; the lock goes with the transaction, whoever ends it.
    engine = create_async_engine(place, hide_parameters=True)
    event.listen(engine.sync_engine, "begin", lambda opened: opened.exec_driver_sql(TURNS))
    return engine


def _postgresql_reader(place: URL) -> AsyncEngine:
    return create_async_engine(place, hide_parameters=True, execution_options=AS_OF_ONE_MOMENT)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions are switched off: SQLAlchemy's BEGIN below is the only one.
    connection.isolation_level = None
    _set(connection, *PRAGMAS)


def _prepare_sqlite_to_read(connection: Any, record: Any) -> None:
    _prepare_sqlite(connection, record)
    _set(connection, READ_ONLY)


def _set(connection: Any, *pragmas: str) -> None:
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
