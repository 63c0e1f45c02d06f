"""Brief transactions on SQLite: the event loop itself runs them, on a connection of their own.

SQLite finds a row by its key sooner than a thread could be asked to. What might make a statement
wait is kept away: for the lock of another program the loop asks again and again, and the disk is
left to the transactions that have a thread.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from sqlalchemy import URL, Connection, StaticPool, create_engine, event
from sqlalchemy.engine import Result
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

PATIENCE = 10.0  # seconds that another program may keep the file to itself
PAUSE = 0.01


class BriefSession(AsyncSession):
    """A session that runs its statements at once; the other kind makes a greenlet for each."""

    async def execute(self, statement: Any, params: Any = None, **how: Any) -> Result[Any]:
        return self.sync_session.execute(statement, params, **how)

    async def scalar(self, statement: Any, params: Any = None, **how: Any) -> Any:
        return self.sync_session.scalar(statement, params, **how)


class Brief:
    """A connection for brief transactions that take `turn` about, opened by the first.

    `pragmas` are set on it, `opening` begins a transaction.
    """

    def __init__(
        self, place: URL, pragmas: tuple[str, ...], opening: str, turn: asyncio.Lock
    ) -> None:
        self._opening = opening
        self._turn = turn
        self._engine = create_engine(
            place.set(drivername="sqlite"), hide_parameters=True, poolclass=StaticPool
        )
        # A checkpoint waits for the disk.
        settings = (*pragmas, "busy_timeout=0", "wal_autocheckpoint=0")
        event.listen(self._engine, "connect", lambda made, _: _prepare(made, settings))

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A session whose transaction commits at the end.

        Raises OperationalError when another program does not let go of the file.
        """
        session = BriefSession(expire_on_commit=False)
        session.sync_session.bind = self._engine
        async with self._turn:
            with session.sync_session as inner, inner.begin():
                await _ask_again(inner.connection(), self._opening)
                yield session

    def close(self) -> None:
        """Close the connection."""
        self._engine.dispose()


async def _ask_again(connection: Connection, opening: str) -> None:
    until = monotonic() + PATIENCE
    while True:
        try:
            connection.exec_driver_sql(opening)
        except OperationalError:
            if monotonic() > until:
                raise
            await asyncio.sleep(PAUSE)
        else:
            return


def _prepare(connection: Any, pragmas: tuple[str, ...]) -> None:
    # The driver's own transactions are switched off.
    connection.isolation_level = None
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
