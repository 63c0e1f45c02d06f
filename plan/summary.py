"""Where the plan stands as of an instant: counts, who is late, silent or blocked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from plan.model import BlockReason, Lamp, Phase, Role, State, Status


@dataclass(frozen=True, slots=True)
class Tally:
    """Counted assignments. Lamps count what is neither closed nor cancelled, claims among it."""

    lamps: Mapping[Lamp, int] = field(default_factory=dict)
    claimed: int = 0
    closed: int = 0
    cancelled: int = 0
    late: int = 0
    silent: int = 0
    blocked: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One assignment as the office reads it in a list, with the way back to its latest report."""

    assignment: int
    task: str
    title: str
    unit: str
    role: Role
    due: date
    lamp: Lamp
    state: State
    status: Status | None = None
    percent: int | None = None
    reason: BlockReason | None = None
    note: str = ""
    reported_at: datetime | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures frozen at `as_of`; `since` and `before` are those of the last one sent, if any."""

    plan: str
    as_of: datetime
    today: date
    goal: date | None
    total: Tally
    phases: tuple[tuple[Phase, Tally], ...] = ()
    units: tuple[tuple[str, Tally], ...] = ()
    late: tuple[Entry, ...] = ()
    blocked: tuple[Entry, ...] = ()
    silent: tuple[Entry, ...] = ()
    unbound: tuple[str, ...] = ()
    since: datetime | None = None
    before: Tally | None = None
