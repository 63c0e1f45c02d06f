"""Catch-up cards: what a chat is owed from several days becomes one row."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import and_, case, exists, false, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan.calendar import DAY
from storage import outbox
from storage.schema import IN_DATABASE
from storage.schema import OutboxRow as O


async def to_fold(
    session: AsyncSession, kind: str, now: datetime, late_by: timedelta
) -> Mapping[int, date]:
    """The chats whose rows of a kind must be folded, with the day they cover from.

    A row is folded once it is later than `late_by`, and when the next day's row has come up.
    """
    too_late, several = func.min(O.planned_at) < now - late_by, func.count() > 1
    query = (
        select(O.chat_id, func.min(O.since))
        .where(O.state == "pending", O.kind == kind)
        .group_by(O.chat_id)
        .having(func.min(O.send_at) <= now, or_(too_late, several))
    )
    return dict((await session.execute(query)).all())


async def fold(
    session: AsyncSession, chats: Sequence[int], kind: str, day: date, at: datetime
) -> None:
    """Fold what each of `chats` is owed into a single catch-up row on `day`, to go at `at`.

    A chat told to wait longer waits; one that takes no messages is found to do so by the whole.
    A row of `day` that was sent before takes nothing in. Where a part may have been sent before,
    so may the whole.
    """
    await outbox.owe(session, chats, kind, day, at)
    older = aliased(O)
    mine = and_(older.chat_id == O.chat_id, older.kind == kind, older.state == "pending")
    here = and_(O.chat_id.in_(chats), O.kind == kind, O.state == "pending")
    since = select(func.min(older.since)).where(mine).scalar_subquery()
    kept = func.coalesce(older.why.startswith(outbox.HELD), false())
    waits = select(func.max(older.send_at)).where(mine, older.day <= day, ~kept).scalar_subquery()
    doubts = select(func.max(older.doubts)).where(mine, older.day <= day).scalar_subquery()
    send_at = case((waits > at, waits), else_=literal(at, O.send_at.type))
    target = update(O).where(here, O.day == day)
    values = {
        "since": since,
        "planned_at": at,
        "send_at": send_at,
        "catch_up": True,
        "doubts": doubts,
    }
    await session.execute(target.values(values), execution_options=IN_DATABASE)
    taken_in = exists().where(mine, older.day == day)
    others = update(O).where(here, O.day < day, taken_in)
    why = f"folded into the catch-up of {day.isoformat()}"
    await session.execute(others.values(state="skipped", why=why), execution_options=IN_DATABASE)


async def unfold(session: AsyncSession, chat: int, kind: str, since: date, day: date) -> None:
    """What arrived after all need not be said by a catch-up card that took it in.

    That one may be a repeat only where it, or a day it still covers, may have been sent.
    """
    between = aliased(O)
    others = between.chat_id == O.chat_id, between.kind == O.kind, between.state == "skipped"
    left = select(func.coalesce(func.max(between.doubts), 0)).where(
        *others, between.day > day, between.day < O.day
    )
    took_it_in = O.since.between(since, day), O.day > day, O.state != "sent"
    query = update(O).where(O.chat_id == chat, O.kind == kind, *took_it_in)
    doubts = case((O.attempts > 0, O.doubts), else_=left.scalar_subquery())
    values = {"since": day + DAY, "doubts": doubts}
    await session.execute(query.values(values), execution_options=IN_DATABASE)
