"""The bell between processes: what is owed at once rings it, and the one that sends hears it.

It is part of the transaction that owes and carries nothing itself. A ring may get lost, so it only
lets the next look come sooner. A file has one process, which needs none.
"""

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import Sessions

# A connection that died in silence rings no more and nobody is told, so it is made anew.
LASTS = 60.0  # seconds
RING = text("SELECT pg_notify('duban_owed', '')")
LISTEN = "LISTEN duban_owed"


class Deaf(Exception):
    """The database cannot be listened to for now."""


async def ring(session: AsyncSession) -> None:
    """Let the one that sends look as soon as this transaction is committed."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(RING)


async def heard(sessions: Sessions) -> AsyncIterator[None]:
    """Every ring on PostgreSQL for `LASTS` seconds, and one at the beginning for those before.

    Raises Deaf.
    """
    engine = sessions.reader
    try:
        pooled = await engine.raw_connection()
    except SQLAlchemyError as error:
        raise Deaf from error
    connection: Any = pooled.driver_connection
    pooled.detach()  # what listens is of no use to others
    try:
        await connection.set_autocommit(True)
        await connection.execute(LISTEN)
        yield
        async for _ in connection.notifies(timeout=LASTS):
            yield
    except engine.dialect.loaded_dbapi.Error as error:
        raise Deaf from error
    finally:
        await connection.close()
