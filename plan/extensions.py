"""When more time may be asked for, and till which days: the same for a press and for words."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from plan.replies import Item, Reading

STEPS = (3, 7, 14)


class Denial(StrEnum):
    """Why more time cannot be asked for."""

    TOO_LATE = "too_late"
    NOT_LATER = "not_later"


@dataclass(frozen=True, slots=True)
class Denied:
    """A request that is none: why, the due date it was about and the day it named."""

    why: Denial
    due: date
    wanted: date


def denial(due: date, today: date, wanted: date | None = None) -> Denial | None:
    """Why more time cannot be asked for; None when it can: before `due` is over, for a later day.

    Without `wanted` it is asked whether any day could be named.
    """
    if today > due:
        return Denial.TOO_LATE
    return Denial.NOT_LATER if wanted is not None and wanted <= due else None


def extension_days(due: date) -> Sequence[date]:
    """The days after `due` to choose from: a few days, a week, two, the month's end, in order."""
    month_end = due.replace(day=monthrange(due.year, due.month)[1])
    days = {due + timedelta(days=step) for step in STEPS} | {month_end}
    return sorted(day for day in days if day > due)


def without_denied(
    reading: Reading, dues: Mapping[int, date], today: date
) -> tuple[Reading, Denied | None]:
    """A reading without the requests that cannot be made, and the first of those.

    `dues` are the due dates of the lines that may be meant, by number. While there are several,
    nothing is decided about an item that names none of them.
    """
    only = next(iter(dues.values())) if len(dues) == 1 else None
    found = [
        (item, _denied(item, only if item.n is None else dues.get(item.n), today))
        for item in reading.items
    ]
    left = [replace(item, extend_to=None) if denied else item for item, denied in found]
    kept = tuple(item for item in left if item != Item(n=item.n))
    first = next((denied for _, denied in found if denied), None)
    return (replace(reading, items=kept), first) if first else (reading, None)


def _denied(item: Item, due: date | None, today: date) -> Denied | None:
    if item.extend_to is None or due is None:
        return None
    why = denial(due, today, item.extend_to)
    return Denied(why, due, item.extend_to) if why else None
