"""Where an assignment stands: its state, the schedule's baseline and the days its lamp turns."""

from dataclasses import dataclass
from datetime import date

from plan.calendar import DAY
from plan.model import Lamp, State, Status

SETTLED = frozenset({State.CLOSED, State.CANCELLED})


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


def baseline(start: date | None, due: date, today: date) -> int:
    """Percent of the schedule that had passed when `today` began, rounded down.

    It is 0 on the first day and 100 once the due date is over: nobody is behind for what the
    running day is still for. A start that is unknown, or after the due date, says nothing in
    between.
    """
    if today > due:
        return 100
    if start is None or today <= start:
        return 0
    return 100 * (today - start).days // ((due - start).days + 1)


def turns(
    state: State,
    start: date | None,
    due: date,
    status: Status | None,
    percent: int | None,
    reported_on: date | None,
    claimed_on: date | None,
    thresholds: Thresholds,
) -> Turns:
    """The days on which the lamp turns if nothing more is said (thresholds as in Yinchuan, 2025).

    Red: past due, or more than `red_gap` points behind the baseline. Yellow: `yellow_gap` points
    behind, returned by the office, or due in `silent_days` without a report. Blue: due in
    `near_days`. Before its first report nobody knows how far a unit is, so no gap is reckoned. A
    claim waits for the office, not the unit: made in time it turns no colour, made late it stays
    red until it is closed.
    """
    overdue = due + DAY
    if state in SETTLED:
        return Turns(start, blue=None, yellow=None, red=None)
    if state is State.CLAIMED:
        in_time = claimed_on is not None and claimed_on <= due
        return Turns(start, blue=None, yellow=None, red=None if in_time else overdue)
    reached = _percent(status, percent)
    red = _falls_behind(start, due, reached, thresholds.red_gap + 1)
    yellow = [
        date.min if state is State.RETURNED else None,
        due - thresholds.silent_days * DAY if reported_on is None else None,
        _falls_behind(start, due, reached, thresholds.yellow_gap),
    ]
    return Turns(
        start,
        blue=due - thresholds.near_days * DAY,
        yellow=min((day for day in yellow if day), default=None),
        red=min(red, overdue) if red else overdue,
    )


def lamp_on(turns: Turns, today: date) -> Lamp:
    """The lamp on a day; of an assignment that is neither closed nor cancelled."""
    if turns.starts is not None and today < turns.starts:
        return Lamp.GREY
    for lamp, first in (
        (Lamp.RED, turns.red),
        (Lamp.YELLOW, turns.yellow),
        (Lamp.BLUE, turns.blue),
    ):
        if first is not None and first <= today:
            return lamp
    return Lamp.GREEN


def on_receipt(state: State) -> State:
    """The state once a unit signed for the assignment; a receipt is never progress."""
    return State.RECEIVED if state is State.ASSIGNED else state


def on_report(state: State, status: Status | None) -> State:
    """The state once a unit reported; `status` is None for "no change".

    "Done" is a claim until the office accepts it. What is closed or cancelled stays so.
    """
    if state in SETTLED:
        return state
    match status:
        case Status.DONE:
            return State.CLAIMED
        case Status.NOT_STARTED if state in (State.ASSIGNED, State.RECEIVED):
            return State.RECEIVED
        case None if state in (State.CLAIMED, State.RETURNED):
            return state
    return State.UNDER_WAY


def on_review(state: State, accepted: bool) -> State:
    """The state once the office decided on a claim.

    ValueError("review.not_claimed") unless there is a claim to decide on.
    """
    if state is not State.CLAIMED:
        raise ValueError("review.not_claimed")
    return State.CLOSED if accepted else State.RETURNED


def _percent(status: Status | None, percent: int | None) -> int | None:
    """What the unit has reached; None when it never said how much."""
    if status is Status.DONE:
        return 100
    if percent is not None:
        return percent
    return 0 if status is Status.NOT_STARTED else None


def _falls_behind(start: date | None, due: date, reached: int | None, gap: int) -> date | None:
    """The first day up to the due date with the baseline `gap` points ahead of `reached`."""
    if start is None or reached is None:
        return None
    length = (due - start).days + 1
    day = start - (-(reached + gap) * length // 100) * DAY  # rounded up
    return day if day <= due else None
