"""The lamp against its rule in words, and the table of states."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.calendar import DAY
from plan.model import Lamp, State, Status
from plan.progress import (
    SETTLED,
    Thresholds,
    Turns,
    baseline,
    lamp_on,
    on_receipt,
    on_report,
    on_review,
    turns,
)
from tests.plan.strategies import days

START, DUE = date(2012, 10, 1), date(2012, 11, 19)  # fifty days: two points a day
THRESHOLDS = Thresholds()
WORKING = [State.ASSIGNED, State.RECEIVED, State.UNDER_WAY, State.RETURNED]

lengths = st.integers(-10, 120)
thresholds_used = st.builds(
    Thresholds,
    near_days=st.integers(0, 20),
    silent_days=st.integers(0, 20),
    yellow_gap=st.integers(1, 60),
    red_gap=st.integers(1, 100),
)


@pytest.mark.parametrize(
    ("today", "percent"),
    [
        (date(2012, 9, 1), 0),
        (START, 0),
        (date(2012, 10, 2), 2),
        (date(2012, 10, 26), 50),
        (DUE, 98),
        (date(2012, 11, 20), 100),
        (date(2013, 1, 1), 100),
    ],
)
def test_the_baseline_follows_the_days_that_are_over(today: date, percent: int) -> None:
    assert baseline(START, DUE, today) == percent


@pytest.mark.parametrize("start", [None, date(2012, 12, 1), DUE])
def test_without_a_schedule_all_is_owed_after_the_due_date(start: date | None) -> None:
    assert baseline(start, DUE, DUE) == 0
    assert baseline(start, DUE, DUE + DAY) == 100


@given(days, lengths, st.integers(-150, 150))
def test_the_baseline_never_falls_and_stays_a_percentage(start: date, length: int, n: int) -> None:
    due, today = start + length * DAY, start + n * DAY
    assert 0 <= baseline(start, due, today) <= baseline(start, due, today + DAY) <= 100


def lamp(
    today: date,
    *,
    state: State = State.UNDER_WAY,
    start: date | None = START,
    status: Status | None = Status.IN_PROGRESS,
    percent: int | None = None,
    reported: bool = True,
    claimed_on: date | None = None,
) -> Lamp:
    reported_on = START if reported else None
    return lamp_on(
        turns(state, start, DUE, status, percent, reported_on, claimed_on, THRESHOLDS), today
    )


@pytest.mark.parametrize(
    ("today", "percent", "expected"),
    [
        (date(2012, 9, 30), 0, Lamp.GREY),
        (START, 0, Lamp.GREEN),
        (date(2012, 10, 5), 0, Lamp.GREEN),  # 8 points
        (date(2012, 10, 6), 0, Lamp.YELLOW),  # 10
        (date(2012, 10, 16), 0, Lamp.YELLOW),  # 30
        (date(2012, 10, 17), 0, Lamp.RED),  # 32
        (date(2012, 10, 17), 20, Lamp.YELLOW),
        (date(2012, 10, 17), 30, Lamp.GREEN),
        (date(2012, 11, 11), 90, Lamp.GREEN),
        (date(2012, 11, 12), 90, Lamp.BLUE),
        (DUE, 90, Lamp.BLUE),
        (DUE, 80, Lamp.YELLOW),
        (DUE + DAY, 99, Lamp.RED),
    ],
)
def test_a_lamp_turns_with_the_gap_and_the_due_date(
    today: date, percent: int, expected: Lamp
) -> None:
    assert lamp(today, percent=percent) is expected


def test_a_report_without_a_percentage_turns_no_lamp_by_its_gap() -> None:
    assert lamp(date(2012, 11, 11)) is Lamp.GREEN
    assert lamp(date(2012, 11, 11), status=Status.BLOCKED) is Lamp.GREEN
    assert lamp(date(2012, 11, 11), status=Status.NOT_STARTED) is Lamp.RED


def test_before_its_first_report_only_silence_and_the_due_date_turn_a_lamp() -> None:
    def unsaid(day: date) -> Lamp:
        return lamp(day, state=State.ASSIGNED, status=None, reported=False)

    assert unsaid(date(2012, 11, 11)) is Lamp.GREEN  # 82 points of the schedule are over
    assert unsaid(date(2012, 11, 15)) is Lamp.BLUE
    assert unsaid(date(2012, 11, 16)) is Lamp.YELLOW
    assert unsaid(DUE) is Lamp.YELLOW
    assert unsaid(DUE + DAY) is Lamp.RED


def test_silence_is_yellow_three_days_before_the_due_date() -> None:
    assert lamp(date(2012, 11, 15), start=None, reported=False) is Lamp.BLUE
    assert lamp(date(2012, 11, 16), start=None, reported=False) is Lamp.YELLOW
    assert lamp(date(2012, 11, 16), start=None) is Lamp.BLUE


def test_returned_work_is_yellow_at_once() -> None:
    assert lamp(START, state=State.RETURNED, status=Status.DONE, percent=100) is Lamp.YELLOW


@pytest.mark.parametrize(
    ("claimed_on", "today", "expected"),
    [
        (DUE, DUE, Lamp.GREEN),
        (DUE, DUE + 30 * DAY, Lamp.GREEN),
        (DUE + DAY, DUE + DAY, Lamp.RED),
        (None, DUE + DAY, Lamp.RED),
        (START, START - DAY, Lamp.GREY),
    ],
)
def test_a_claim_in_time_waits_in_green_and_a_late_one_in_red(
    claimed_on: date | None, today: date, expected: Lamp
) -> None:
    assert lamp(today, state=State.CLAIMED, status=Status.DONE, claimed_on=claimed_on) is expected


@pytest.mark.parametrize("state", sorted(SETTLED))
def test_what_is_settled_turns_no_more(state: State) -> None:
    found = turns(state, START, DUE, Status.DONE, 100, DUE, DUE, THRESHOLDS)
    assert found == Turns(START, None, None, None)


def rule(
    state: State,
    start: date | None,
    due: date,
    status: Status | None,
    percent: int | None,
    reported: bool,
    claimed_late: bool,
    limits: Thresholds,
    today: date,
) -> Lamp:
    """The rule as an office would say it, asked afresh every day."""
    if start is not None and today < start:
        return Lamp.GREY
    if state is State.CLAIMED:
        return Lamp.RED if claimed_late and today > due else Lamp.GREEN
    if today > due:
        return Lamp.RED
    reached = percent
    if status is Status.DONE:
        reached = 100
    elif percent is None and status is Status.NOT_STARTED:
        reached = 0
    known = start is not None and reached is not None
    gap = baseline(start, due, today) - (reached or 0) if known else 0
    left = (due - today).days
    if gap > limits.red_gap:
        return Lamp.RED
    silent = not reported and left <= limits.silent_days
    if gap >= limits.yellow_gap or state is State.RETURNED or silent:
        return Lamp.YELLOW
    return Lamp.BLUE if left <= limits.near_days else Lamp.GREEN


@given(
    st.sampled_from([*WORKING, State.CLAIMED]),
    st.none() | lengths,
    st.none() | st.sampled_from(Status),
    st.none() | st.integers(0, 100),
    st.booleans(),
    st.booleans(),
    thresholds_used,
)
def test_the_lamp_of_every_day_is_the_rule_asked_on_that_day(
    state: State,
    length: int | None,
    status: Status | None,
    percent: int | None,
    reported: bool,
    claimed_late: bool,
    limits: Thresholds,
) -> None:
    start = None if length is None else DUE - length * DAY
    claimed_on = DUE + DAY if claimed_late else DUE
    found = turns(state, start, DUE, status, percent, DUE if reported else None, claimed_on, limits)
    for today in (DUE + n * DAY for n in range(-130, 15)):
        assert lamp_on(found, today) is rule(
            state, start, DUE, status, percent, reported, claimed_late, limits, today
        )


REPORTS = [None, Status.NOT_STARTED, Status.IN_PROGRESS, Status.BLOCKED, Status.DONE]


@pytest.mark.parametrize(
    ("state", "receipt", "reports"),
    [
        ("assigned", "received", "under_way received under_way under_way claimed"),
        ("received", "received", "under_way received under_way under_way claimed"),
        ("under_way", "under_way", "under_way under_way under_way under_way claimed"),
        ("claimed", "claimed", "claimed under_way under_way under_way claimed"),
        ("returned", "returned", "returned under_way under_way under_way claimed"),
        ("closed", "closed", "closed closed closed closed closed"),
        ("cancelled", "cancelled", "cancelled cancelled cancelled cancelled cancelled"),
    ],
)
def test_what_a_unit_says_moves_the_state(state: str, receipt: str, reports: str) -> None:
    assert on_receipt(State(state)) == receipt
    assert [on_report(State(state), status) for status in REPORTS] == reports.split()


def test_the_office_closes_a_claim_or_returns_it() -> None:
    assert on_review(State.CLAIMED, accepted=True) is State.CLOSED
    assert on_review(State.CLAIMED, accepted=False) is State.RETURNED


@pytest.mark.parametrize("state", sorted(set(State) - {State.CLAIMED}))
@pytest.mark.parametrize("accepted", [True, False])
def test_the_office_cannot_review_what_nobody_claimed(state: State, accepted: bool) -> None:
    with pytest.raises(ValueError, match=r"^review\.not_claimed$"):
        on_review(state, accepted)
