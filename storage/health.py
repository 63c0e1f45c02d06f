"""How the database itself is doing: what waits, what came of the rest."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import OutboxRow as O
from storage.schema import PostRow, UpdateRow


async def count_states(session: AsyncSession) -> Mapping[str, int]:
    """How many rows of the outbox there are in each state that has any."""
    query = select(O.state, func.count()).group_by(O.state)
    return dict((await session.execute(query)).all())


async def oldest_due(session: AsyncSession, now: datetime) -> datetime | None:
    """Since when the oldest row waits that could be sent at `now`; None if none does."""
    query = select(func.min(O.send_at)).where(O.state == "pending", O.send_at <= now)
    return await session.scalar(query)


async def count_stale(session: AsyncSession, now: datetime) -> int:
    """How many messages no longer show what holds and wait to be edited."""
    query = select(func.count()).where(PostRow.redraw_at <= now)
    return await session.scalar(query) or 0


async def count_waiting_updates(session: AsyncSession) -> int:
    """How many updates are stored and not worked off."""
    query = select(func.count()).where(UpdateRow.handled_at.is_(None))
    return await session.scalar(query) or 0
