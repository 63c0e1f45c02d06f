"""Working days against two holiday tables, and instants where clocks jump."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.calendar import (
    DAY,
    Hours,
    WorkCalendar,
    day_ends,
    instant,
    is_quiet,
    last_working_day,
    local_day,
    next_moment,
    next_working_day,
    out_of_quiet,
)
from tests.plan.strategies import (
    AUTUMN_2012,
    BERLIN,
    HOURS,
    NEW_YORK,
    SHANGHAI,
    WEEKDAYS,
    calendars,
    clock_times,
    days,
    quiet_hours,
    zones,
)

YEAR_2012 = [date(2012, 1, 1) + n * DAY for n in range(366)]
NOON = datetime(2012, 9, 1, 12, tzinfo=UTC)
moments = st.integers(-100_000, 150_000).map(lambda n: NOON + timedelta(minutes=n))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2012, 9, 28), True),
        (date(2012, 9, 29), True),
        (date(2012, 9, 30), False),
        (date(2012, 10, 5), False),
        (date(2012, 10, 8), True),
        (date(2012, 10, 13), False),
    ],
)
def test_a_table_speaks_before_the_weekday(day: date, working: bool) -> None:
    assert AUTUMN_2012.is_working(day) is working


def test_autumn_2012_agrees_with_a_holiday_table() -> None:
    autumn = [day for day in YEAR_2012 if date(2012, 9, 24) <= day <= date(2012, 12, 31)]
    found = [AUTUMN_2012.is_working(day) for day in autumn]
    assert found == [chinese_calendar.is_workday(day) for day in autumn]


def test_a_year_agrees_with_another_holiday_table() -> None:
    table = holidays.country_holidays("CN", years=2012)
    calendar = WorkCalendar({day: chinese_calendar.is_workday(day) for day in YEAR_2012})
    for day in YEAR_2012:
        if day.weekday() < 5:
            assert calendar.is_working(day) is (day not in table)


def test_a_calendar_knows_the_years_of_its_table_and_those_somebody_wrote_a_day_of() -> None:
    calendar = WorkCalendar({date(2014, 1, 1): False}, date(2012, 12, 31))
    years = [year for year in range(2011, 2016) if calendar.knows_year(year)]
    assert years == [2011, 2012, 2014]
    assert not WEEKDAYS.knows_year(2012)


def test_the_holiday_is_left_on_its_two_sides() -> None:
    assert last_working_day(date(2012, 10, 7), AUTUMN_2012) == date(2012, 9, 29)
    assert next_working_day(date(2012, 9, 30), AUTUMN_2012) == date(2012, 10, 8)


@given(days, calendars)
def test_a_working_day_stays_and_a_rest_day_moves_to_the_nearest(
    day: date, cal: WorkCalendar
) -> None:
    last, following = last_working_day(day, cal), next_working_day(day, cal)
    assert last <= day <= following
    between = [last + n * DAY for n in range((following - last).days + 1)]
    assert [each for each in between if cal.is_working(each)] == sorted({last, following})


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2012, 9, 30), time(9), SHANGHAI, "2012-09-30T01:00Z"),
        (date(2012, 3, 11), time(1, 59), NEW_YORK, "2012-03-11T06:59Z"),
        (date(2012, 3, 11), time(2, 30), NEW_YORK, "2012-03-11T07:30Z"),
        (date(2012, 3, 11), time(3, 30), NEW_YORK, "2012-03-11T07:30Z"),
        (date(2012, 11, 4), time(1, 30), NEW_YORK, "2012-11-04T05:30Z"),
        (date(2012, 11, 4), time(2), NEW_YORK, "2012-11-04T07:00Z"),
        (date(2012, 3, 25), time(2, 30), BERLIN, "2012-03-25T01:30Z"),
        (date(2012, 10, 28), time(2, 30), BERLIN, "2012-10-28T00:30Z"),
        (date(2012, 10, 28), time(3), BERLIN, "2012-10-28T02:00Z"),
        (date(2012, 10, 28), time(2, 30, fold=1), BERLIN, "2012-10-28T00:30Z"),
        (date(2012, 9, 30), time(9, tzinfo=UTC), SHANGHAI, "2012-09-30T01:00Z"),
    ],
)
def test_a_wall_clock_names_one_instant(day: date, at: time, zone: ZoneInfo, expected: str) -> None:
    assert instant(day, at, zone) == utc(expected)
    assert instant(day, at, zone).tzinfo is UTC


@given(
    st.dates(date(2012, 1, 1), date(2013, 12, 31)),
    st.one_of(zones, st.sampled_from(["America/Sao_Paulo", "Atlantic/Azores"]).map(ZoneInfo)),
)
def test_a_day_ends_where_the_next_begins(day: date, zone: ZoneInfo) -> None:
    end = day_ends(day, zone)
    assert local_day(end - timedelta(microseconds=1), zone) == day
    assert local_day(end, zone) == day + DAY


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2012, 3, 11), 23), (date(2012, 11, 4), 25), (date(2012, 6, 1), 24)]
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    assert day_ends(day, NEW_YORK) - day_ends(day - DAY, NEW_YORK) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("07:59", True), ("08:00", False), ("20:59", False), ("21:00", True), ("00:00", True)],
)
def test_the_night_is_quiet(at: str, quiet: bool) -> None:
    assert is_quiet(utc(f"2012-09-28T{at}+08:00"), HOURS) is quiet


@pytest.mark.parametrize(
    ("at", "quiet"), [("11:59", False), ("12:00", True), ("13:59", True), ("14:00", False)]
)
def test_a_midday_rest_is_quiet(at: str, quiet: bool) -> None:
    hours = Hours(SHANGHAI, quiet=(time(12), time(14)))
    assert is_quiet(utc(f"2012-09-28T{at}+08:00"), hours) is quiet


@given(moments)
def test_equal_ends_are_never_quiet(now: datetime) -> None:
    assert not is_quiet(now, Hours(SHANGHAI, quiet=(time(8), time(8))))


@given(moments, quiet_hours)
def test_quiet_hours_are_those_the_wall_clock_shows(
    now: datetime, quiet: tuple[time, time]
) -> None:
    begin, end = quiet
    clock = now.astimezone(SHANGHAI).time()
    shown = begin <= clock < end if begin <= end else clock >= begin or clock < end
    assert is_quiet(now, Hours(SHANGHAI, quiet=quiet)) is shown


@pytest.mark.parametrize(
    ("quiet", "now", "end"),
    [
        # The clocks skip 02:00 to 03:00: the quiet ends at what they show instead.
        ((time(21), time(2, 30)), "2012-03-11T05:00Z", "2012-03-11T07:30Z"),
        # They show 01:00 to 02:00 twice: the quiet ends once, the first time.
        ((time(21), time(1, 30)), "2012-11-04T05:00Z", "2012-11-04T05:30Z"),
        ((time(21), time(1, 30)), "2012-11-04T06:15Z", "2012-11-04T06:15Z"),
        # Here one quiet stretch, its end moved by the skip, runs into the next.
        ((time(3), time(2, 30)), "2012-03-11T05:00Z", "2012-03-12T06:30Z"),
    ],
)
def test_quiet_hours_end_once_where_clocks_jump(
    quiet: tuple[time, time], now: str, end: str
) -> None:
    hours = Hours(NEW_YORK, quiet=quiet)
    assert out_of_quiet(utc(now), hours) == utc(end)
    assert not is_quiet(utc(end), hours)


@pytest.mark.parametrize(
    ("now", "any_day", "expected"),
    [
        ("2012-09-28T10:00+08:00", False, "2012-09-28T10:00+08:00"),
        ("2012-09-28T03:00+08:00", False, "2012-09-28T08:00+08:00"),
        ("2012-09-28T22:00+08:00", False, "2012-09-29T09:00+08:00"),
        ("2012-09-29T22:00+08:00", False, "2012-10-08T09:00+08:00"),
        ("2012-09-29T22:00+08:00", True, "2012-09-30T09:00+08:00"),
        ("2012-10-02T10:00+08:00", False, "2012-10-08T09:00+08:00"),
        ("2012-10-02T10:00+08:00", True, "2012-10-02T10:00+08:00"),
        ("2012-10-02T03:00+08:00", False, "2012-10-08T09:00+08:00"),
    ],
)
def test_what_has_to_wait_waits_for_the_next_allowed_moment(
    now: str, any_day: bool, expected: str
) -> None:
    assert next_moment(utc(now), HOURS, AUTUMN_2012, any_day=any_day) == utc(expected)


@pytest.mark.parametrize("send_at", [time(7), time(22)])
def test_an_hour_in_the_quiet_waits_for_its_end(send_at: time) -> None:
    moment = next_moment(utc("2012-10-02T10:00+08:00"), Hours(SHANGHAI, send_at), AUTUMN_2012)
    assert moment == utc("2012-10-08T08:00+08:00")


@given(moments, zones, clock_times, quiet_hours, calendars, st.booleans())
def test_the_next_moment_is_allowed_and_skips_no_allowed_day(
    now: datetime,
    zone: ZoneInfo,
    send_at: time,
    quiet: tuple[time, time],
    cal: WorkCalendar,
    any_day: bool,
) -> None:
    hours = Hours(zone, send_at, quiet)
    moment = next_moment(now, hours, cal, any_day=any_day)
    today, day = local_day(now, zone), local_day(moment, zone)
    assert moment >= now
    assert not is_quiet(moment, hours)
    assert any_day or cal.is_working(day)
    if day == today:
        assert moment == out_of_quiet(now, hours)
    for each in (today + n * DAY for n in range(1, (day - today).days)):
        opening = out_of_quiet(instant(each, send_at, zone), hours)
        assert local_day(opening, zone) > each or not (any_day or cal.is_working(each))


def test_a_datetime_without_an_offset_is_refused() -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="offset"):
        local_day(naive, SHANGHAI)
    with pytest.raises(ValueError, match="offset"):
        is_quiet(naive, HOURS)
    with pytest.raises(ValueError, match="offset"):
        out_of_quiet(naive, HOURS)
    with pytest.raises(ValueError, match="offset"):
        next_moment(naive, HOURS, WEEKDAYS)
