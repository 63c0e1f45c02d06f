"""Reports are stored once, never changed, and told in the order they were given."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import BlockReason, State, Status
from storage import decisions, history, reports
from storage.engine import Sessions
from storage.reports import Words
from storage.schema import AssignmentRow
from tests.storage.builders import (
    RULES,
    TOWN,
    assignment,
    at,
    plan_of,
    report,
    retract,
    row,
    save,
    source,
    task,
)

NOW = at("2012-11-09 10:00")
DUE = date(2012, 11, 16)
MINUTE = timedelta(minutes=1)
SIXTY = Words(status=Status.IN_PROGRESS, percent=60, note="进度60%")
DONE = Words(status=Status.DONE, note="已完成")


@pytest.fixture
async def one(session: AsyncSession) -> int:
    """The one assignment of a plan."""
    await save(session, plan_of(task("1", DUE)), at("2012-10-10 10:00"))
    return await assignment(session, "1")


async def review(session: AsyncSession, one: int, accepted: bool, minutes: int) -> int | None:
    now = NOW + minutes * MINUTE
    return await decisions.review(session, one, 1, accepted, now, rules=RULES)


async def standing(session: AsyncSession, one: int) -> tuple[str, str | None, int | None]:
    stored = await row(session, one)
    return stored.state, stored.status, stored.percent


async def test_a_report_moves_its_assignment(session: AsyncSession, one: int) -> None:
    made = await report(session, one, SIXTY, source("m1", NOW))
    stored = await row(session, one)
    assert await standing(session, one) == (State.UNDER_WAY, Status.IN_PROGRESS, 60)
    assert (stored.report_id, stored.reported_at) == (made, NOW)


async def test_a_source_counts_once_for_each_assignment(session: AsyncSession, one: int) -> None:
    await save(session, plan_of(task("1", DUE), task("2", DUE, lead=TOWN)), NOW)
    other = await assignment(session, "2", TOWN)
    assert await report(session, one, SIXTY, source("m1", NOW)) is not None
    assert await report(session, one, DONE, source("m1", NOW + MINUTE)) is None
    assert await report(session, other, DONE, source("m1", NOW)) is not None
    assert await standing(session, one) == (State.UNDER_WAY, Status.IN_PROGRESS, 60)


async def test_a_receipt_is_no_progress(session: AsyncSession, one: int) -> None:
    await report(session, one, Words(receipt=True), source("m1", NOW))
    stored = await row(session, one)
    assert await standing(session, one) == (State.RECEIVED, None, None)
    assert (stored.received_by, stored.received_at, stored.report_id) == ("钱青禾", NOW, None)
    assert await reports.to_withdraw(session, one, -1001000000001, 99) is None


async def test_taking_a_report_back_tells_the_story_without_it(
    session: AsyncSession, one: int
) -> None:
    await report(session, one, Words(receipt=True), source("m0", NOW))
    await report(session, one, SIXTY, source("m1", NOW + MINUTE))
    blocked = Words(status=Status.BLOCKED, reason=BlockReason.FUNDS)
    made = await report(session, one, blocked, source("m2", NOW + 2 * MINUTE))
    assert made is not None
    assert await retract(session, made, NOW + 3 * MINUTE) == one
    assert await standing(session, one) == (State.UNDER_WAY, Status.IN_PROGRESS, 60)
    assert (await row(session, one)).reason is None
    assert await retract(session, made, NOW + 4 * MINUTE) is None
    assert await reports.standing_assignment(session, made) is None


async def test_nothing_that_is_not_there_is_taken_back(session: AsyncSession, one: int) -> None:
    assert await retract(session, 99, NOW) is None


async def test_what_the_office_closed_is_not_taken_back(session: AsyncSession, one: int) -> None:
    made = await report(session, one, DONE, source("m1", NOW))
    assert made is not None
    await review(session, one, True, 1)
    assert await retract(session, made, NOW + 2 * MINUTE) is None
    assert await standing(session, one) == (State.CLOSED, Status.DONE, 100)


async def test_a_claim_taken_back_after_its_return_leaves_what_was_before(
    session: AsyncSession, one: int
) -> None:
    await report(session, one, SIXTY, source("m1", NOW))
    claim = await report(session, one, DONE, source("m2", NOW + MINUTE))
    assert claim is not None
    await review(session, one, False, 2)
    assert await standing(session, one) == (State.RETURNED, Status.DONE, 100)
    assert await retract(session, claim, NOW + 3 * MINUTE) == one
    assert await standing(session, one) == (State.UNDER_WAY, Status.IN_PROGRESS, 60)


async def test_a_new_version_takes_the_place_of_the_old_one(
    session: AsyncSession, one: int
) -> None:
    """A typing mistake mended in an old message does not undo what was reported since."""
    first = await report(session, one, SIXTY, source("m1:0", NOW))
    later = replace(SIXTY, percent=80)
    await report(session, one, later, source("m2:0", NOW + MINUTE, message=8))
    assert first is not None
    found = await reports.versions(session, -1001000000001, 7)
    assert [(old.report, old.told_at) for old in found] == [(first, NOW)]
    await retract(session, first, NOW + 2 * MINUTE)
    edited = replace(source("m1:1", NOW + 2 * MINUTE), told_at=NOW)
    assert await report(session, one, replace(SIXTY, percent=65), edited) is not None
    assert await standing(session, one) == (State.UNDER_WAY, Status.IN_PROGRESS, 80)
    newest = await reports.to_withdraw(session, one, -1001000000001, 99)
    assert newest is not None
    await retract(session, newest, NOW + 3 * MINUTE)
    assert await standing(session, one) == (State.UNDER_WAY, Status.IN_PROGRESS, 65)


async def test_a_message_takes_one_report_back_however_often_it_comes(
    session: AsyncSession, one: int
) -> None:
    await report(session, one, SIXTY, source("m1", NOW))
    made = await report(session, one, DONE, source("m2", NOW + MINUTE, message=8))
    chat = -1001000000001
    assert made is not None
    assert await reports.to_withdraw(session, one, chat, 9) == made
    await retract(session, made, NOW + 2 * MINUTE)
    await reports.note_withdrawal(session, made, 9)
    assert await reports.to_withdraw(session, one, chat, 9) is None
    assert await reports.to_withdraw(session, one, chat, 10) is not None


async def test_a_request_for_time_falls_with_its_report(session: AsyncSession, one: int) -> None:
    asked = Words(extend_to=date(2012, 11, 30))
    made = await report(session, one, asked, source("m1", NOW))
    assert made is not None
    pending = await decisions.pending_extension(session, one)
    assert pending is not None
    assert (pending.wanted, pending.asked_at) == (date(2012, 11, 30), NOW)
    assert await decisions.count_pending_extensions(session) == 1
    await retract(session, made, NOW + MINUTE)
    assert await decisions.pending_extension(session, one) is None
    assert await decisions.count_pending_extensions(session) == 0


async def test_the_same_said_again_is_known(session: AsyncSession, one: int) -> None:
    claim = await report(session, one, DONE, source("m1", NOW))
    ask = await report(session, one, Words(extend_to=DUE), source("m2", NOW))
    assert claim is not None
    assert ask is not None
    assert not await reports.said_again(session, claim)
    assert not await reports.said_again(session, ask)
    await report(session, one, DONE, source("m3", NOW))
    await report(session, one, Words(extend_to=date(2012, 11, 30)), source("m4", NOW))
    assert await reports.said_again(session, claim)
    assert await reports.said_again(session, ask)
    assert (await reports.origin(session, claim)).at == NOW


async def test_the_past_of_an_assignment_is_told_latest_first(
    session: AsyncSession, one: int
) -> None:
    await report(session, one, SIXTY, source("m1", NOW))
    made = await report(session, one, DONE, source("m2", NOW + MINUTE, chat=-55, message=8))
    assert made is not None
    await retract(session, made, NOW + 2 * MINUTE)
    past = await history.history(session, one)
    assert [(p.status, p.link, p.retracted) for p in past] == [
        (Status.DONE, "", True),
        (Status.IN_PROGRESS, "https://t.me/c/1000000001/7", False),
    ]
    assert len(await history.history(session, one, limit=1)) == 1


said = st.one_of(
    st.builds(Words, receipt=st.just(True)),
    st.builds(
        Words,
        status=st.none() | st.sampled_from(Status),
        percent=st.none() | st.integers(1, 100),
        reason=st.none() | st.sampled_from(BlockReason),
    ),
)
events = st.lists(
    st.one_of(
        st.tuples(st.just("say"), said),
        st.tuples(st.just("take back"), st.integers(0, 9)),
        st.tuples(st.just("review"), st.booleans()),
    ),
    max_size=8,
)


@given(events=events)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_standing_is_what_the_standing_reports_tell(
    sessions: Sessions, events: list[tuple[str, Any]]
) -> None:
    """Whatever happened and was taken back: as if what was taken back had never been said."""
    async with sessions() as session:
        await save(session, plan_of(task("1", DUE), task("2", DUE)), NOW)
        one, other = await assignment(session, "1"), await assignment(session, "2")
        made: list[int] = []
        for minute, (kind, what) in enumerate(events):
            now = NOW + minute * MINUTE
            if kind == "say":
                made.append(await report(session, one, what, source(f"m{minute}", now)) or 0)
            elif kind == "review":
                await review(session, one, what, minute)
            elif what < len(made):
                await retract(session, made[what], now)
        await _tell(session, other, await history.history(session, one), events)
        assert _told(await row(session, one)) == _told(await row(session, other))
        await session.rollback()


async def _tell(
    session: AsyncSession, other: int, past: Any, events: list[tuple[str, Any]]
) -> None:
    """Say to `other` what still stands, with the decisions that were taken on it."""
    stands = {p.at for p in past if not p.retracted}
    for minute, (kind, what) in enumerate(events):
        now = NOW + minute * MINUTE
        if kind == "say" and now in stands:
            await report(session, other, what, source(f"m{minute}", now))
        elif kind == "review":
            await review(session, other, what, minute)


def _told(stored: AssignmentRow) -> tuple[object, ...]:
    lamps = stored.blue_on, stored.yellow_on, stored.red_on
    return stored.state, stored.status, stored.percent, stored.reported_at, lamps


async def test_what_a_message_said_before_is_known(session: AsyncSession, one: int) -> None:
    assert await reports.versions(session, -1001000000001, 7) == []
    made = await report(session, one, SIXTY, source("m1", NOW))
    assert made is not None
    await retract(session, made, NOW + MINUTE)
    await report(session, one, DONE, source("m2", NOW))
    first, second = await reports.versions(session, -1001000000001, 7)
    assert (first.source, first.note, first.stands) == ("m1", "进度60%", False)
    assert (second.source, second.note, second.stands) == ("m2", "已完成", True)
