"""News are drawn up from what holds when they are sent, and dropped when it no longer does."""

from datetime import date, timedelta

import pytest

from jobs.desk import Desk
from jobs.schedule import tick
from plan.model import BlockReason, PersonRole, Status
from plan.notices import Owing
from storage import chats, decisions, people
from storage.news import tell_chat, tell_office, tell_unit
from storage.reports import Words
from tests.jobs.conftest import OFFICE_PERSON, Recorder
from tests.storage.builders import (
    BUREAU,
    RULES,
    assignment,
    at,
    group,
    plan_of,
    report,
    retract,
    save,
    source,
    task,
    unit_id,
)

NOW = at("2012-11-06 10:00")
MINUTE = timedelta(minutes=1)
GROUP = -1001
NEWS = {
    Owing.CLAIM: Words(status=Status.DONE, note="已完成"),
    Owing.BLOCK: Words(status=Status.BLOCKED, reason=BlockReason.FUNDS, note="缺资金"),
    Owing.EXTENSION: Words(extend_to=date(2012, 12, 14), note="申请延期"),
}


@pytest.fixture(autouse=True)
async def chat(desk: Desk, network: Recorder) -> int:
    async with desk.sessions.begin() as session:
        await save(session, plan_of(task("1", date(2012, 11, 29))), at("2012-10-10 10:00"))
        chat = await group(session, GROUP, BUREAU)
    await tick(desk, NOW)
    network.sent.clear()
    return chat


async def told(desk: Desk, kind: Owing, name: str = "m1") -> int:
    """A report of which the office is to hear in a minute."""
    async with desk.sessions.begin() as session:
        one = await assignment(session, "1")
        made = await report(session, one, NEWS[kind], source(name, NOW))
        assert made is not None
        hours = desk.rules.hours
        await tell_office(session, kind, made, [OFFICE_PERSON], hours, NOW, delay=MINUTE)
    return made


@pytest.mark.parametrize("kind", NEWS)
async def test_the_office_hears_what_needs_it(desk: Desk, network: Recorder, kind: Owing) -> None:
    await told(desk, kind)
    await tick(desk, NOW)
    assert network.sent == []
    await tick(desk, NOW + MINUTE)
    ((chat, text),) = network.sent
    assert chat == OFFICE_PERSON
    assert NEWS[kind].note in text
    assert network.messages[-1].buttons


@pytest.mark.parametrize("kind", NEWS)
async def test_what_was_taken_back_is_no_news(desk: Desk, network: Recorder, kind: Owing) -> None:
    made = await told(desk, kind)
    async with desk.sessions.begin() as session:
        await retract(session, made, NOW)
    await tick(desk, NOW + MINUTE)
    assert network.sent == []


@pytest.mark.parametrize("kind", NEWS)
async def test_what_was_decided_or_overtaken_is_no_news(
    desk: Desk, network: Recorder, kind: Owing
) -> None:
    await told(desk, kind)
    async with desk.sessions.begin() as session:
        one = await assignment(session, "1")
        if kind is Owing.CLAIM:
            await decisions.review(session, one, 1, True, NOW, rules=RULES)
        elif kind is Owing.EXTENSION:
            await decisions.decide_extension(session, one, 1, True, NOW, rules=RULES)
        else:
            going_on = Words(status=Status.IN_PROGRESS, percent=70)
            await report(session, one, going_on, source("m2", NOW))
    await tick(desk, NOW + MINUTE)
    assert network.sent == []


async def test_the_same_said_twice_is_told_once(desk: Desk, network: Recorder) -> None:
    for name in ("m1", "m2"):
        await told(desk, Owing.BLOCK, name)
    await tick(desk, NOW + MINUTE)
    assert network.chats == [OFFICE_PERSON]


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_unit_hears_what_the_office_decided(
    desk: Desk, network: Recorder, accepted: bool
) -> None:
    async with desk.sessions.begin() as session:
        one, hours = await assignment(session, "1"), desk.rules.hours
        await report(session, one, NEWS[Owing.EXTENSION], source("m1", NOW))
        await report(session, one, NEWS[Owing.CLAIM], source("m2", NOW))
        asked = await decisions.decide_extension(session, one, 1, accepted, NOW, rules=RULES)
        claim = await decisions.review(session, one, 1, accepted, NOW, rules=RULES)
        assert asked is not None
        assert claim is not None
        await tell_unit(session, Owing.EXTENDED, asked, one, hours, NOW)
        await tell_unit(session, Owing.REVIEWED, claim, one, hours, NOW)
    await tick(desk, NOW)
    assert network.chats == [GROUP, GROUP]
    assert "12月14日" in network.sent[0][1]
    assert len({text for _, text in network.sent}) == 2


async def test_an_application_goes_to_the_office_and_its_answer_to_the_group(
    desk: Desk, network: Recorder, chat: int
) -> None:
    async with desk.sessions.begin() as session:
        unit, hours = await unit_id(session), desk.rules.hours
        wish = await people.apply(session, unit, chat, 1001, "钱青禾", PersonRole.LIAISON, NOW)
        other = await people.apply(session, unit, chat, 1002, "孙亦舟", PersonRole.DEPUTY, NOW)
        assert wish is not None
        assert other is not None
        for one in (wish, other):
            await tell_office(session, Owing.APPLICATION, one, [OFFICE_PERSON], hours, NOW)
        await people.decide(session, other, 1, True, NOW)  # before the office was asked
        await tell_chat(session, Owing.WELCOME, other, chat, hours, NOW)
    await tick(desk, NOW)
    asked, welcomed = network.sent
    assert (asked[0], welcomed[0]) == (OFFICE_PERSON, GROUP)
    assert "钱青禾" in asked[1]
    assert "孙亦舟" in welcomed[1]


@pytest.mark.parametrize("kind", [Owing.REMOVED, Owing.MUTED, Owing.UNREACHABLE, Owing.MOVED])
async def test_the_office_hears_what_happened_to_a_group(
    desk: Desk, network: Recorder, chat: int, kind: Owing
) -> None:
    async with desk.sessions.begin() as session:
        strange = await chats.ensure_chat(session, -5, "别的群", NOW)
        for one in (chat, strange.id):  # the second speaks for nobody
            await tell_office(session, kind, one, [OFFICE_PERSON], desk.rules.hours, NOW)
    await tick(desk, NOW)
    ((told_to, text),) = network.sent
    assert told_to == OFFICE_PERSON
    assert BUREAU in text
