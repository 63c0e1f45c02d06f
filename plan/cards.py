"""What a card in a group shows: numbered lines, each an assignment with its latest words."""

from dataclasses import dataclass
from datetime import date, datetime

from plan.model import BlockReason, Lamp, Role, State, Status
from plan.reminders import Rung


@dataclass(frozen=True, slots=True)
class Trace:
    """Who did something and when; `name` is the chat network's: never trusted as markup."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CardLine:
    """Line `n` of a card. `undo` is the id of the latest report while it can still be undone."""

    n: int
    assignment: int
    task: str
    title: str
    unit: str
    role: Role
    due: date
    state: State
    lamp: Lamp
    baseline: int
    rung: Rung | None = None
    standard: str = ""
    evidence_asked: int = 0
    evidence_given: int = 0
    status: Status | None = None
    percent: int | None = None
    reason: BlockReason | None = None
    expected_on: date | None = None
    extension: date | None = None
    receipt: Trace | None = None
    report: Trace | None = None
    undo: int | None = None


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase whose milestone is near or past, and how many of the group's tasks are open in it."""

    name: str
    end: date
    open_tasks: int


@dataclass(frozen=True, slots=True)
class Card:
    """One message of the bot's that takes answers; `key` is the opaque key of its buttons.

    `late_since` is set when it went out after its hour, `covers_from` when it folds the
    cards of an outage since that day, `taps_lost` when presses may have been lost. `instead_of`
    names the group it was meant for, when that takes no messages and a person got it. `again` says
    that it may stand in the chat twice.
    """

    key: str
    today: date
    lines: tuple[CardLine, ...]
    phases: tuple[PhaseLine, ...] = ()
    mentions: tuple[tuple[int, str], ...] = ()
    late_since: datetime | None = None
    covers_from: date | None = None
    again: bool = False
    taps_lost: bool = False
    instead_of: str = ""
    superseded: bool = False
    on_request: bool = False
    page: int = 0
