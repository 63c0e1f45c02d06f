"""Who somebody is, and what they may do."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Chat, User

from bot.access import MASKS, Actor, actor_of
from bot.config import Office
from storage.imports import save_plan
from storage.schema import PersonRow, UnitRow
from tests.flows import town
from tests.flows.stage import local
from tests.storage.builders import RULES

OFFICE = Office(people=(town.OFFICE,), leaders=(town.LEADER, town.OFFICE))
NOW = local("2012-11-05 10:00")


@pytest.fixture
async def units(session: AsyncSession) -> dict[str, int]:
    """The town's plan; its units' ids."""
    await save_plan(session, town.town_plan(), now=NOW, rules=RULES)
    rows = await session.execute(select(UnitRow.name, UnitRow.id))
    return dict(rows.all())


def person(user: int, name: str = "某人") -> User:
    return User(user, name, is_bot=False)


async def test_a_liaison_answers_for_their_unit_alone(
    session: AsyncSession, units: dict[str, int]
) -> None:
    actor = await actor_of(session, person(town.TOWN_LIAISON, "何听泉"), OFFICE)
    assert (actor.user, actor.name, actor.masked) == (town.TOWN_LIAISON, "何听泉", False)
    assert actor.may_report(units[town.TOWN])
    assert not actor.may_report(units[town.BUREAU])
    assert not actor.may_read
    assert not actor.office


async def test_who_left_answers_for_nobody(session: AsyncSession, units: dict[str, int]) -> None:
    row = await session.scalar(select(PersonRow).where(PersonRow.telegram_id == town.TOWN_DEPUTY))
    assert row is not None
    row.left_at = NOW
    actor = await actor_of(session, person(town.TOWN_DEPUTY), OFFICE)
    assert actor.units == frozenset()


@pytest.mark.parametrize(
    ("user", "reads", "runs"),
    [(town.OFFICE, True, True), (town.LEADER, True, False), (town.STRANGER, False, False)],
)
async def test_the_office_runs_the_plan_and_the_leaders_read_it(
    session: AsyncSession, units: dict[str, int], user: int, reads: bool, runs: bool
) -> None:
    actor = await actor_of(session, person(user), OFFICE)
    assert (actor.may_read, actor.office) == (reads, runs)
    assert not any(actor.may_report(unit) for unit in units.values())


@pytest.mark.parametrize(
    "user",
    [
        None,
        User(42, "bot", is_bot=True),
        *(User(mask, "Group", is_bot=False) for mask in sorted(MASKS)),
    ],
    ids=str,
)
async def test_who_hides_is_nobody(session: AsyncSession, user: User | None) -> None:
    assert await actor_of(session, user, OFFICE) == Actor(0, "", masked=True)


async def test_whoever_speaks_as_a_chat_is_nobody_even_in_the_office(
    session: AsyncSession,
) -> None:
    group = Chat(-1001, Chat.SUPERGROUP)
    actor = await actor_of(session, person(town.OFFICE), OFFICE, sender_chat=group)
    assert actor.masked
    assert not actor.office
