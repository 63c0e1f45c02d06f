"""Which reminders are owed on a day: the ladder before and after a due date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from plan.calendar import (
    DAY,
    Hours,
    WorkCalendar,
    day_ends,
    instant,
    last_working_day,
    next_moment,
    next_working_day,
    out_of_quiet,
)
from plan.model import Assignment, Phase


@dataclass(frozen=True, slots=True)
class Ladder:
    """`before` counts calendar days to the due date, `overdue` working days after it."""

    before: tuple[int, ...] = (7, 3, 1, 0)
    overdue: tuple[int, ...] = (1, 3, 7)


@dataclass(frozen=True, slots=True, order=True)
class Rung:
    """One step of the ladder: `days` before the due date, or working days `overdue`."""

    overdue: bool
    days: int


@dataclass(frozen=True, slots=True)
class Owed:
    """A rung that falls on `day` for an assignment (or, with `assignment` None, for a phase)."""

    day: date
    rung: Rung
    due: date
    assignment: Assignment | None = None
    phase: Phase | None = None
    open_tasks: int = 0


class Lateness(StrEnum):
    """How a card stands to its hour: sent as it is, sent and marked late, or folded."""

    ON_TIME = "on_time"
    LATE = "late"
    TOO_LATE = "too_late"


ON_TIME_WITHIN = timedelta(minutes=15)
LATE_BY = timedelta(hours=4)


def rungs_on(day: date, ladder: Ladder, cal: WorkCalendar) -> dict[date, Rung]:
    """The due dates that are reminded of on `day`, which only a working day brings.

    A rung before a due date that falls on a rest day moves to the working day before it; of rungs
    of a due date that meet on a day the nearest to it stays. It costs the ladder's longest reach
    and the longest run of rest days, whatever is planned.
    """
    if not cal.is_working(day):
        return {}
    stretch = _days(day, next_working_day(day + DAY, cal))
    before = {
        moved + n * DAY: Rung(overdue=False, days=n)
        for n in sorted(ladder.before, reverse=True)
        for moved in stretch
    }
    overdue = {
        due: Rung(overdue=True, days=n) for n in ladder.overdue for due in _passed_by(day, n, cal)
    }
    return before | overdue


def rungs_between(
    since: date, until: date, ladder: Ladder, cal: WorkCalendar
) -> dict[date, tuple[date, Rung]]:
    """Every due date reminded of from `since` to `until`, both included, with its newest rung."""
    return {
        due: (day, rung)
        for day in _days(since, until + DAY)
        for due, rung in rungs_on(day, ladder, cal).items()
    }


def sends_at(day: date, hours: Hours) -> datetime:
    """The instant the rungs of `day` go out: `send_at`, or the end of quiet hours it lies in."""
    return out_of_quiet(instant(day, hours.send_at, hours.zone), hours)


def is_history(due: date, imported_at: datetime, zone: ZoneInfo) -> bool:
    """Whether the day of `due` had ended when its plan was imported: it fires nothing."""
    return day_ends(due, zone) <= imported_at


def lateness(send_at: datetime, now: datetime, late_by: timedelta = LATE_BY) -> Lateness:
    """What became of a card that was to go at `send_at` and goes `now`."""
    late = now - send_at
    if late <= ON_TIME_WITHIN:
        return Lateness.ON_TIME
    return Lateness.LATE if late <= late_by else Lateness.TOO_LATE


def catch_up_moment(
    now: datetime, dues: Iterable[date], hours: Hours, cal: WorkCalendar
) -> datetime:
    """When a folded card may go: the next moment of a working day that is not quiet.

    A rest day does not hold it when that saves one of the `dues` from passing unmentioned.
    """
    moment = next_moment(now, hours, cal)
    sooner = next_moment(now, hours, cal, any_day=True)
    saves = any(sooner < day_ends(due, hours.zone) <= moment for due in dues)
    return sooner if saves else moment


def _days(first: date, end: date) -> list[date]:
    return [first + n * DAY for n in range((end - first).days)]


def _passed_by(day: date, n: int, cal: WorkCalendar) -> list[date]:
    """The due dates whose `n`-th working day after them is `day`."""
    first = end = day
    for _ in range(n):
        end, first = first, last_working_day(first - DAY, cal)
    return _days(first, end)
