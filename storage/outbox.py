"""What Duban owes by itself: planned once, claimed by one statement, marked with the outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import OutboxRow as O
from storage.upsert import insert_into

LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Owed:
    """A claimed row: for `chat` (our id), what fell due from `since` to `day`."""

    id: int
    chat: int
    kind: str
    day: date
    subject: int
    since: date
    send_at: datetime
    catch_up: bool
    attempts: int


async def owe(
    session: AsyncSession,
    chats: Sequence[int],
    kind: str,
    day: date,
    send_at: datetime,
    subject: int = 0,
) -> None:
    """Plan one sending a chat; planning it again changes nothing."""
    rows = [
        {
            "chat_id": chat,
            "kind": kind,
            "day": day,
            "subject": subject,
            "since": day,
            "send_at": send_at,
            "state": "pending",
        }
        for chat in chats
    ]
    if rows:
        await session.execute(insert_into(session, O).on_conflict_do_nothing(), rows)


async def claim_next(session: AsyncSession, now: datetime) -> Owed | None:
    """Take the oldest row that is due; nobody else can take it after this statement."""
    first = select(O.id).where(O.state == "pending", O.send_at <= now)
    oldest = first.order_by(O.send_at, O.id).limit(1).scalar_subquery()
    query = update(O).where(O.id == oldest, O.state == "pending")
    claimed = query.values(state="sending", claimed_at=now, attempts=O.attempts + 1)
    row = await session.scalar(claimed.returning(O))
    return _owed(row) if row else None


async def mark(
    session: AsyncSession,
    owed_id: int,
    state: str,
    *,
    now: datetime,
    why: str | None = None,
    post_id: int | None = None,
    late: bool = False,
) -> None:
    """Write down what came of a claimed row: sent, unknown, failed or skipped, and why."""
    sent_at = now if state == "sent" else None
    values = {"state": state, "why": why, "post_id": post_id, "late": late, "sent_at": sent_at}
    await session.execute(update(O).where(O.id == owed_id).values(values))


async def postpone(session: AsyncSession, owed_id: int, send_at: datetime, why: str | None) -> None:
    """Put a claimed row back, to be taken again at `send_at`."""
    query = update(O).where(O.id == owed_id)
    await session.execute(query.values(state="pending", send_at=send_at, why=why))


async def give_up_lost(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Rows claimed by a process that died: they may have been sent, so they are not sent again."""
    query = update(O).where(O.state == "sending", O.claimed_at < now - LEASE)
    lost = query.values(state="unknown", why="the process stopped while sending")
    return (await session.scalars(lost.returning(O.id))).all()


async def overdue(session: AsyncSession, before: datetime, kind: str) -> Sequence[Owed]:
    """Rows that should have gone out before `before`, and were never claimed or must try again."""
    query = select(O).where(O.state == "pending", O.send_at < before, O.kind == kind)
    return [_owed(row) for row in await session.scalars(query.order_by(O.day))]


async def fold(session: AsyncSession, rows: Sequence[Owed], day: date, send_at: datetime) -> None:
    """Fold the owed rows of one chat into a single catch-up row on `day`."""
    chat, kind, since = rows[0].chat, rows[0].kind, min(row.since for row in rows)
    await owe(session, [chat], kind, day, send_at)
    others = [row.id for row in rows if row.day != day]
    why = f"folded into the catch-up of {day.isoformat()}"
    await session.execute(update(O).where(O.id.in_(others)).values(state="skipped", why=why))
    target = update(O).where(O.chat_id == chat, O.kind == kind, O.day == day, O.state == "pending")
    await session.execute(target.values(since=since, send_at=send_at, catch_up=True))


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
        row.send_at,
        row.catch_up,
        row.attempts,
    )
