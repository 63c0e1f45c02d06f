"""A card takes answers by line and gives way to a newer one."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import State, Status
from storage import cards, decisions, drawings, posts
from storage.posts import Post
from storage.reports import Words
from tests.storage.builders import (
    BUREAU,
    RULES,
    TOWN,
    assignment,
    group,
    report,
    source,
    unit_id,
)
from tests.storage.posted import DUE, NOW, card_of

pytestmark = pytest.mark.usefixtures("chat")


async def test_lines_are_numbered_and_lead_to_their_assignments(
    session: AsyncSession, chat: int
) -> None:
    post = await card_of(session, chat, "2.2", "2.3")
    first, second = await cards.places(session, post.id)
    assert (first.n, first.assignment) == (1, await assignment(session, "2.2"))
    assert (second.n, second.unit, second.unit_name) == (2, await unit_id(session, TOWN), TOWN)
    assert (second.due, second.state) == (DUE, State.ASSIGNED)
    assert await cards.places(session, 99) == []


async def test_the_open_cards_an_assignment_stands_on_are_drawn_anew(
    session: AsyncSession, chat: int
) -> None:
    both = await card_of(session, chat, "2.1", "2.2", message=7)
    await card_of(session, chat, "2.1", message=8)
    closed = await card_of(session, chat, "2.2", message=9)
    shown = await card_of(session, chat, "2.2", message=10)
    await posts.close_post(session, closed.id, NOW)
    await cards.redraw_cards_of(session, await assignment(session, "2.2"), NOW, but=shown.id)
    assert await posts.claim_redraws(session, NOW) == [both.id]


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
    listed = await cards.unclosed_assignments(session, units)
    wanted = [("2.1", BUREAU), ("2.3", TOWN), ("2.2", BUREAU)]
    assert listed == [await assignment(session, n, unit) for n, unit in wanted]
    await report(session, listed[0], Words(status=Status.DONE), source("m1", NOW))
    assert await cards.unclosed_assignments(session, units) == listed, "it waits for the office"
    await decisions.review(session, listed[0], 1, True, NOW, rules=RULES)
    assert await cards.unclosed_assignments(session, units) == listed[1:]
