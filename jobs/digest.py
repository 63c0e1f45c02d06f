"""What the office is told by itself: the evening digest and the morning's line of gaps."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk, Draft
from jobs.remind import dues_of
from plan.calendar import instant, local_day, out_of_quiet
from plan.notices import Owing
from plan.reminders import rungs_between, sends_at
from plan.summary import Summary, is_same
from render.digest import digest_message, gap_message
from storage import decisions, marks, outbox, plans, summaries
from storage.calendar import load_calendar, unknown_years
from storage.chats import Chat, office_ears
from storage.reminders import Debt, debts
from storage.units import unbound_units

WORST = 3
# How long before a year nobody knows the holidays of its tasks are a matter for the office.
AHEAD = timedelta(days=45)


async def plan_office(session: AsyncSession, desk: Desk, now: datetime) -> None:
    """Owe the office today's gap line and digest once their hour has come, on working days."""
    hours = desk.rules.hours
    today = local_day(now, hours.zone)
    due = {
        Owing.GAPS: sends_at(today, hours),
        Owing.DIGEST: instant(today, desk.digest_at, hours.zone),
    }
    for kind, at in due.items():
        mark = f"{kind} planned until"
        if now < at or not await marks.is_first(session, mark, today):
            continue
        if (await load_calendar(session)).is_working(today):
            ears = await office_ears(session, desk.office_people, now)
            chats = [chat.id for chat in ears]
            await outbox.owe(session, chats, kind, today, out_of_quiet(at, hours))


async def draw_up(
    session: AsyncSession, desk: Desk, owed: outbox.Owed, chat: Chat, now: datetime
) -> Draft | None:
    """The digest of every plan that changed since its last one; None when nothing did."""
    today = local_day(now, desk.rules.hours.zone)
    figures = {
        plan: await summaries.summarise(
            session, plan, now, today, units=WORST, before=owed.planned_at
        )
        for plan in await plans.ids(session)
    }
    changed = [summary for summary in figures.values() if _is_news(summary)]
    if not changed:
        return None
    waiting = await decisions.count_pending_extensions(session)
    texts, zone = desk.words(chat.language), desk.rules.hours.zone
    return Draft(digest_message(changed, texts, zone, extensions=waiting), figures=figures)


def _is_news(summary: Summary) -> bool:
    return summary.before is None or not is_same(summary.before, summary.total)


async def draw_up_gaps(
    session: AsyncSession, desk: Desk, owed: outbox.Owed, chat: Chat, now: datetime
) -> Draft | None:
    """The units nobody can be reminded in, with what would have been sent to them today."""
    today = local_day(now, desk.rules.hours.zone)
    units = await unbound_units(session)
    years = await unknown_years(session, today + AHEAD)
    if owed.day != today or not (units or years):
        return None
    rungs = rungs_between(today, today, desk.rules.ladder, await load_calendar(session))
    missed = unheard(await debts(session, dues_of(rungs, desk.rules)))
    return Draft(gap_message(units, missed, desk.words(chat.language), years=years))


def unheard(owed: Iterable[Debt]) -> Mapping[str, list[str]]:
    """The tasks nobody is reminded of, by unit."""
    missed: dict[str, list[str]] = {}
    for debt in owed:
        if debt.chat is None:
            missed.setdefault(debt.unit, []).append(debt.task)
    return missed
