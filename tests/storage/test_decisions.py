"""The office decides once, and what it grants moves the due date."""

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import State, Status
from storage import decisions
from storage.reports import Words
from tests.storage.builders import (
    RULES,
    assignment,
    at,
    plan_of,
    report,
    row,
    save,
    source,
    task,
)

NOW = at("2012-11-09 10:00")
DUE, WANTED = date(2012, 11, 16), date(2012, 11, 30)
DONE = Words(status=Status.DONE)


@pytest.fixture
async def one(session: AsyncSession) -> int:
    await save(session, plan_of(task("1", DUE)), at("2012-10-10 10:00"))
    return await assignment(session, "1")


async def review(session: AsyncSession, one: int, accepted: bool) -> int | None:
    return await decisions.review(session, one, 9, accepted, NOW, rules=RULES)


async def decide(session: AsyncSession, one: int, granted: bool) -> int | None:
    return await decisions.decide_extension(session, one, 9, granted, NOW, rules=RULES)


@pytest.mark.parametrize(("accepted", "state"), [(True, State.CLOSED), (False, State.RETURNED)])
async def test_a_claim_is_decided_once(
    session: AsyncSession, one: int, accepted: bool, state: State
) -> None:
    assert await review(session, one, accepted) is None
    await report(session, one, DONE, source("m1", NOW))
    made = await review(session, one, accepted)
    assert made is not None
    assert (await row(session, one)).state == state
    assert await decisions.find_review(session, made) == (one, accepted)
    assert await review(session, one, not accepted) is None


async def test_granted_time_moves_the_due_date_and_keeps_the_first(
    session: AsyncSession, one: int
) -> None:
    assert await decide(session, one, True) is None
    await report(session, one, Words(extend_to=WANTED), source("m1", NOW))
    request = await decide(session, one, True)
    assert request is not None
    stored = await row(session, one)
    assert (stored.due, stored.original_due, stored.live_from) == (WANTED, DUE, NOW)
    assert stored.blue_on == date(2012, 11, 23)
    assert await decisions.find_extension(session, request) == (one, WANTED, True)
    assert await decide(session, one, False) is None


async def test_refused_time_changes_nothing(session: AsyncSession, one: int) -> None:
    await report(session, one, Words(extend_to=WANTED), source("m1", NOW))
    request = await decide(session, one, False)
    assert request is not None
    assert (await row(session, one)).due == DUE
    assert await decisions.find_extension(session, request) == (one, WANTED, False)


async def test_the_latest_request_is_decided_and_older_ones_with_it(
    session: AsyncSession, one: int
) -> None:
    await report(session, one, Words(extend_to=date(2012, 11, 20)), source("m1", NOW))
    await report(session, one, Words(extend_to=WANTED), source("m2", NOW))
    await decide(session, one, True)
    assert (await row(session, one)).due == WANTED
    assert await decisions.pending_extension(session, one) is None


async def test_time_granted_on_what_was_history_brings_it_back(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", date(2012, 11, 5))), NOW)
    one = await assignment(session, "1")
    assert (await row(session, one)).history
    await report(session, one, Words(extend_to=WANTED), source("m1", NOW))
    await decide(session, one, True)
    assert not (await row(session, one)).history
