"""Owing somebody the news: to the office, or to the group of the unit that is concerned."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import Hours, local_day, out_of_quiet
from plan.notices import Owing
from storage import outbox
from storage.bell import ring
from storage.chats import office_ears
from storage.schema import AssignmentRow, BindingRow

AT_ONCE = timedelta()


async def tell_office(
    session: AsyncSession,
    kind: Owing,
    subject: int,
    people: Sequence[int],
    hours: Hours,
    now: datetime,
    delay: timedelta = AT_ONCE,
) -> None:
    """Owe the office a message about `subject`, after `delay` and outside quiet hours."""
    chats = [chat.id for chat in await office_ears(session, people, now)]
    await _owe(session, chats, kind, subject, hours, now, delay)


async def tell_unit(
    session: AsyncSession,
    kind: Owing,
    subject: int,
    assignment_id: int,
    hours: Hours,
    now: datetime,
) -> None:
    """Owe the group that answers for an assignment a message about `subject`."""
    query = (
        select(BindingRow.chat_id)
        .join(AssignmentRow, AssignmentRow.unit_id == BindingRow.unit_id)
        .where(AssignmentRow.id == assignment_id, BindingRow.ended_at.is_(None))
    )
    await _owe(session, (await session.scalars(query)).all(), kind, subject, hours, now)


async def tell_chat(
    session: AsyncSession, kind: Owing, subject: int, chat_id: int, hours: Hours, now: datetime
) -> None:
    """Owe one chat a message about `subject`."""
    await _owe(session, [chat_id], kind, subject, hours, now)


async def _owe(
    session: AsyncSession,
    chats: Sequence[int],
    kind: Owing,
    subject: int,
    hours: Hours,
    now: datetime,
    delay: timedelta = AT_ONCE,
) -> None:
    day, at = local_day(now + delay, hours.zone), out_of_quiet(now + delay, hours)
    await outbox.owe(session, chats, kind, day, at, subject)
    if at <= now:
        await ring(session)
