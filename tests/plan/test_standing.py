"""What is said and decided moves where an assignment stands; what is left unsaid stays."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.model import BlockReason, State, Status
from plan.standing import Reviewed, Said, Standing, after

NOW = datetime(2012, 11, 9, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def said(minute: int = 0, **words: Any) -> Said:
    return Said(report=minute + 1, at=NOW + minute * MINUTE, by="钱青禾", **words)


def told(*events: Said | Reviewed) -> Standing:
    standing = Standing()
    for event in events:
        standing = after(standing, event)
    return standing


SIXTY = said(0, status=Status.IN_PROGRESS, percent=60)
DONE = said(1, status=Status.DONE)


def test_nothing_said_is_assigned() -> None:
    assert told() == Standing(state=State.ASSIGNED)


def test_a_receipt_counts_once_and_is_no_report() -> None:
    first = told(said(0, receipt=True))
    assert (first.state, first.received_at, first.received_by) == (State.RECEIVED, NOW, "钱青禾")
    assert (first.report, first.reported_at) == (None, None)
    assert told(said(0, receipt=True), said(5, receipt=True)) == first


def test_a_report_is_the_latest_word() -> None:
    standing = told(SIXTY)
    assert (standing.state, standing.status, standing.percent) == (
        State.UNDER_WAY,
        Status.IN_PROGRESS,
        60,
    )
    assert (standing.report, standing.reported_at) == (1, NOW)


def test_what_is_left_unsaid_stays() -> None:
    blocked = told(SIXTY, said(1, status=Status.BLOCKED, reason=BlockReason.FUNDS))
    assert (blocked.status, blocked.percent, blocked.reason) == (
        Status.BLOCKED,
        60,
        BlockReason.FUNDS,
    )
    same = after(blocked, said(2))
    assert (same.status, same.percent, same.reason, same.report) == (
        Status.BLOCKED,
        60,
        BlockReason.FUNDS,
        3,
    )
    assert after(blocked, said(2, status=Status.BLOCKED)).reason is BlockReason.FUNDS
    assert after(blocked, said(2, status=Status.IN_PROGRESS)).reason is None


def test_done_is_a_claim_of_all() -> None:
    standing = told(SIXTY, DONE)
    assert (standing.state, standing.status, standing.percent) == (State.CLAIMED, Status.DONE, 100)
    assert standing.claimed_at == NOW + MINUTE


def test_a_claim_taken_back_in_words_is_no_claim() -> None:
    again = told(DONE, said(2, status=Status.IN_PROGRESS))
    assert (again.state, again.claimed_at, again.percent) == (State.UNDER_WAY, None, None)
    partly = told(DONE, said(2, status=Status.IN_PROGRESS, percent=90))
    assert (partly.percent, partly.claimed_at) == (90, None)
    same = told(DONE, said(2))
    assert (same.state, same.claimed_at, same.percent) == (State.CLAIMED, NOW + MINUTE, 100)


@pytest.mark.parametrize(("accepted", "state"), [(True, State.CLOSED), (False, State.RETURNED)])
def test_the_office_decides_on_a_claim(accepted: bool, state: State) -> None:
    decided = told(DONE, Reviewed(NOW + 2 * MINUTE, accepted))
    assert (decided.state, decided.status, decided.percent) == (state, Status.DONE, 100)
    assert after(decided, Reviewed(NOW, not accepted)) == decided


def test_what_is_closed_stays_closed_whatever_is_said() -> None:
    closed = told(DONE, Reviewed(NOW, True))
    assert after(closed, SIXTY).state is State.CLOSED
    assert after(closed, said(5, receipt=True)).state is State.CLOSED


def reports(status: st.SearchStrategy[Status | None], percents: bool) -> st.SearchStrategy[Said]:
    return st.builds(
        Said,
        report=st.integers(1, 99),
        at=st.datetimes(timezones=st.just(UTC)),
        by=st.text(max_size=3),
        receipt=st.booleans(),
        status=status,
        percent=st.none() | st.integers(0, 100) if percents else st.none(),
        reason=st.none() | st.sampled_from(BlockReason),
    )


# A percentage is never said without a status.
anything = reports(st.sampled_from(Status), True) | reports(st.none(), False)


@given(st.lists(anything, max_size=8))
def test_whatever_is_said_holds_together(events: list[Said]) -> None:
    standing = told(*events)
    assert (standing.state is State.CLAIMED) == (standing.claimed_at is not None)
    assert (standing.report is None) == (standing.reported_at is None)
    assert standing.reason is None or standing.status is Status.BLOCKED
    assert standing.status is not Status.DONE or standing.percent == 100
