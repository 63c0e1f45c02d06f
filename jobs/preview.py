"""What will be sent over a stretch of days, from the same questions the sender asks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.digest import unheard
from jobs.remind import Rungs, dues_of
from plan.calendar import DAY, WorkCalendar, instant, local_day, out_of_quiet
from plan.notices import Owing
from plan.preview import Kind, Planned, Why
from plan.reminders import rungs_between, sends_at
from plan.rules import Rules
from storage import outbox
from storage.calendar import load_calendar
from storage.chats import office_chats
from storage.reminders import Debt, PhaseDebt, debts, phase_debts
from storage.units import unbound_units

Line = Debt | PhaseDebt


@dataclass(frozen=True, slots=True)
class _View:
    """What does not change from day to day: the rules, the office's chats, the units unheard."""

    rules: Rules
    calendar: WorkCalendar
    digest_at: time
    office: Sequence[int | None]
    unbound: int
    waiting: Mapping[tuple[int, date], outbox.Owed]


async def preview(
    session: AsyncSession,
    rules: Rules,
    now: datetime,
    first: date,
    last: date,
    *,
    digest_at: time,
    office_people: Sequence[int] = (),
) -> list[Planned]:
    """What will be sent from `first` to `last` if nothing changes, in order.

    What is history now is history; days and hours already gone are not shown.
    """
    office = [chat.telegram for chat in await office_chats(session) if chat.usable]
    waiting = await outbox.pending(session, Owing.CARD, last)
    view = _View(
        rules,
        await load_calendar(session),
        digest_at,
        office or office_people or [None],
        len(await unbound_units(session)),
        {(owed.chat, owed.day): owed for owed in waiting},
    )
    found = [one for owed in waiting for one in await _waiting(session, view, owed, now)]
    for n in range((last - first).days + 1):
        found += await _day(session, view, first + n * DAY, now)
    zone = rules.hours.zone
    shown = [
        replace(one, at=one.at.astimezone(zone))
        for one in found
        if first <= local_day(one.at, zone) <= last
    ]
    order = list(Kind)
    return sorted(shown, key=lambda one: (one.at, order.index(one.kind), one.chat is None))


async def _waiting(
    session: AsyncSession, view: _View, owed: outbox.Owed, now: datetime
) -> list[Planned]:
    """The card of a row that was planned and not sent yet."""
    rungs = rungs_between(owed.since, owed.day, view.rules.ladder, view.calendar)
    dues, hours = dues_of(rungs, view.rules), view.rules.hours
    lines: list[Line] = [*await debts(session, dues, owed.chat)]
    lines += await phase_debts(session, dues, owed.chat)
    at = out_of_quiet(max(owed.send_at, now), hours)
    since = owed.since if owed.catch_up else None
    return [replace(card, since=since) for card in _cards(lines, rungs, at)]


async def _day(session: AsyncSession, view: _View, day: date, now: datetime) -> list[Planned]:
    """What the hours of one day bring that are still to come."""
    hours, found = view.rules.hours, list[Planned]()
    rungs = rungs_between(day, day, view.rules.ladder, view.calendar)
    dues, at = dues_of(rungs, view.rules), sends_at(day, hours)
    owed = await debts(session, dues) if at > now else ()
    if at > now:
        lines: list[Line] = [*owed, *await phase_debts(session, dues)]
        fresh = [one for one in lines if one.chat is None or (one.chat, day) not in view.waiting]
        found += _cards(fresh, rungs, at)
    if not view.calendar.is_working(day):
        return found
    if at > now and view.unbound:
        missed = tuple(task for tasks in unheard(owed).values() for task in tasks)
        gaps = Planned(at, None, Kind.GAPS, tasks=missed, unheard=view.unbound)
        found += [replace(gaps, chat=chat) for chat in view.office]
    digest_at = instant(day, view.digest_at, hours.zone)
    if digest_at > now:
        sent_at = out_of_quiet(digest_at, hours)
        found += [Planned(sent_at, chat, Kind.DIGEST) for chat in view.office]
    return found


def _cards(lines: Sequence[Line], rungs: Rungs, at: datetime) -> Iterator[Planned]:
    """One message for each group, in a forum for each topic, and one for each unit nobody hears."""
    heard: dict[int | str, list[Line]] = defaultdict(list)
    for line in lines:
        heard[line.unit if line.chat is None else line.chat].append(line)
    for own in heard.values():
        tasks = tuple(line.task for line in own if isinstance(line, Debt))
        yield Planned(
            at,
            own[0].telegram,
            Kind.CARD if tasks else Kind.PHASE,
            tuple(dict.fromkeys(line.unit for line in own)),
            tasks,
            tuple(_whys(own, rungs)),
        )


def _whys(lines: Sequence[Line], rungs: Rungs) -> Iterator[Why]:
    tasks: dict[date, list[str]] = defaultdict(list)
    for line in lines:
        if isinstance(line, Debt):
            tasks[line.due].append(line.task)
    for due, numbers in tasks.items():
        yield replace(_why(due, rungs), tasks=tuple(numbers))
    for name, end in dict.fromkeys((p.name, p.end) for p in lines if isinstance(p, PhaseDebt)):
        yield replace(_why(end, rungs), phase=name)


def _why(due: date, rungs: Rungs) -> Why:
    day, rung = rungs[due]
    meant = due - rung.days * DAY
    return Why(rung, due, moved_from=None if rung.overdue or meant == day else meant)
