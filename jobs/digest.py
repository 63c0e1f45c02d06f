"""What the office is told by itself: the evening digest and the morning's line of gaps."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk
from jobs.remind import dues_on
from plan.calendar import instant, local_day
from plan.notices import Owing
from plan.reminders import sends_at
from plan.summary import Summary, is_same
from render.digest import digest_message, gap_message
from render.message import Message
from storage import marks, outbox, plans, summaries
from storage.calendar import load_calendar
from storage.chats import Chat, office_ears
from storage.reminders import debts
from storage.units import unbound_units

DIGEST = Owing.DIGEST
GAPS = Owing.GAPS


async def plan_office(desk: Desk, now: datetime) -> None:
    """Owe the office today's gap line and digest once their hour has come, on working days."""
    today = local_day(now, desk.rules.hours.zone)
    hours = {
        GAPS: sends_at(today, desk.rules.hours),
        DIGEST: instant(today, desk.digest_at, desk.rules.hours.zone),
    }
    async with desk.sessions.begin() as session:
        for kind, at in hours.items():
            mark = f"{kind} planned until"
            if now < at or await marks.get(session, mark) == today.isoformat():
                continue
            await marks.put(session, mark, today.isoformat())
            if (await load_calendar(session)).is_working(today):
                chats = await office_ears(session, desk.office_people, now)
                await outbox.owe(session, [chat.id for chat in chats], kind, today, at)


async def draw_up(
    session: AsyncSession, desk: Desk, owed: outbox.Owed, chat: Chat, now: datetime
) -> tuple[Message, None] | None:
    """The digest of every plan that changed since its last one; None when nothing did."""
    changed = [s for _, s in await _summaries(session, desk, owed, now) if _is_news(s)]
    if not changed:
        return None
    return digest_message(changed, desk.words(chat.language), desk.rules.hours.zone), None


def _is_news(summary: Summary) -> bool:
    return summary.before is None or not is_same(summary.before, summary.total)


async def _summaries(
    session: AsyncSession, desk: Desk, owed: outbox.Owed, now: datetime
) -> list[tuple[int, Summary]]:
    today = local_day(now, desk.rules.hours.zone)
    return [
        (plan, await summaries.summarise(session, plan, now, today, units=3, before=owed.send_at))
        for plan in await plans.ids(session)
    ]


async def keep_figures(session: AsyncSession, desk: Desk, owed: outbox.Owed, now: datetime) -> None:
    """Freeze the figures the digest was sent with, once for all the chats it went to."""
    for plan, summary in await _summaries(session, desk, owed, now):
        last = await summaries.last_snapshot(session, plan)
        if last is None or last[0] < owed.send_at:
            await summaries.keep_snapshot(session, plan, summary)


async def draw_up_gaps(
    session: AsyncSession, desk: Desk, owed: outbox.Owed, chat: Chat, now: datetime
) -> tuple[Message, None] | None:
    """The units nobody can be reminded in, with what would have been sent to them today."""
    units = await unbound_units(session)
    if not units:
        return None
    missed = await _missed(session, desk, owed.day)
    return gap_message(units, missed, desk.words(chat.language)), None


async def _missed(session: AsyncSession, desk: Desk, day: date) -> dict[str, list[str]]:
    dues = dues_on(day, desk.rules, await load_calendar(session))
    missed: dict[str, list[str]] = {}
    for debt in await debts(session, dues):
        if debt.chat is None:
            missed.setdefault(debt.unit, []).append(debt.task)
    return missed
