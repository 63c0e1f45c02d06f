"""The office's settings as the rules need them, in one value."""

from dataclasses import dataclass, field
from datetime import timedelta

from plan.calendar import Hours
from plan.progress import Thresholds
from plan.reminders import LATE_BY, Ladder


@dataclass(frozen=True, slots=True)
class Repeats:
    """How a message that may have been lost is sent again while nobody answers it.

    Each time it waits `after`, and at most `times` times; 0: never.
    """

    after: timedelta = timedelta(minutes=30)
    times: int = 5


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides when a reminder is owed and when a lamp turns.

    `late_by` is how long after its hour a card is still sent as itself; later it is folded.
    `repeats` is what becomes of a message that may have been lost.
    """

    hours: Hours
    ladder: Ladder = field(default_factory=Ladder)
    thresholds: Thresholds = field(default_factory=Thresholds)
    late_by: timedelta = LATE_BY
    repeats: Repeats = field(default_factory=Repeats)
