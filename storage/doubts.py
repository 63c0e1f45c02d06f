"""Messages that may have been sent without this database knowing of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, literal, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.posts import place
from storage.schema import OutboxRow as O

LEASE = timedelta(minutes=10)
IN_DATABASE = {"synchronize_session": False}


async def leave_open(
    session: AsyncSession, owed_id: int, why: str, again_at: datetime | None
) -> None:
    """The answer to sending a claimed row was lost; it is sent once more at `again_at`, if ever.

    What proved meanwhile to have arrived stays so.
    """
    mine = update(O).where(O.id == owed_id, O.state == "sending")
    values = {"state": "unknown", "why": why, "again_at": again_at}
    await session.execute(mine.values(values), execution_options=IN_DATABASE)


async def give_up_lost(
    session: AsyncSession, now: datetime, again_after: timedelta | None
) -> Sequence[int]:
    """Rows claimed by a process that died: they may have been sent, or not. Returns their ids.

    Each is sent once more after a while, unless it was that already, or there is no `again_after`.
    """
    query = update(O).where(O.state == "sending", O.claimed_at < now - LEASE)
    again = literal(None if again_after is None else now + again_after, O.again_at.type)
    values = {
        "state": "unknown",
        "why": "the process stopped while sending",
        "again_at": case((O.again_at.is_not(None), null()), else_=again),
    }
    lost = query.values(values).returning(O.id)
    return (await session.scalars(lost, execution_options=IN_DATABASE)).all()


async def send_again(session: AsyncSession, now: datetime) -> None:
    """Let what nobody answered in its time be sent once more."""
    due = update(O).where(O.state == "unknown", O.again_at <= now)
    await session.execute(due.values(state="pending", send_at=now), execution_options=IN_DATABASE)


async def arrived(session: AsyncSession, post_id: int, message: int) -> None:
    """Somebody answered a post whose number was lost: now it is known which message it is."""
    await place(session, post_id, message)
    open_states = ("sending", "unknown", "pending")
    mine = update(O).where(O.post_id == post_id, O.state.in_(open_states))
    values = {"state": "sent", "message_id": message, "sent_at": O.claimed_at, "why": None}
    await session.execute(mine.values(values), execution_options=IN_DATABASE)


async def doubt(session: AsyncSession, until: datetime, why: str) -> None:
    """Send nothing that was due, in hand, or due once more until an instant: it may have been.

    One that was missed is followed by the next.
    """
    maybe_sent = or_(
        and_(O.state == "pending", O.send_at <= until),
        O.state == "sending",
        and_(O.state == "unknown", O.again_at <= until),
    )
    values = {"state": "unknown", "why": why, "claimed_at": until, "again_at": None}
    query = update(O).where(maybe_sent).values(values)
    await session.execute(query, execution_options=IN_DATABASE)


async def count_doubts(session: AsyncSession, why: str) -> int:
    """How many messages were left in doubt for this reason."""
    query = select(func.count()).where(O.state == "unknown", O.why == why)
    return await session.scalar(query) or 0
