"""What Duban owes by itself: planned once, claimed by one statement, marked with the outcome.

What became of a message whose answer was lost is in `storage.doubts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ScalarSelect,
    Update,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from plan.lanes import LANES_OWED, Lane, lane_of
from storage.bell import ring
from storage.places import of_its_group
from storage.posts import Post, change_about
from storage.schema import IN_DATABASE, ChatRow
from storage.schema import OutboxRow as O
from storage.upsert import insert_into

HELD = "kept: "
PASSED_ON = "said in private instead: "
AT_ONCE = 500  # rows written in one go, so that the event loop gets its turn in between
# Rows are never kept in a session here, so none has to follow an UPDATE.


@dataclass(frozen=True, slots=True)
class Owed:
    """A row for `chat` (our id): what fell due from `since` to `day`, owed for `planned_at`.

    `again` says that it may have been sent before, and nobody will ever know.
    """

    id: int
    chat: int
    kind: str
    day: date
    subject: int
    since: date
    planned_at: datetime
    send_at: datetime
    catch_up: bool
    attempts: int
    again: bool


async def owe(
    session: AsyncSession,
    chats: Sequence[int],
    kind: str,
    day: date,
    at: datetime,
    subject: int = 0,
) -> None:
    """Plan one sending a chat for the instant `at`; planning it again changes nothing."""
    rows = [
        {
            "chat_id": chat,
            "kind": kind,
            "lane": lane_of(kind),
            "day": day,
            "subject": subject,
            "since": day,
            "planned_at": at,
            "send_at": at,
            "state": "pending",
        }
        for chat in chats
    ]
    for first in range(0, len(rows), AT_ONCE):
        stretch = rows[first : first + AT_ONCE]
        await session.execute(insert_into(session, O).on_conflict_do_nothing(), stretch)


async def get(session: AsyncSession, owed_id: int) -> Owed:
    return _owed(await session.get_one(O, owed_id))


def _oldest(lane: Lane) -> ScalarSelect[int]:
    due = O.send_at <= bindparam("now", type_=O.send_at.type)
    query = select(O.id).where(O.state == "pending", O.lane == lane, due)
    return query.order_by(O.send_at, O.id).limit(1).scalar_subquery()


# Lane by lane, so that each look is a step into the index however much waits in the others.
CLAIM = (
    update(O)
    .where(O.id == func.coalesce(*map(_oldest, LANES_OWED)), O.state == "pending")
    .values(
        state="sending",
        claimed_at=bindparam("now", type_=O.claimed_at.type),
        attempts=O.attempts + 1,
    )
    .returning(O)
)


async def claim_next(session: AsyncSession, now: datetime) -> Owed | None:
    """Take the oldest due row of the most urgent lane that has one.

    Nobody else can take it after this statement.
    """
    row = await session.scalar(CLAIM, {"now": now}, execution_options=IN_DATABASE)
    return _owed(row) if row else None


async def attach(session: AsyncSession, owed: Owed, post: Post) -> None:
    """Note the post a claimed row is about to become, and in the post which row it stands for.

    A row that is repeated becomes several posts, and whoever answers one answers them all.
    """
    await session.execute(update(O).where(O.id == owed.id).values(post_id=post.id))
    link = {"row": owed.id, "since": owed.since.isoformat()}
    await change_about(session, post.id, {**post.about, **link})


async def mark_sent(
    session: AsyncSession, owed_id: int, message: int, now: datetime, *, late: bool
) -> None:
    """Write down as which message a claimed row was sent, and whether after its hour.

    The message of an earlier copy that was answered meanwhile stays the row's.
    """
    values = {"state": "sent", "message_id": message, "sent_at": now, "late": late, "why": None}
    mine = update(O).where(O.id == owed_id, or_(O.state != "sent", O.message_id == message))
    await session.execute(mine.values(values), execution_options=IN_DATABASE)


async def mark(session: AsyncSession, owed_id: int, state: str, why: str) -> None:
    """Write down why a claimed row was not sent: skipped or failed."""
    values = {"state": state, "why": why, "post_id": None}
    await session.execute(_not_sent(owed_id).values(values))


async def postpone(session: AsyncSession, owed_id: int, send_at: datetime, why: str) -> None:
    """Put a claimed row back, to be taken again at `send_at`."""
    values = {"state": "pending", "send_at": send_at, "why": why, "post_id": None}
    await session.execute(_not_sent(owed_id).values(values))


def _not_sent(owed_id: int) -> Update:
    """A row, unless an answer to an earlier copy proved while it was repeated that it is sent."""
    return update(O).where(O.id == owed_id, O.state != "sent")


async def hold(session: AsyncSession, owed_id: int, send_at: datetime, why: str) -> None:
    """Keep a claimed row for a chat that takes no messages, to be looked at again at `send_at`."""
    await postpone(session, owed_id, send_at, f"{HELD}{why}")


async def pass_on(session: AsyncSession, owed_id: int, why: str) -> None:
    """Write down that a claimed row of a chat that takes no messages is owed to people now."""
    await mark(session, owed_id, "skipped", f"{PASSED_ON}{why}")


async def take_back(session: AsyncSession, owed_id: int, now: datetime, why: str) -> None:
    """Let a row that was passed on be due again: one of the people takes no messages either.

    Not one that was taken back before, whatever has become of it since.
    """
    passed_on = O.id == owed_id, O.state == "skipped", O.why.startswith(PASSED_ON)
    values = {"state": "pending", "send_at": now, "why": why}
    query = update(O).where(*passed_on).values(values)
    await session.execute(query, execution_options=IN_DATABASE)


async def is_sent(session: AsyncSession, owed_id: int) -> bool:
    """Whether a row is known to have reached its chat."""
    return await session.scalar(select(O.state).where(O.id == owed_id)) == "sent"


async def release(session: AsyncSession, chat_id: int, now: datetime) -> None:
    """What was kept for a chat is due at once: it takes messages again."""
    kept = O.chat_id == chat_id, O.state == "pending", O.why.startswith(HELD)
    query = update(O).where(*kept).values(send_at=now).returning(O.id)
    if (await session.scalars(query, execution_options=IN_DATABASE)).all():
        await ring(session)


async def freeze(session: AsyncSession, chat_id: int, until: datetime) -> None:
    """Let nothing go to a chat before an instant, to none of its topics.

    What waits for it is not taken before; of what falls due meanwhile the chat itself says so.
    """
    here = of_its_group(chat_id)
    waiting = update(O).where(O.state == "pending", O.chat_id.in_(here), O.send_at < until)
    await session.execute(waiting.values(send_at=until), execution_options=IN_DATABASE)
    sooner = or_(ChatRow.frozen_until.is_(None), ChatRow.frozen_until < until)
    chats = update(ChatRow).where(ChatRow.id.in_(here), sooner)
    await session.execute(chats.values(frozen_until=until), execution_options=IN_DATABASE)


async def pending(session: AsyncSession, kind: str, until: date) -> Sequence[Owed]:
    """The rows of a kind that wait, up to a day, in the order they will be sent."""
    query = select(O).where(O.state == "pending", O.kind == kind, O.day <= until)
    return [_owed(row) for row in await session.scalars(query.order_by(O.send_at, O.id))]


async def next_due(session: AsyncSession) -> datetime | None:
    """When the next pending row is due, for the clock of a rehearsal."""
    query = select(O.send_at).where(O.state == "pending").order_by(O.send_at).limit(1)
    return await session.scalar(query)


def _owed(row: O) -> Owed:
    return Owed(
        row.id,
        row.chat_id,
        row.kind,
        row.day,
        row.subject,
        row.since,
        row.planned_at,
        row.send_at,
        row.catch_up,
        row.attempts,
        row.doubts > 0,
    )
