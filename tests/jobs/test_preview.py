"""The preview shows what the sender would send, because it asks the same questions."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk
from jobs.preview import preview
from jobs.schedule import tick
from plan.model import Phase
from plan.notices import Owing
from plan.preview import Kind, Planned
from plan.reminders import Rung
from storage import chats, folding, outbox
from storage.engine import Sessions
from tests.jobs.conftest import OFFICE_PERSON, Recorder
from tests.jobs.sample import cards, moments, sample_plan, start, without_groups
from tests.storage.builders import (
    BUREAU,
    PHASES,
    RULES,
    TOWN,
    UNITS,
    at,
    group,
    plan_of,
    save,
    task,
)

IMPORTED = at("2012-11-05 10:00")
DUE = date(2012, 11, 16)


async def shown(
    session: AsyncSession, first: date, last: date, now: datetime = IMPORTED
) -> list[Planned]:
    return await preview(
        session, RULES, now, first, last, digest_at=time(17, 30), office_people=(OFFICE_PERSON,)
    )


async def test_what_is_shown_is_what_is_sent(desk: Desk, network: Recorder) -> None:
    """The sample plan over the week before its November deadline, a unit unbound."""
    first, last = date(2012, 11, 8), date(2012, 11, 16)
    evening = at("2012-11-07 18:00")
    await start(desk, without_groups(sample_plan(), "市人社局"), evening)
    async with desk.sessions() as session:
        planned = await shown(session, first, last, evening)
    wanted = [
        (one.at, one.chat)
        for one in planned
        if one.kind in (Kind.CARD, Kind.PHASE) and one.chat is not None
    ]
    assert len(wanted) > 30
    found: list[tuple[datetime, int]] = []
    for now in moments(first, last):
        network.sent.clear()
        await tick(desk, now)
        found += [(now, chat) for chat in cards(network.sent)]
    assert sorted(found) == sorted(wanted)


async def test_a_card_is_one_message_with_all_its_reasons(session: AsyncSession) -> None:
    tasks = task("1", DUE), task("2", date(2012, 11, 12)), task("3", DUE, lead=TOWN)
    await save(session, plan_of(*tasks), IMPORTED)
    await group(session, -1001, BUREAU, TOWN)
    card, _ = await shown(session, date(2012, 11, 9), date(2012, 11, 9))
    assert (card.at, card.chat, card.kind) == (at("2012-11-09 09:00"), -1001, Kind.CARD)
    assert card.at.utcoffset() == timedelta(hours=8)
    assert (card.units, card.tasks) == ((BUREAU, TOWN), ("2", "1", "3"))
    assert [(why.tasks, why.rung, why.due, why.moved_from) for why in card.whys] == [
        (("2",), Rung(overdue=False, days=1), date(2012, 11, 12), date(2012, 11, 11)),
        (("1", "3"), Rung(overdue=False, days=7), DUE, None),
    ]


async def test_a_rung_moved_from_a_rest_day_says_so(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", date(2012, 11, 13))), IMPORTED)
    await group(session, -1001, BUREAU)
    found = await shown(session, date(2012, 11, 9), date(2012, 11, 11))
    assert [one.whys[0].moved_from for one in found if one.kind is Kind.CARD] == [
        date(2012, 11, 10)
    ]


async def test_a_phase_alone_is_a_message_of_its_own(session: AsyncSession) -> None:
    phases = (*PHASES, Phase("3", "迎接检查", date(2012, 11, 1), DUE))
    await save(session, plan_of(task("1", date(2012, 11, 6), phase="3"), phases=phases), IMPORTED)
    await group(session, -1001, BUREAU)
    found = [one for one in await shown(session, DUE, DUE) if one.kind in (Kind.CARD, Kind.PHASE)]
    assert [(one.kind, one.tasks, one.whys[0].phase) for one in found] == [
        (Kind.PHASE, (), "迎接检查")
    ]


async def test_units_without_a_group_and_the_office(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", DUE), task("2", DUE, lead=TOWN)), IMPORTED)
    await group(session, -1001, TOWN)
    heard, unheard, gaps, digest = await shown(session, date(2012, 11, 9), date(2012, 11, 11))
    assert (heard.chat, heard.units) == (-1001, (TOWN,))
    assert (gaps.chat, gaps.kind, gaps.tasks, gaps.unheard) == (OFFICE_PERSON, Kind.GAPS, ("1",), 1)
    assert (unheard.chat, unheard.kind, unheard.units) == (None, Kind.CARD, (BUREAU,))
    assert (digest.chat, digest.kind) == (OFFICE_PERSON, Kind.DIGEST)
    assert digest.at == at("2012-11-09 17:30")
    office = await group(session, -1009)
    await chats.make_office(session, office)
    found = await shown(session, date(2012, 11, 9), date(2012, 11, 9))
    assert [one.chat for one in found] == [-1001, None, -1009, -1009]


async def test_nobody_to_tell_is_shown_too(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", DUE)), IMPORTED)
    day = date(2012, 11, 6)
    found = await preview(session, RULES, IMPORTED, day, day, digest_at=time(17, 30))
    assert [(one.kind, one.chat) for one in found] == [(Kind.GAPS, None), (Kind.DIGEST, None)]


async def test_hours_already_gone_are_not_shown(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", DUE)), IMPORTED)
    await group(session, -1001, BUREAU)
    first, last = date(2012, 11, 9), date(2012, 11, 13)
    kinds = {
        hour: [one.kind for one in await shown(session, first, last, at(f"2012-11-09 {hour}"))]
        for hour in ("08:59", "09:00", "17:30")
    }
    assert kinds["08:59"] == [Kind.CARD, Kind.DIGEST, Kind.DIGEST, Kind.CARD, Kind.DIGEST]
    assert kinds["09:00"] == kinds["08:59"][1:]
    assert kinds["17:30"] == kinds["08:59"][2:]
    assert await shown(session, first, last, at("2012-11-20 09:00")) == []


async def test_a_day_of_rest_brings_nothing(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", DUE), units=UNITS), IMPORTED)
    assert await shown(session, date(2012, 11, 10), date(2012, 11, 11)) == []


async def test_a_card_that_waits_is_shown_once(sessions: Sessions) -> None:
    """It was folded into Monday's, which gathers what was due since Friday."""
    async with sessions.begin() as session:
        await save(session, plan_of(task("1", DUE), task("2", date(2012, 11, 13))), IMPORTED)
        chat = await group(session, -1001, BUREAU)
        monday = date(2012, 11, 12)
        await outbox.owe(session, [chat], Owing.CARD, date(2012, 11, 9), at("2012-11-09 09:00"))
        await folding.fold(session, [chat], Owing.CARD, monday, at("2012-11-12 09:00"))
        saturday = at("2012-11-10 12:00")
        found = await shown(session, date(2012, 11, 10), monday, saturday)
    card = next(one for one in found if one.kind is Kind.CARD)
    assert [one.kind for one in found] == [Kind.CARD, Kind.DIGEST]
    assert (card.at, card.since) == (at("2012-11-12 09:00"), date(2012, 11, 9))
    assert card.tasks == ("2", "1")


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2012-11-09 10:00", "2012-11-09 10:30"), ("2012-11-09 22:00", "2012-11-10 08:00")],
)
async def test_a_postponed_card_is_shown_at_its_next_try(
    session: AsyncSession, now: str, expected: str
) -> None:
    await save(session, plan_of(task("1", DUE)), IMPORTED)
    chat = await group(session, -1001, BUREAU)
    await outbox.owe(session, [chat], Owing.CARD, date(2012, 11, 9), at("2012-11-09 09:00"))
    owed = await outbox.claim_next(session, at("2012-11-09 09:00"))
    assert owed is not None
    await outbox.postpone(session, owed.id, at("2012-11-09 10:30"), "too many")
    found = await shown(session, date(2012, 11, 9), date(2012, 11, 10), at(now))
    card = next(one for one in found if one.kind is Kind.CARD)
    assert (card.at, card.since, card.tasks) == (at(expected), None, ("1",))


async def test_looking_changes_nothing(desk: Desk, network: Recorder) -> None:
    await start(desk, sample_plan(), IMPORTED)
    async with desk.sessions() as session:
        before = await outbox.next_due(session)
        await shown(session, date(2012, 11, 5), date(2012, 12, 31))
        assert not session.dirty
        assert not session.new
        assert await outbox.next_due(session) == before
    assert network.sent == []
