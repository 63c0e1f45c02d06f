"""Which process is in charge of what, on PostgreSQL: a row that runs out unless it is renewed.

Only the server's clock counts, because those of several machines differ. Writers take turns, so
that within a transaction nobody else can come into charge.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, text
from sqlalchemy.ext.asyncio import AsyncSession

LASTS = timedelta(seconds=6)
NOW = "timezone('utc', clock_timestamp())"
GAIN = text(f"""
    INSERT INTO leases (name, owner, until) VALUES (:name, :owner, {NOW} + :lasts)
    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE leases.owner = excluded.owner OR leases.until < {NOW}
""")
HOLDS = text(f"SELECT 1 FROM leases WHERE name = :name AND owner = :owner AND until > {NOW}")
LIVING = text(f"SELECT name, owner FROM leases WHERE until > {NOW}")
RELEASE = text("DELETE FROM leases WHERE name = :name AND owner = :owner")
TABLE = text("SELECT to_regclass('leases')")
ANYBODY = text(f"SELECT 1 FROM leases WHERE until > {NOW} LIMIT 1")
CLEAR = text(f"DELETE FROM leases WHERE until < {NOW} - interval '1 day'")


class NotInCharge(Exception):
    """The lease ran out, and by now another process may be in charge."""


async def gain(session: AsyncSession, name: str, owner: str) -> bool:
    """Take or renew a lease for `LASTS`; False when another process has it."""
    values = {"name": name, "owner": owner, "lasts": LASTS}
    gained = cast(CursorResult[Any], await session.execute(GAIN, values))
    return gained.rowcount == 1


async def check(session: AsyncSession, name: str, owner: str) -> None:
    """Raises NotInCharge unless the lease is `owner`'s; the transaction must be undone then."""
    if await session.scalar(HOLDS, {"name": name, "owner": owner}) is None:
        raise NotInCharge(name)


async def living(session: AsyncSession) -> Mapping[str, str]:
    """The leases somebody has, and who."""
    return {row.name: row.owner for row in await session.execute(LIVING)}


async def release(session: AsyncSession, name: str, owner: str) -> None:
    """Let go of a lease before it runs out."""
    await session.execute(RELEASE, {"name": name, "owner": owner})
    await session.execute(CLEAR)


def anybody_in_charge(connection: Connection) -> bool:
    """Whether any process has a lease, for what looks at a whole database, maybe an older one."""
    if connection.dialect.name != "postgresql" or connection.scalar(TABLE) is None:
        return False
    return connection.scalar(ANYBODY) is not None
