"""A unit speaks in one group, a group may speak for several units."""

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import PersonRole
from storage import chats, people, units
from storage.units import BoundUnit
from tests.storage.builders import (
    BUREAU,
    TOWN,
    UNITS,
    VILLAGE,
    assignment,
    at,
    group,
    plan_of,
    row,
    save,
    task,
    unit_id,
)

NOW = at("2012-10-10 10:00")
DUE = date(2012, 11, 16)


@pytest.fixture(autouse=True)
async def plan(session: AsyncSession) -> int:
    return await save(session, plan_of(task("1", DUE), task("2", DUE, lead=TOWN)), NOW)


async def test_a_group_may_speak_for_several_units(session: AsyncSession) -> None:
    chat = await group(session, -1001, TOWN, BUREAU)
    assert await units.units_of_chat(session, chat) == [
        BoundUnit(await unit_id(session, TOWN), TOWN, leads=1),
        BoundUnit(await unit_id(session, BUREAU), BUREAU, leads=1),
    ]


async def test_a_cancelled_task_is_not_counted(session: AsyncSession) -> None:
    chat = await group(session, -1001, BUREAU)
    await save(session, plan_of(task("2", DUE, lead=TOWN)), NOW)
    assert [unit.leads for unit in await units.units_of_chat(session, chat)] == [0]


async def test_binding_again_changes_nothing(session: AsyncSession) -> None:
    chat, unit = await group(session, -1001, BUREAU), await unit_id(session)
    assert not await units.bind(session, chat, unit, 1, NOW)
    assert len(await units.units_of_chat(session, chat)) == 1


async def test_a_new_group_takes_the_place_of_the_old_one(session: AsyncSession) -> None:
    old, new = await group(session, -1001, BUREAU, TOWN), await group(session, -1002, BUREAU)
    assert [unit.name for unit in await units.units_of_chat(session, old)] == [TOWN]
    assert [unit.name for unit in await units.units_of_chat(session, new)] == [BUREAU]
    bureau, town = await unit_id(session), await unit_id(session, TOWN)
    assert await units.chats_by_unit(session) == {bureau: -1002, town: -1001}
    assert await units.bind(session, old, bureau, 1, NOW)
    assert await units.chats_by_unit(session) == {bureau: -1001, town: -1001}


async def test_units_are_found_by_name(session: AsyncSession) -> None:
    found = await units.find_unit(session, TOWN)
    assert found is not None
    assert await units.unit_name(session, found) == TOWN
    assert await units.find_unit(session, "鹿渚") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [("鹿渚", [TOWN]), ("宜兴市民政局社区科", [BUREAU]), ("水利局", []), ("%", []), ("_", [])],
)
async def test_units_of_a_like_name_are_offered(
    session: AsyncSession, name: str, expected: list[str]
) -> None:
    assert await units.similar_units(session, name) == expected


async def test_not_too_many_are_offered(session: AsyncSession) -> None:
    assert len(await units.similar_units(session, "", limit=2)) == 2
    assert len(await units.similar_units(session, "")) == len(UNITS)


async def test_units_that_owe_something_and_have_no_group_are_shown(session: AsyncSession) -> None:
    assert await units.unbound_units(session) == [BUREAU, TOWN]
    await group(session, -1001, BUREAU)
    assert await units.unbound(session) == [(await unit_id(session, TOWN), TOWN)]
    await chats.suspend(session, -1001, "kicked", NOW)
    assert await units.unbound_units(session) == [BUREAU, TOWN]


async def test_who_owes_nothing_needs_no_group(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", date(2012, 9, 28), phase="1", lead=VILLAGE)), NOW)
    assert (await row(session, await assignment(session, "1", VILLAGE))).history
    assert await units.unbound_units(session) == []


async def test_units_nobody_can_answer_for_are_told(session: AsyncSession) -> None:
    assert await units.without_liaison(session) == [BUREAU, TOWN]
    chat = await group(session, -1001, BUREAU)
    roles = [PersonRole.DEPUTY, PersonRole.IN_CHARGE]
    for user, (unit, role) in enumerate(zip((BUREAU, TOWN), roles, strict=True), 1001):
        number = await unit_id(session, unit)
        wish = await people.apply(session, number, chat, user, "钱青禾", role, NOW)
        assert wish is not None
        await people.decide(session, wish, 1, True, NOW)
    assert await units.without_liaison(session) == [TOWN]  # one in charge answers no card


async def test_who_left_a_forum_left_all_its_topics_and_is_out_while_a_unit_moves_within(
    session: AsyncSession,
) -> None:
    topic, other = [(await chats.ensure_chat(session, -1001, "群", NOW, n)).id for n in (3, 7)]
    itself = (await chats.ensure_chat(session, -1001, "群", NOW)).id
    number = await unit_id(session)
    await units.bind(session, topic, number, 1, NOW)
    wish = await people.apply(session, number, topic, 1001, "钱青禾", PersonRole.LIAISON, NOW)
    assert wish is not None
    await people.decide(session, wish, 1, True, NOW)
    left = await people.see_out(session, 1001, itself, NOW)
    assert left is not None
    await units.bind(session, other, number, 1, NOW)
    assert await people.departure(session, left) is not None
    elsewhere = await group(session, -1002)
    await units.bind(session, elsewhere, number, 1, NOW)
    assert await people.departure(session, left) is None
