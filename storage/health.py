"""How the database itself is doing: what waits, what came of the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import OutboxRow as O
from storage.schema import PostRow, ReportRow, UpdateRow


async def count_states(session: AsyncSession) -> Mapping[str, int]:
    """How many rows of the outbox there are in each state that has any."""
    query = select(O.state, func.count()).group_by(O.state)
    return dict((await session.execute(query)).all())


async def oldest_due(session: AsyncSession, now: datetime) -> datetime | None:
    """The hour of the oldest message that was due by `now` and has not gone out; None if none."""
    query = select(func.min(O.planned_at)).where(O.state == "pending", O.planned_at <= now)
    return await session.scalar(query)


async def count_stale(session: AsyncSession, now: datetime) -> int:
    """How many messages no longer show what holds and wait to be edited."""
    query = select(func.count()).where(PostRow.redraw_at <= now)
    return await session.scalar(query) or 0


async def count_waiting_updates(session: AsyncSession) -> int:
    """How many updates are stored and not worked off."""
    query = select(func.count()).where(UpdateRow.handled_at.is_(None))
    return await session.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Sendings:
    """How many messages were sent, how many of them late, and what came of others."""

    sent: int
    late: int
    unknown: int
    failed: int


async def sendings_since(session: AsyncSession, since: datetime) -> Sendings:
    """What came of the messages since an instant."""
    sent = and_(O.state == "sent", O.sent_at >= since)
    tried = O.claimed_at >= since
    counted = (
        sent,
        and_(sent, O.late),
        *(and_(O.state == s, tried) for s in ("unknown", "failed")),
    )
    sums = [func.coalesce(func.sum(case((which, 1), else_=0)), 0) for which in counted]
    [row] = await session.execute(select(*sums))
    return Sendings(*row)


async def reports_since(session: AsyncSession, since: datetime) -> int:
    """How many reports were given since an instant."""
    query = select(func.count()).where(ReportRow.at >= since)
    return await session.scalar(query) or 0


async def size(session: AsyncSession) -> int:
    """How large the database is, in bytes."""
    if session.get_bind().dialect.name == "sqlite":
        pages = await session.scalar(text("PRAGMA page_count")) or 0
        return int(pages) * int(await session.scalar(text("PRAGMA page_size")) or 0)
    return int(await session.scalar(text("SELECT pg_database_size(current_database())")) or 0)
