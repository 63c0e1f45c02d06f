"""Where an assignment stands: the schedule's baseline and the days its lamp turns."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a lamp turns, in days and percentage points; the office may set its own."""

    near_days: int = 7
    silent_days: int = 3
    yellow_gap: int = 10
    red_gap: int = 30


@dataclass(frozen=True, slots=True)
class Turns:
    """The first day of each colour if nothing more is reported; None means it never comes.

    Before `starts` the lamp is grey. Later colours win over earlier ones.
    """

    starts: date | None
    blue: date | None
    yellow: date | None
    red: date | None
