"""The ladder: its rungs from a due date, from a day, and what an outage does to them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.calendar import (
    DAY,
    Hours,
    WorkCalendar,
    day_ends,
    is_quiet,
    last_working_day,
    local_day,
    next_moment,
)
from plan.reminders import (
    LATE_BY,
    Ladder,
    Lateness,
    Rung,
    catch_up_moment,
    is_history,
    lateness,
    rungs_between,
    rungs_on,
    sends_at,
)
from tests.plan.strategies import (
    AUTUMN_2012,
    HOURS,
    NEW_YORK,
    SHANGHAI,
    WEEKDAYS,
    calendars,
    days,
    ladders,
)

LADDER = Ladder()


def before(days: int) -> Rung:
    return Rung(overdue=False, days=days)


def overdue(days: int) -> Rung:
    return Rung(overdue=True, days=days)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "+08:00")


def rungs_of(due: date, ladder: Ladder, cal: WorkCalendar) -> dict[date, Rung]:
    """The rule as an office would say it: on which days a due date is reminded of, and how."""
    found = {
        last_working_day(due - n * DAY, cal): before(n)
        for n in sorted(ladder.before, reverse=True)  # of those that meet the nearest stays
    }
    after = (due + n * DAY for n in count(1))
    worked = list(islice(filter(cal.is_working, after), max(ladder.overdue, default=0)))
    return found | {worked[n - 1]: overdue(n) for n in ladder.overdue}


def test_a_due_date_has_its_ladder() -> None:
    assert rungs_of(date(2012, 11, 16), LADDER, WEEKDAYS) == {
        date(2012, 11, 9): before(7),
        date(2012, 11, 13): before(3),
        date(2012, 11, 15): before(1),
        date(2012, 11, 16): before(0),
        date(2012, 11, 19): overdue(1),
        date(2012, 11, 21): overdue(3),
        date(2012, 11, 27): overdue(7),
    }


def test_rungs_on_rest_days_meet_on_the_working_day_before_and_the_nearest_stays() -> None:
    # Due on the first day of an eight-day holiday: the Saturday before it is worked.
    assert rungs_of(date(2012, 9, 30), LADDER, AUTUMN_2012) == {
        date(2012, 9, 21): before(7),
        date(2012, 9, 27): before(3),
        date(2012, 9, 29): before(0),
        date(2012, 10, 8): overdue(1),
        date(2012, 10, 10): overdue(3),
        date(2012, 10, 16): overdue(7),
    }


def test_a_due_date_inside_a_holiday_is_reminded_of_before_it() -> None:
    rungs = rungs_of(date(2012, 10, 5), LADDER, AUTUMN_2012)
    assert rungs[date(2012, 9, 28)] == before(7)
    assert rungs[date(2012, 9, 29)] == before(0)
    assert rungs[date(2012, 10, 8)] == overdue(1)


@given(days, ladders, calendars)
def test_rungs_fall_on_working_days_on_their_side_of_the_due_date(
    due: date, ladder: Ladder, cal: WorkCalendar
) -> None:
    for day, rung in rungs_of(due, ladder, cal).items():
        assert cal.is_working(day)
        assert day > due if rung.overdue else day <= due - rung.days * DAY


@given(days, ladders, calendars)
def test_every_step_of_the_ladder_is_taken_or_replaced_by_a_nearer_one(
    due: date, ladder: Ladder, cal: WorkCalendar
) -> None:
    rungs = rungs_of(due, ladder, cal)
    assert {rung.days for rung in rungs.values() if rung.overdue} == set(ladder.overdue)
    for step in set(ladder.before) - {rung.days for rung in rungs.values() if not rung.overdue}:
        nearer = [n for n in ladder.before if n < step]
        assert any(not any(cal.is_working(due - k * DAY) for k in range(n, step)) for n in nearer)


@given(days, ladders, calendars)
def test_what_falls_on_a_day_is_found_from_the_day(
    due: date, ladder: Ladder, cal: WorkCalendar
) -> None:
    for day, rung in rungs_of(due, ladder, cal).items():
        assert rungs_on(day, ladder, cal)[due] == rung


@given(days, ladders, calendars)
def test_what_is_found_from_a_day_falls_on_it(day: date, ladder: Ladder, cal: WorkCalendar) -> None:
    for due, rung in rungs_on(day, ladder, cal).items():
        assert rungs_of(due, ladder, cal)[day] == rung


def test_nothing_is_owed_on_a_rest_day() -> None:
    assert rungs_on(date(2012, 10, 3), LADDER, AUTUMN_2012) == {}


def test_the_day_before_a_holiday_speaks_for_all_of_it() -> None:
    found = rungs_on(date(2012, 9, 29), Ladder(before=(0,), overdue=()), AUTUMN_2012)
    assert found == {date(2012, 9, 29) + n * DAY: before(0) for n in range(9)}


@given(days, st.integers(-2, 20), days, ladders, calendars)
def test_the_newest_rung_of_a_stretch_is_the_same_from_either_side(
    since: date, length: int, due: date, ladder: Ladder, cal: WorkCalendar
) -> None:
    until, rungs = since + length * DAY, rungs_of(due, ladder, cal)
    newest = max((day for day in rungs if since <= day <= until), default=None)
    found = rungs_between(since, until, ladder, cal).get(due)
    assert found == ((newest, rungs[newest]) if newest else None)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2012, 11, 10), date(2012, 11, 14), (date(2012, 11, 13), before(3))),
        (date(2012, 11, 9), date(2012, 11, 9), (date(2012, 11, 9), before(7))),
        (date(2012, 11, 10), date(2012, 11, 12), None),
        (date(2012, 11, 1), date(2012, 12, 31), (date(2012, 11, 27), overdue(7))),
    ],
)
def test_a_catch_up_card_shows_the_newest_rung(
    since: date, until: date, expected: tuple[date, Rung] | None
) -> None:
    assert rungs_between(since, until, LADDER, WEEKDAYS).get(date(2012, 11, 16)) == expected


@pytest.mark.parametrize(
    ("send_at", "expected"),
    [(time(9), "09:00"), (time(7, 30), "08:00"), (time(8), "08:00"), (time(20, 59), "20:59")],
)
def test_a_rung_goes_out_at_its_hour_or_when_the_quiet_ends(send_at: time, expected: str) -> None:
    moment = sends_at(date(2012, 11, 16), Hours(SHANGHAI, send_at))
    assert moment == at(f"2012-11-16T{expected}")


def test_a_rung_goes_out_at_its_hour_on_both_sides_of_a_clock_change() -> None:
    hours = Hours(NEW_YORK)
    assert sends_at(date(2012, 11, 3), hours) == datetime(2012, 11, 3, 13, tzinfo=UTC)
    assert sends_at(date(2012, 11, 4), hours) == datetime(2012, 11, 4, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("imported_at", "history"),
    [("2012-09-30T23:59:59", False), ("2012-10-01T00:00:00", True), ("2012-09-30T09:00", False)],
)
def test_a_due_date_is_history_once_its_day_had_ended(imported_at: str, history: bool) -> None:
    assert is_history(date(2012, 9, 30), at(imported_at), SHANGHAI) is history


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (timedelta(hours=-1), Lateness.ON_TIME),
        (timedelta(), Lateness.ON_TIME),
        (timedelta(minutes=15), Lateness.ON_TIME),
        (timedelta(minutes=15, seconds=1), Lateness.LATE),
        (timedelta(hours=4), Lateness.LATE),
        (timedelta(hours=4, seconds=1), Lateness.TOO_LATE),
    ],
)
def test_a_card_is_late_after_a_quarter_of_an_hour_and_folded_after_four(
    late: timedelta, expected: Lateness
) -> None:
    send_at = at("2012-09-28T09:00")
    assert lateness(send_at, send_at + late, LATE_BY) is expected


@pytest.mark.parametrize(
    ("now", "dues", "expected"),
    [
        # A working day: at once. A holiday: after it, unless a due date would pass meanwhile.
        ("2012-09-28T14:00", [], "2012-09-28T14:00"),
        ("2012-10-02T14:00", [], "2012-10-08T09:00"),
        ("2012-10-02T14:00", [date(2012, 10, 8)], "2012-10-08T09:00"),
        ("2012-10-02T14:00", [date(2012, 10, 7)], "2012-10-02T14:00"),
        ("2012-10-02T14:00", [date(2012, 11, 16), date(2012, 10, 2)], "2012-10-02T14:00"),
        # What is past already is no reason, nor is what passes before the quiet ends.
        ("2012-10-02T14:00", [date(2012, 10, 1)], "2012-10-08T09:00"),
        ("2012-10-02T22:00", [date(2012, 10, 2)], "2012-10-08T09:00"),
        ("2012-10-02T22:00", [date(2012, 10, 3)], "2012-10-03T09:00"),
        ("2012-10-02T03:00", [date(2012, 10, 2)], "2012-10-02T08:00"),
    ],
)
def test_a_rest_day_holds_a_folded_card_unless_a_due_date_would_pass(
    now: str, dues: list[date], expected: str
) -> None:
    assert catch_up_moment(at(now), dues, HOURS, AUTUMN_2012) == at(expected)


@given(
    st.integers(0, 60 * 24 * 90).map(lambda n: at("2012-09-01T00:00") + timedelta(minutes=n)),
    st.lists(days, max_size=3),
    calendars,
)
def test_a_folded_card_breaks_a_rest_day_only_to_save_a_due_date(
    now: datetime, dues: list[date], cal: WorkCalendar
) -> None:
    moment = catch_up_moment(now, dues, HOURS, cal)
    assert moment >= now
    assert not is_quiet(moment, HOURS)
    if not cal.is_working(local_day(moment, SHANGHAI)):
        held = next_moment(now, HOURS, cal)
        assert any(moment < day_ends(due, SHANGHAI) <= held for due in dues)
