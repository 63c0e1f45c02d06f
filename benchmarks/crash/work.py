"""The days on which reminders are due."""

from collections.abc import Iterator
from datetime import date, timedelta

from chinese_calendar import is_workday


def working_days(first: date) -> Iterator[date]:
    """The working days from a day on."""
    day = first
    while True:
        if is_workday(day):
            yield day
        day += timedelta(days=1)
