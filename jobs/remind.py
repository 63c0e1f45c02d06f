"""Reminders: the day's debts become outbox rows when their hour comes, late ones are folded."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk, Draft
from plan.calendar import WorkCalendar, day_ends, local_day
from plan.notices import Owing
from plan.reminders import (
    Lateness,
    Rung,
    catch_up_moment,
    lateness,
    rungs_between,
    sends_at,
)
from plan.rules import Rules
from render.card import card_message
from storage import cards, drawings, folding, marks, outbox
from storage.calendar import load_calendar
from storage.chats import Chat
from storage.reminders import Dues, debts, owing_chats, phase_debts
from storage.units import group_name

PLANNED = "cards planned until"
# After a longer absence the older rungs say nothing the newest one does not.
LOOK_BACK = timedelta(days=31)
# Chats written about in one transaction, so that others come to the database in between.
AT_ONCE = 500

Rungs = Mapping[date, tuple[date, Rung]]


async def plan_cards(session: AsyncSession, rules: Rules, now: datetime) -> None:
    """Owe a card to every group that has a rung on a day whose hour has come, once a day."""
    today = local_day(now, rules.hours.zone)
    day = await _first_unplanned(session, today)
    if day > today or now < sends_at(day, rules.hours):
        return
    calendar = await load_calendar(session)
    while day <= today and sends_at(day, rules.hours) <= now:
        dues = dues_of(rungs_between(day, day, rules.ladder, calendar), rules)
        chats = await owing_chats(session, dues) if dues else []
        await outbox.owe(session, chats, Owing.CARD, day, sends_at(day, rules.hours))
        await marks.put(session, PLANNED, day.isoformat())
        day += timedelta(days=1)


async def _first_unplanned(session: AsyncSession, today: date) -> date:
    last = await marks.get(session, PLANNED)
    if last is None:
        return today
    return max(date.fromisoformat(last) + timedelta(days=1), today - LOOK_BACK)


def dues_of(rungs: Rungs, rules: Rules) -> Dues:
    """The due dates of some rungs, each with the instant its rung goes out."""
    return {due: sends_at(day, rules.hours) for due, (day, _) in rungs.items()}


async def fold_late(desk: Desk, now: datetime) -> None:
    """Fold cards that are too late to be sent as themselves into one catch-up card a group."""
    rules = desk.rules
    async with desk.sessions.begin() as session:
        since = await folding.to_fold(session, Owing.CARD, now, rules.late_by)
        if not since:
            return
        calendar = await load_calendar(session)
        moments = await _moments(session, list(since), min(since.values()), now, rules, calendar)
    for moment, chats in moments.items():
        for at in range(0, len(chats), AT_ONCE):
            day = local_day(moment, rules.hours.zone)
            async with desk.sessions.begin() as session:
                await folding.fold(session, chats[at : at + AT_ONCE], Owing.CARD, day, moment)


async def _moments(
    session: AsyncSession,
    chats: list[int],
    since: date,
    now: datetime,
    rules: Rules,
    calendar: WorkCalendar,
) -> Mapping[datetime, list[int]]:
    """When each chat's catch-up card may go: sooner where a due date would pass unmentioned."""
    rungs = rungs_between(since, local_day(now, rules.hours.zone), rules.ladder, calendar)
    later = catch_up_moment(now, (), rules.hours, calendar)
    sooner = catch_up_moment(now, rungs, rules.hours, calendar)
    passing = {
        due: rung
        for due, rung in rungs.items()
        if sooner < day_ends(due, rules.hours.zone) <= later
    }
    urgent = set(await owing_chats(session, dues_of(passing, rules))) if passing else set()
    moments: dict[datetime, list[int]] = defaultdict(list)
    for chat in chats:
        moments[sooner if chat in urgent else later].append(chat)
    return moments


async def draw_up(
    session: AsyncSession, desk: Desk, owed: outbox.Owed, chat: Chat, now: datetime
) -> Draft | None:
    """The card a claimed row stands for, from the state at this moment; None if nothing is open."""
    rules = desk.rules
    calendar = await load_calendar(session)
    rungs = rungs_between(owed.since, owed.day, rules.ladder, calendar)
    dues = dues_of(rungs, rules)
    lines: list[tuple[int, Rung | None]] = [
        (debt.assignment, rungs[debt.due][1]) for debt in await debts(session, dues, owed.chat)
    ]
    phases = sorted({debt.phase for debt in await phase_debts(session, dues, owed.chat)})
    if not lines and not phases:
        return None
    about = {"phases": phases, "again": owed.again} | _delay(owed, now, rules)
    about |= await _instead(session, owed, chat)
    post = await cards.open_card(session, chat.id, lines, about, now)
    card = await drawings.draw_card(session, post, rules, now)
    return Draft(card_message(card, desk.words(chat.language), rules.hours.zone), post)


async def _instead(session: AsyncSession, owed: outbox.Owed, chat: Chat) -> dict[str, object]:
    """That the card goes to a person because its group takes none."""
    if chat.id == owed.chat:
        return {}
    return {"group": owed.chat, "instead_of": await group_name(session, owed.chat)}


def _delay(owed: outbox.Owed, now: datetime, rules: Rules) -> dict[str, object]:
    if owed.catch_up:
        return {"covers_from": owed.since.isoformat()}
    if lateness(owed.planned_at, now, rules.late_by) is not Lateness.ON_TIME:
        return {"late_since": owed.planned_at.isoformat()}
    return {}
