"""Stretches in which nobody listened to the groups."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import OutageRow


async def add_outage(session: AsyncSession, since: datetime, until: datetime) -> int:
    """Note an outage; returns its id."""
    row = OutageRow(since=since, until=until)
    session.add(row)
    await session.flush()
    return row.id


async def span(session: AsyncSession, outage_id: int) -> tuple[datetime, datetime]:
    """When an outage began and ended."""
    row = await session.get_one(OutageRow, outage_id)
    return row.since, row.until


async def last_outage_after(session: AsyncSession, instant: datetime) -> datetime | None:
    """The end of the last outage that ended after an instant; None if there was none."""
    return await session.scalar(select(func.max(OutageRow.until)).where(OutageRow.until > instant))
