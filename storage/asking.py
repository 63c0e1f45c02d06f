"""Questions: owed from the transaction that opens them, and asked at once by whoever opened them.

Where that does not succeed, or the process ends before, the one that sends asks.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import local_day
from plan.delivery import Gone, Moved, Outcome, Sent, Wait
from plan.lanes import lane_of
from plan.notices import Owing
from plan.rules import Repeats
from storage import doubts, outbox, posts
from storage.posts import Post
from storage.schema import OutboxRow


async def owe_in_hand(session: AsyncSession, post: Post, now: datetime, zone: ZoneInfo) -> int:
    """Owe a question that is about to be sent, as if claimed; returns its row."""
    day = local_day(now, zone)
    row = OutboxRow(
        chat_id=post.chat,
        kind=Owing.QUESTION,
        lane=lane_of(Owing.QUESTION),
        day=day,
        subject=post.id,
        since=day,
        planned_at=now,
        send_at=now,
        state="sending",
        claimed_at=now,
        attempts=1,
        post_id=post.id,
    )
    session.add(row)
    await session.flush()
    return row.id


async def settle(
    session: AsyncSession, row: int, post: Post, outcome: Outcome, now: datetime, repeats: Repeats
) -> None:
    """Write down what came of asking at once; what the chat as a whole refuses is the sender's."""
    match outcome:
        case Sent(message):
            await outbox.mark_sent(session, row, message, now, late=False)
            await posts.place(session, post.id, message)
        case Wait(seconds):
            await outbox.postpone(session, row, now + timedelta(seconds=seconds), "too many")
        case Moved() | Gone():
            await outbox.postpone(session, row, now, "the chat changed")
        case _:
            await doubts.note_not_sent(session, row, 1, outcome, now, repeats)
