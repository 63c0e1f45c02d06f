"""The days an extension may be asked for by a press: a few days, a week, the month's end."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

STEPS = (3, 7, 14)


def extension_days(due: date, today: date) -> Sequence[date]:
    """Days after `due`, none of them past on `today`, in order and each once."""
    month_end = due.replace(day=monthrange(due.year, due.month)[1])
    days = {due + timedelta(days=step) for step in STEPS} | {month_end}
    return sorted(day for day in days if day > max(due, today - timedelta(days=1)))
