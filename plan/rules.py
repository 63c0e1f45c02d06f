"""The office's settings as the rules need them, in one value."""

from dataclasses import dataclass, field
from datetime import timedelta

from plan.calendar import Hours
from plan.progress import Thresholds
from plan.reminders import LATE_BY, Ladder

AGAIN_AFTER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides when a reminder is owed and when a lamp turns.

    `late_by` is how long after its hour a card is still sent as itself; later it is folded.
    `again_after` is how long a message that may have been lost waits for an answer until it is sent
    once more; None: it never is.
    """

    hours: Hours
    ladder: Ladder = field(default_factory=Ladder)
    thresholds: Thresholds = field(default_factory=Thresholds)
    late_by: timedelta = LATE_BY
    again_after: timedelta | None = AGAIN_AFTER
