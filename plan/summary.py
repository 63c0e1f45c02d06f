"""Where the plan stands as of an instant: counts, who is late, silent or blocked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from functools import reduce

from plan.model import BlockReason, Lamp, Phase, Role, State, Status
from plan.progress import SETTLED


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


COUNTS = ("claimed", "closed", "cancelled", "late", "silent", "blocked")


def figures(tally: Tally) -> dict[str, int]:
    """Every number of a tally by its name, the lamps first, always in the same order."""
    lamps = {str(lamp): tally.lamps.get(lamp, 0) for lamp in Lamp}
    return lamps | {name: getattr(tally, name) for name in COUNTS}


def add(one: Tally, other: Tally) -> Tally:
    """Both tallies as one."""
    lamps = {lamp: one.lamps.get(lamp, 0) + other.lamps.get(lamp, 0) for lamp in Lamp}
    return Tally(lamps, *(getattr(one, name) + getattr(other, name) for name in COUNTS))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    return reduce(add, tallies, Tally())


def tally_of(entries: Iterable[Entry], today: date, near_days: int) -> Tally:
    """What a list of assignments counts up to.

    Late is what is past due and still the unit's to do; silent is what nobody ever reported on
    although it is past due or due in `near_days`. What has not begun and what is history is
    neither.
    """
    return total(_tally_of_one(entry, today, near_days) for entry in entries)


def change(before: Tally, after: Tally) -> dict[str, int]:
    """By how much each number grew; those that stayed are left out."""
    old, new = figures(before), figures(after)
    return {name: new[name] - old[name] for name in new if new[name] != old[name]}


def is_same(one: Tally, other: Tally) -> bool:
    """Whether no number changed, so that the day's digest has nothing to say."""
    return not change(one, other)


def as_json(summary: Summary) -> dict[str, object]:
    """The summary as plain values in a stable order: dates in ISO form, instants in UTC."""
    changed = None if summary.before is None else change(summary.before, summary.total)
    return {
        "plan": summary.plan,
        "as_of": _plain(summary.as_of),
        "today": _plain(summary.today),
        "goal": _plain(summary.goal),
        "total": figures(summary.total),
        "since": _plain(summary.since),
        "change": changed,
        "phases": [_fields(phase) | figures(tally) for phase, tally in summary.phases],
        "units": [{"unit": unit, **figures(tally)} for unit, tally in summary.units],
        "late": [_fields(entry) for entry in summary.late],
        "blocked": [_fields(entry) for entry in summary.blocked],
        "silent": [_fields(entry) for entry in summary.silent],
        "unbound": list(summary.unbound),
    }


def _tally_of_one(entry: Entry, today: date, near_days: int) -> Tally:
    settled, owed = entry.state in SETTLED, entry.state.is_open
    seen = owed and entry.lamp not in (Lamp.GREY, Lamp.HISTORY)
    near = entry.due - timedelta(days=near_days) <= today
    return Tally(
        lamps={} if settled else {entry.lamp: 1},
        claimed=entry.state is State.CLAIMED,
        closed=entry.state is State.CLOSED,
        cancelled=entry.state is State.CANCELLED,
        late=seen and entry.due < today,
        silent=seen and entry.reported_at is None and near,
        blocked=owed and entry.status is Status.BLOCKED,
    )


def _fields(value: Phase | Entry) -> dict[str, object]:
    return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
