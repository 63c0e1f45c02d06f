"""A card takes answers by line and gives way to a newer one."""

from datetime import date, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Person, PersonRole, State, Status, Unit, UnitKind
from plan.reminders import Rung
from storage import cards, drawings, posts
from storage.posts import Post
from storage.reports import Words
from tests.storage.builders import (
    BUREAU,
    RULES,
    TOWN,
    UNITS,
    assignment,
    at,
    group,
    plan_of,
    report,
    save,
    source,
    task,
    unit_id,
)

IMPORTED, NOW = at("2012-10-10 10:00"), at("2012-11-09 09:00")
DUE, LATER = date(2012, 11, 16), date(2012, 11, 20)
MINUTE = timedelta(minutes=1)
SEVEN = Rung(overdue=False, days=7)


@pytest.fixture(autouse=True)
async def chat(session: AsyncSession) -> int:
    """A group that speaks for two units with three tasks."""
    staff = (Person("钱青禾", PersonRole.LIAISON, 1001), Person("孙亦舟", PersonRole.DEPUTY, 1002))
    bureau = Unit(BUREAU, UnitKind.DEPARTMENT, people=staff)
    town = Unit(TOWN, UnitKind.TOWN, people=(Person("李听泉", PersonRole.LIAISON),))
    tasks = task("2.1", DUE), task("2.2", LATER), task("2.3", DUE, lead=TOWN)
    await save(session, plan_of(*tasks, units=(bureau, town, UNITS[2])), IMPORTED)
    return await group(session, -1001000000001, BUREAU, TOWN)


async def card_of(session: AsyncSession, chat: int, *numbers: str, message: int = 7) -> Post:
    """A card that was sent, with these tasks on it."""
    lines = [(await assignment(session, n, TOWN if n == "2.3" else BUREAU), SEVEN) for n in numbers]
    post = await cards.open_card(session, chat, lines, {}, NOW)
    await posts.place(session, post.id, message)
    found = await posts.get_post(session, post.id)
    assert found is not None
    return found


async def test_lines_are_numbered_and_lead_to_their_assignments(
    session: AsyncSession, chat: int
) -> None:
    post = await card_of(session, chat, "2.2", "2.3")
    first, second = await cards.places(session, post.id)
    assert (first.n, first.assignment) == (1, await assignment(session, "2.2"))
    assert (second.n, second.unit, second.unit_name) == (2, await unit_id(session, TOWN), TOWN)
    assert (second.due, second.state) == (DUE, State.ASSIGNED)
    assert await cards.places(session, 99) == []


async def test_open_cards_with_an_assignment_are_found(session: AsyncSession, chat: int) -> None:
    first = await card_of(session, chat, "2.1", "2.2", message=7)
    second = await card_of(session, chat, "2.2", message=8)
    shared = await assignment(session, "2.2")
    assert await cards.cards_showing(session, shared) == [first.id, second.id]
    await posts.close_post(session, first.id, NOW)
    assert await cards.cards_showing(session, shared) == [second.id]
    assert await cards.cards_showing(session, await assignment(session, "2.1")) == []


async def test_a_newer_card_replaces_those_that_show_nothing_else(
    session: AsyncSession, chat: int
) -> None:
    less = await card_of(session, chat, "2.1", message=7)
    other = await card_of(session, chat, "2.1", "2.3", message=8)
    newer = await card_of(session, chat, "2.1", "2.2", message=9)
    assert await cards.supersede(session, chat, newer.id) == [less.id]
    drawn = {
        post.id: (
            await drawings.draw_card(session, await again(session, post), RULES, NOW)
        ).superseded
        for post in (less, other, newer)
    }
    assert drawn == {less.id: True, other.id: False, newer.id: False}


async def again(session: AsyncSession, post: Post) -> Post:
    found = await posts.get_post(session, post.id)
    assert found is not None
    return found


async def test_cards_of_other_groups_and_other_messages_stay(
    session: AsyncSession, chat: int
) -> None:
    elsewhere = await group(session, -1001000000002)
    await card_of(session, elsewhere, "2.1", message=7)
    await posts.add_post(session, chat, "question", {}, NOW)
    newer = await card_of(session, chat, "2.1", message=8)
    assert await cards.supersede(session, chat, newer.id) == []


async def test_what_units_owe_is_listed_the_nearest_first(session: AsyncSession) -> None:
    units = [await unit_id(session), await unit_id(session, TOWN)]
    listed = await cards.open_assignments(session, units)
    wanted = [("2.1", BUREAU), ("2.3", TOWN), ("2.2", BUREAU)]
    assert listed == [await assignment(session, n, unit) for n, unit in wanted]
    await report(session, listed[0], Words(status=Status.DONE), source("m1", NOW))
    assert await cards.open_assignments(session, units) == listed[1:]
