"""Messages that may have been sent without this database knowing of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, literal, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan.delivery import Failed, NotSent, Refused, Unknown, Unlikely, next_wait
from plan.rules import Repeats
from storage.cards import supersede
from storage.folding import unfold
from storage.outbox import mark, postpone
from storage.posts import Post, ask_redraw, place
from storage.schema import IN_DATABASE
from storage.schema import OutboxRow as O

LEASE = timedelta(minutes=10)
# `OutboxRow.doubts` where a message was perhaps sent; each answer that is lost counts one more.
PERHAPS = 1


async def leave_open(
    session: AsyncSession, owed_id: int, why: str, now: datetime, repeats: Repeats
) -> None:
    """The answer to sending a claimed row was lost; it is sent again as `repeats` says.

    What proved meanwhile to have arrived stays so.
    """
    mine = update(O).where(O.id == owed_id, O.state == "sending")
    await session.execute(mine.values(_doubtful(why, now, repeats)), execution_options=IN_DATABASE)


async def give_up_lost(session: AsyncSession, now: datetime, repeats: Repeats) -> Sequence[int]:
    """Rows claimed by a process that died: they may have been sent, or not. Returns their ids.

    Each is sent again as `repeats` says.
    """
    lost = update(O).where(O.state == "sending", O.claimed_at < now - LEASE)
    values = _doubtful("the process stopped while sending", now, repeats)
    query = lost.values(values).returning(O.id)
    return (await session.scalars(query, execution_options=IN_DATABASE)).all()


async def note_not_sent(
    session: AsyncSession,
    owed_id: int,
    attempts: int,
    outcome: NotSent,
    now: datetime,
    repeats: Repeats,
) -> None:
    """Write down why a claimed row was not sent, or not surely, after so many `attempts`."""
    again = now + next_wait(attempts)
    match outcome:
        case Refused(why):
            await mark(session, owed_id, "failed", why)
        case Failed(why):
            await postpone(session, owed_id, again, why)
        case Unlikely(why):
            await _put_back(session, owed_id, again, why)
        case Unknown(why):
            await leave_open(session, owed_id, why, now, repeats)


async def _put_back(session: AsyncSession, owed_id: int, send_at: datetime, why: str) -> None:
    """A claimed row that most likely was not sent is taken again at `send_at`.

    That may be a repeat, but takes none from those of an answer that is lost.
    """
    await postpone(session, owed_id, send_at, why)
    unsure = update(O).where(O.id == owed_id, O.doubts == 0)
    await session.execute(unsure.values(doubts=PERHAPS), execution_options=IN_DATABASE)


def _doubtful(why: str, now: datetime, repeats: Repeats) -> dict[str, Any]:
    again = literal(now + repeats.after, O.again_at.type)
    level = case((O.doubts < PERHAPS, PERHAPS), else_=O.doubts)
    return {
        "state": "unknown",
        "why": why,
        "again_at": case((level < PERHAPS + repeats.times, again), else_=null()),
        "doubts": level + 1,
    }


async def send_again(session: AsyncSession, now: datetime) -> None:
    """Let what nobody answered in its time be sent again."""
    due = update(O).where(O.state == "unknown", O.again_at <= now)
    await session.execute(due.values(state="pending", send_at=now), execution_options=IN_DATABASE)


async def arrived(session: AsyncSession, post: Post, message: int, now: datetime) -> None:
    """Somebody answered a post whose number was lost: now it is known which message it is.

    That settles its row also where the row was repeated since, as another post, and whatever came
    of that; but not where it has taken in older days, of which this one says nothing. A card takes
    the place of the older ones, as one does that is known to be sent.
    """
    await place(session, post.id, message)
    mine = [O.id == post.about["row"] if "row" in post.about else O.post_id == post.id]
    if "since" in post.about:
        mine.append(O.since >= date.fromisoformat(post.about["since"]))
    values = {
        "state": "sent",
        "post_id": post.id,
        "message_id": message,
        "sent_at": post.made_at,
        "late": "late_since" in post.about,
        "why": None,
    }
    query = update(O).where(*mine, O.state != "sent").values(values)
    said = query.returning(O.chat_id, O.kind, O.since, O.day)
    for row in await session.execute(said, execution_options=IN_DATABASE):
        await unfold(session, *row)
        if post.kind == "card":
            await ask_redraw(session, await supersede(session, post.chat, post.id), now)


async def doubt(session: AsyncSession, until: datetime, why: str) -> None:
    """Send nothing that was due, in hand, or due again until an instant: it may have been.

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
