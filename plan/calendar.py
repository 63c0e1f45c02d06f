"""Working days, quiet hours and the plan's zone: dates as dates, instants in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked. `days` holds what is known of a day; other days follow Mon-Fri.

    `known_until` is the last day the holiday table speaks for: beyond it the answer is only
    the weekday's, and whoever asks for it should say so.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    known_until: date | None = None

    def is_working(self, day: date) -> bool:
        """Whether `day` is worked: the table's word first, then the weekday's."""
        return self.days.get(day, day.weekday() < 5)

    def knows_year(self, year: int) -> bool:
        """Whether answers for `year` are more than its weekdays'.

        Once a single day of it is written, whoever wrote that is taken to know the year.
        """
        in_table = self.known_until is not None and year <= self.known_until.year
        return in_table or any(day.year == year for day in self.days)


@dataclass(frozen=True, slots=True)
class Hours:
    """When the bot may speak, in the plan's zone.

    `quiet` may span midnight; with equal ends it is never quiet.
    """

    zone: ZoneInfo
    send_at: time = time(9, 0)
    quiet: tuple[time, time] = (time(21, 0), time(8, 0))


def last_working_day(day: date, cal: WorkCalendar) -> date:
    """`day` itself, or the working day before it."""
    while not cal.is_working(day):
        day -= DAY
    return day


def next_working_day(day: date, cal: WorkCalendar) -> date:
    """`day` itself, or the working day after it."""
    while not cal.is_working(day):
        day += DAY
    return day


def local_day(now: datetime, zone: ZoneInfo) -> date:
    """The day it is in `zone` at an instant; ValueError for a naive one."""
    return _instant_of(now).astimezone(zone).date()


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, when a clock in `zone` shows `at` on `day`.

    A time the clocks skip is as many minutes after the skip as it is after its beginning
    (02:30 becomes 03:30); of a time they show twice, the first.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), zone).astimezone(UTC)


def day_ends(day: date, zone: ZoneInfo) -> datetime:
    """The instant right after the last moment of `day`."""
    return instant(day + DAY, time(), zone)


def is_quiet(now: datetime, hours: Hours) -> bool:
    """Whether the bot must be silent at an instant; the first moment after the quiet is not."""
    return _quiet_end(_instant_of(now), hours) is not None


def out_of_quiet(now: datetime, hours: Hours) -> datetime:
    """`now` itself, or the end of the quiet hours it lies in."""
    moment = _instant_of(now)
    while (end := _quiet_end(moment, hours)) is not None:
        moment = end
    return moment


def next_moment(
    now: datetime, hours: Hours, cal: WorkCalendar, *, any_day: bool = False
) -> datetime:
    """The first instant from `now` on that is not quiet and, unless `any_day`, on a working day.

    What has to wait for another day waits for its `send_at`.
    """

    def allows(moment: datetime) -> bool:
        return any_day or cal.is_working(local_day(moment, hours.zone))

    today = local_day(now, hours.zone)
    moment = out_of_quiet(now, hours)
    if local_day(moment, hours.zone) == today and allows(moment):
        return moment
    openings = (
        out_of_quiet(instant(today + n * DAY, hours.send_at, hours.zone), hours) for n in count()
    )
    return next(opening for opening in openings if opening >= now and allows(opening))


def _instant_of(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a datetime without an offset is no instant")
    return moment.astimezone(UTC)


def _quiet_end(now: datetime, hours: Hours) -> datetime | None:
    # Between instants, not wall clocks: where the clocks go back, the quiet still ends once.
    begin, end = hours.quiet
    span = timedelta() if begin <= end else DAY
    today = local_day(now, hours.zone)
    for day in (today - DAY, today):
        until = instant(day + span, end, hours.zone)
        if instant(day, begin, hours.zone) <= now < until:
            return until
    return None
