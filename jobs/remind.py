"""Reminders: the day's debts become outbox rows when their hour comes, late ones are folded."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk
from plan.calendar import WorkCalendar, is_quiet, local_day
from plan.notices import Owing
from plan.reminders import (
    Lateness,
    Rung,
    catch_up_moment,
    lateness,
    rungs_between,
    rungs_on,
    sends_at,
)
from plan.rules import Rules
from render.card import card_message
from render.message import Message
from storage import cards, marks, outbox
from storage.calendar import load_calendar
from storage.chats import Chat
from storage.posts import Post
from storage.reminders import Dues, debts, owing_chats, phase_debts

CARD = Owing.CARD
PLANNED = "cards planned until"
# After a longer absence the older rungs say nothing the newest one does not.
LOOK_BACK = timedelta(days=31)


async def plan_cards(desk: Desk, now: datetime) -> None:
    """Owe a card to every group that has a rung on a day whose hour has come, once a day."""
    today = local_day(now, desk.rules.hours.zone)
    async with desk.sessions.begin() as session:
        day = await _first_unplanned(session, today)
        if day > today or now < sends_at(day, desk.rules.hours):
            return
        calendar = await load_calendar(session)
        while day <= today and sends_at(day, desk.rules.hours) <= now:
            dues = dues_on(day, desk.rules, calendar)
            chats = await owing_chats(session, dues) if dues else []
            await outbox.owe(session, chats, CARD, day, sends_at(day, desk.rules.hours))
            await marks.put(session, PLANNED, day.isoformat())
            day += timedelta(days=1)


async def _first_unplanned(session: AsyncSession, today: date) -> date:
    last = await marks.get(session, PLANNED)
    if last is None:
        return today
    return max(date.fromisoformat(last) + timedelta(days=1), today - LOOK_BACK)


def dues_on(day: date, rules: Rules, calendar: WorkCalendar) -> Dues:
    """The due dates that have a rung on `day`, with the instant it goes out."""
    at = sends_at(day, rules.hours)
    return dict.fromkeys(rungs_on(day, rules.ladder, calendar), at)


async def fold_late(desk: Desk, now: datetime) -> None:
    """Fold cards that are too late to be sent as themselves into one catch-up card a group."""
    rules = desk.rules
    async with desk.sessions.begin() as session:
        rows = await outbox.overdue(session, now, CARD)
        stale = [row for row in rows if _must_fold(row, now, rules)]
        if not stale:
            return
        calendar = await load_calendar(session)
        by_chat: dict[int, list[outbox.Owed]] = defaultdict(list)
        for row in stale:
            by_chat[row.chat].append(row)
        since = min(row.since for row in stale)
        pending = await _dues_by_chat(session, since, now, rules, calendar)
        for chat, owed in by_chat.items():
            moment = catch_up_moment(now, pending.get(chat, []), rules.hours, calendar)
            await outbox.fold(session, owed, local_day(moment, rules.hours.zone), moment)


def _must_fold(row: outbox.Owed, now: datetime, rules: Rules) -> bool:
    if row.catch_up or lateness(row.send_at, now, rules.late_by) is Lateness.ON_TIME:
        return False
    too_late = lateness(row.send_at, now, rules.late_by) is Lateness.TOO_LATE
    return too_late or is_quiet(now, rules.hours)


async def _dues_by_chat(
    session: AsyncSession, since: date, now: datetime, rules: Rules, calendar: WorkCalendar
) -> dict[int, list[date]]:
    today = local_day(now, rules.hours.zone)
    dues = {
        due: sends_at(day, rules.hours)
        for due, (day, _) in rungs_between(since, today, rules.ladder, calendar).items()
    }
    found: dict[int, list[date]] = defaultdict(list)
    for debt in await debts(session, dues):
        if debt.chat is not None:
            found[debt.chat].append(debt.due)
    return found


async def draw_up(
    session: AsyncSession, desk: Desk, owed: outbox.Owed, chat: Chat, now: datetime
) -> tuple[Message, Post] | None:
    """The card a claimed row stands for, from the state at this moment; None if nothing is open."""
    calendar, rules = await load_calendar(session), desk.rules
    rungs = rungs_between(owed.since, owed.day, rules.ladder, calendar)
    dues = {due: sends_at(day, rules.hours) for due, (day, _) in rungs.items()}
    lines: list[tuple[int, Rung | None]] = [
        (debt.assignment, rungs[debt.due][1]) for debt in await debts(session, dues, chat.id)
    ]
    phases = sorted({debt.phase for debt in await phase_debts(session, dues, chat.id)})
    if not lines and not phases:
        return None
    about = {"phases": phases} | _delay(owed, now, rules)
    post = await cards.open_card(session, chat.id, lines, about, now)
    card = await cards.draw_card(session, post, rules, now)
    return card_message(card, desk.words(chat.language), rules.hours.zone), post


def _delay(owed: outbox.Owed, now: datetime, rules: Rules) -> dict[str, object]:
    if owed.catch_up:
        return {"covers_from": owed.since.isoformat(), "taps_lost": True}
    if lateness(owed.send_at, now, rules.late_by) is Lateness.LATE:
        return {"late_since": owed.send_at.isoformat()}
    return {}
