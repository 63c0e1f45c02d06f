"""More time may be asked for before the due date is over, and for a day after it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.calendar import DAY
from plan.extensions import Denial, Denied, denial, extension_days, without_denied
from plan.model import Status
from plan.replies import Item, Reading

DUE = date(2012, 11, 16)
LATER = date(2012, 11, 30)
days = st.dates(date(2012, 1, 1), date(2013, 12, 31))


@pytest.mark.parametrize(
    ("today", "wanted", "expected"),
    [
        (DUE, LATER, None),
        (DUE, None, None),
        (DUE, DUE + DAY, None),
        (DUE, DUE, Denial.NOT_LATER),
        (DUE + DAY, LATER, Denial.TOO_LATE),
        (DUE + DAY, None, Denial.TOO_LATE),
    ],
)
def test_more_time_is_asked_for_in_time_and_for_a_later_day(
    today: date, wanted: date | None, expected: Denial | None
) -> None:
    assert denial(DUE, today, wanted) is expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2012-11-16", ["11-19", "11-23", "11-30"]),
        ("2012-11-20", ["11-23", "11-27", "11-30", "12-04"]),
        ("2012-11-30", ["12-03", "12-07", "12-14"]),
    ],
)
def test_a_few_days_a_week_two_or_the_months_end(due: str, expected: list[str]) -> None:
    found = extension_days(date.fromisoformat(due))
    assert [f"{day:%m-%d}" for day in found] == expected


@given(days)
def test_every_day_offered_may_be_asked_for(due: date) -> None:
    found = extension_days(due)
    assert all(denial(due, due, day) is None for day in found)
    assert list(found) == sorted(set(found))


def reading(*items: Item) -> Reading:
    return Reading(True, items)


def test_a_request_in_time_stays_as_it_was_read() -> None:
    asked = reading(Item(extend_to=LATER), Item(n=2, status=Status.DONE))
    assert without_denied(asked, {1: DUE}, DUE) == (asked, None)


def test_a_request_that_comes_too_late_leaves_what_else_was_said() -> None:
    asked = reading(Item(percent=60, extend_to=LATER), Item(receipt=True))
    kept, denied = without_denied(asked, {1: DUE}, DUE + DAY)
    assert kept == reading(Item(percent=60), Item(receipt=True))
    assert denied == Denied(Denial.TOO_LATE, DUE, LATER)


def test_of_nothing_but_a_denied_request_nothing_is_left() -> None:
    kept, denied = without_denied(reading(Item(extend_to=DUE)), {4: DUE}, DUE)
    assert (kept.items, denied) == ((), Denied(Denial.NOT_LATER, DUE, DUE))


def test_each_line_is_denied_by_its_own_due_date() -> None:
    asked = reading(Item(n=1, extend_to=LATER), Item(n=2, extend_to=LATER))
    kept, denied = without_denied(asked, {1: DUE, 2: LATER - DAY}, DUE + DAY)
    assert kept.items == (Item(n=2, extend_to=LATER),)
    assert denied == Denied(Denial.TOO_LATE, DUE, LATER)


def test_which_line_is_asked_before_anything_is_denied() -> None:
    asked = reading(Item(extend_to=LATER), Item(n=9, extend_to=LATER))
    assert without_denied(asked, {1: DUE, 2: DUE}, DUE + DAY) == (asked, None)
