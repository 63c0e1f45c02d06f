"""SQLite behind an event loop, with one visit to its thread a statement.

aiosqlite makes four: for a cursor, to execute, for the rows, to close. A bot's statements are so
small that these visits cost more than they do. A transaction begins with its first statement.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite
from sqlalchemy import URL, Connection
from sqlalchemy.dialects.sqlite.aiosqlite import dialect

Rows = Sequence[tuple[Any, ...]]
How = Callable[[sqlite3.Cursor, str, Sequence[Any]], object]


def connector(place: URL) -> Callable[[], Awaitable[aiosqlite.Connection]]:
    """What `create_async_engine` takes as `async_creator`, for the database at `place`."""
    where, options = dialect().create_connect_args(place)
    options["check_same_thread"] = False  # the two threads take turns

    def connect() -> Awaitable[aiosqlite.Connection]:
        made = _Connection(partial(sqlite3.connect, *where, **options), iter_chunk_size=64)
        made._thread.daemon = True  # as SQLAlchemy does: a forgotten one must not keep us alive
        return made

    return connect


def begin_with(opened: Connection, opening: str) -> None:
    """Let the next statement of a connection made by `connector` be preceded by `opening`."""
    connection: Any = opened.connection.driver_connection
    connection.opening = opening


class _Connection(aiosqlite.Connection):
    opening = ""

    def cursor(self) -> "_Cursor":  # type: ignore[override]  # nothing to wait for
        return _Cursor(self)

    async def commit(self) -> None:
        if not self._never_began():
            await super().commit()

    async def rollback(self) -> None:
        if not self._never_began():
            await super().rollback()

    def _never_began(self) -> bool:
        never, self.opening = bool(self.opening), ""
        return never


class _Cursor:
    """A statement and all its rows; the part of a cursor that SQLAlchemy asks for."""

    arraysize = 1

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection
        self._rows: Rows = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        await self._visit(sqlite3.Cursor.execute, statement, values)

    async def executemany(self, statement: str, values: Sequence[Sequence[Any]]) -> None:
        await self._visit(sqlite3.Cursor.executemany, statement, values)

    async def _visit(self, how: How, statement: str, values: Sequence[Any]) -> None:
        visit: Callable[..., Awaitable[None]] = self._connection._execute
        await visit(self._run, how, statement, values)

    def _run(self, how: How, statement: str, values: Sequence[Any]) -> None:
        # SQLite's own cursor lives and dies in the thread: freeing it waits for what runs there.
        connection = self._connection
        cursor = connection._conn.cursor()
        if connection.opening:
            cursor.execute(connection.opening)
            connection.opening = ""  # where it failed, the next statement needs it as well
        how(cursor, statement, values)
        self._rows = cursor.fetchall()
        self.description, self.rowcount = cursor.description, cursor.rowcount
        self.lastrowid = cursor.lastrowid

    async def fetchall(self) -> Rows:
        return self._rows

    async def close(self) -> None:
        """Nothing is open."""
