"""Which reminders are owed on a day: the ladder before and after a due date."""

from dataclasses import dataclass
from datetime import date, timedelta

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


LATE_BY = timedelta(hours=4)
