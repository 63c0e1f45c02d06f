"""Messages that may have been sent without this database knowing of it."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import OutboxRow as O


async def doubt(session: AsyncSession, until: datetime, why: str) -> None:
    """Send nothing that was due until an instant: it may have been, and a missed one is followed.

    A row that was being sent is left to the rule for a process that died.
    """
    due = update(O).where(O.state == "pending", O.send_at <= until)
    values = {"state": "unknown", "why": why, "claimed_at": until}
    await session.execute(due.values(values), execution_options={"synchronize_session": False})


async def count_doubts(session: AsyncSession, why: str) -> int:
    """How many messages were left in doubt for this reason."""
    query = select(func.count()).where(O.state == "unknown", O.why == why)
    return await session.scalar(query) or 0
