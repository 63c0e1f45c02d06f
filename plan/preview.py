"""What will be sent if nothing changes: when, to whom and why."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from plan.reminders import Rung


class Kind(StrEnum):
    """What a planned message is; of one hour, in this order."""

    CARD = "card"
    PHASE = "phase"
    GAPS = "gaps"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Why:
    """A rung that is reached for a due date, of some tasks or of a `phase`.

    `moved_from` is the rest day it would have fallen on.
    """

    rung: Rung
    due: date
    tasks: tuple[str, ...] = ()
    phase: str = ""
    moved_from: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A message of the future. `chat` is the network's id, None while nobody hears it.

    `since` is set when it gathers what was due before; `unheard` counts the units without a group.
    """

    at: datetime
    chat: int | None
    kind: Kind
    units: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    whys: tuple[Why, ...] = ()
    since: date | None = None
    unheard: int = 0
