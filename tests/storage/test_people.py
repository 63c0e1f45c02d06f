"""Who answers for a unit, and how somebody comes to."""

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Person, PersonRole, Unit, UnitKind
from storage import people, plans
from tests.storage.builders import BUREAU, TOWN, UNITS, at, group, plan_of, save, task, unit_id

NOW = at("2012-10-10 10:00")
LIAISON, DEPUTY = PersonRole.LIAISON, PersonRole.DEPUTY


@pytest.fixture(autouse=True)
async def plan(session: AsyncSession) -> int:
    staff = (Person("钱青禾", LIAISON), Person("李听泉", PersonRole.ACCOUNTABLE, 1004))
    bureau = Unit(BUREAU, UnitKind.DEPARTMENT, people=staff)
    one = plan_of(task("1", date(2012, 11, 16)), units=(bureau, *UNITS[1:]))
    return await save(session, one, NOW)


async def ask(
    session: AsyncSession, user: int, name: str, role: PersonRole = LIAISON
) -> int | None:
    chat = await group(session, -1001, BUREAU)
    return await people.apply(session, await unit_id(session), chat, user, name, role, NOW)


async def test_an_accepted_person_takes_the_place_the_plan_left_open(
    session: AsyncSession, plan: int
) -> None:
    wish = await ask(session, 1001, "钱青禾")
    assert wish is not None
    waiting = await people.open_application(session, wish)
    assert waiting is not None
    assert (waiting.user, waiting.unit_name, waiting.role) == (1001, BUREAU, LIAISON)
    assert await people.decide(session, wish, 9, True, NOW) == waiting
    loaded = (await plans.load(session, plan)).units[0].people
    assert [(p.name, p.telegram) for p in loaded] == [("钱青禾", 1001), ("李听泉", 1004)]
    assert await people.units_of_user(session, 1001) == {await unit_id(session)}


async def test_somebody_else_joins_beside_them(session: AsyncSession) -> None:
    wish = await ask(session, 1002, "孙亦舟", DEPUTY)
    assert wish is not None
    await people.decide(session, wish, 9, True, NOW)
    loaded = (await plans.load(session, 1)).units[0].people
    assert [(p.name, p.role) for p in loaded if p.role != PersonRole.ACCOUNTABLE] == [
        ("钱青禾", LIAISON),
        ("孙亦舟", DEPUTY),
    ]


async def test_a_refused_person_answers_for_nothing(session: AsyncSession) -> None:
    wish = await ask(session, 1001, "钱青禾")
    assert wish is not None
    decided = await people.decide(session, wish, 9, False, NOW)
    assert decided is not None
    assert await people.decided_application(session, wish) == (decided, False)
    assert await people.units_of_user(session, 1001) == frozenset()


async def test_a_wish_is_decided_once(session: AsyncSession) -> None:
    wish = await ask(session, 1001, "钱青禾")
    assert wish is not None
    await people.decide(session, wish, 9, True, NOW)
    assert await people.decide(session, wish, 8, False, NOW) is None
    assert await people.decide(session, 99, 8, True, NOW) is None
    assert await people.open_application(session, wish) is None
    assert (await people.decided_application(session, wish))[1]


async def test_one_wish_at_a_time(session: AsyncSession) -> None:
    wish = await ask(session, 1001, "钱青禾")
    assert wish is not None
    assert await ask(session, 1001, "钱青禾", DEPUTY) is None
    assert await ask(session, 1002, "孙亦舟") is not None
    await people.decide(session, wish, 9, False, NOW)
    assert await ask(session, 1001, "钱青禾") is not None


async def test_a_stranger_answers_for_nothing(session: AsyncSession) -> None:
    assert await people.units_of_user(session, 5) == frozenset()


async def test_units_are_named_in_the_order_of_the_plan(session: AsyncSession) -> None:
    town, bureau = await unit_id(session, TOWN), await unit_id(session)
    assert await people.unit_names(session, [town, bureau]) == [BUREAU, TOWN]
    assert await people.unit_names(session, []) == []
