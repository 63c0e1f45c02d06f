"""The days more time may be asked for lie after the due date and ahead of today."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.extensions import extension_days

days = st.dates(date(2012, 1, 1), date(2013, 12, 31))


@pytest.mark.parametrize(
    ("due", "today", "expected"),
    [
        ("2012-11-16", "2012-11-09", ["11-19", "11-23", "11-30"]),
        ("2012-11-20", "2012-11-09", ["11-23", "11-27", "11-30", "12-04"]),
        ("2012-11-30", "2012-11-09", ["12-03", "12-07", "12-14"]),
        ("2012-11-16", "2012-11-23", ["11-23", "11-30"]),
        ("2012-11-16", "2012-12-24", []),
    ],
)
def test_a_few_days_a_week_two_or_the_months_end(due: str, today: str, expected: list[str]) -> None:
    found = extension_days(date.fromisoformat(due), date.fromisoformat(today))
    assert [f"{day:%m-%d}" for day in found] == expected


@given(days, days)
def test_none_is_past_and_each_stands_once(due: date, today: date) -> None:
    found = extension_days(due, today)
    assert all(day > due and day >= today for day in found)
    assert list(found) == sorted(set(found))
