"""Open cards follow what is said: one edit for many changes, none where nothing changed."""

from datetime import date, timedelta

import pytest

from jobs.desk import Desk
from jobs.redraw import AGAIN_AFTER, redraw_due
from jobs.schedule import tick
from plan.delivery import Failed, Gone, Moved, Outcome, Refused, Unknown, Wait
from plan.model import Status
from storage import chats, outbox, posts
from storage.posts import Post
from storage.reports import Words
from tests.jobs.conftest import OFFICE_PERSON, Recorder
from tests.storage.builders import (
    BUREAU,
    assignment,
    at,
    group,
    plan_of,
    report,
    save,
    source,
    task,
)

NINE = at("2012-11-09 09:00")
SECOND = timedelta(seconds=1)
GROUP = -1001
SIXTY = Words(status=Status.IN_PROGRESS, percent=60)


@pytest.fixture(autouse=True)
async def card(desk: Desk, network: Recorder) -> Post:
    """A card that stands in the group as message 1."""
    async with desk.sessions.begin() as session:
        await save(session, plan_of(task("1", date(2012, 11, 16))), at("2012-10-10 10:00"))
        await group(session, GROUP, BUREAU)
    await tick(desk, NINE)
    assert network.chats == [GROUP]
    async with desk.sessions() as session:
        post = await posts.find_by_message(session, GROUP, 1)
    assert post is not None
    return post


async def say(desk: Desk, words: Words, name: str, seconds: int) -> None:
    """A report that asks for a redraw a second later, as replies do."""
    now = NINE + seconds * SECOND
    async with desk.sessions.begin() as session:
        await report(session, await assignment(session, "1"), words, source(name, now))
        post = await posts.find_by_message(session, GROUP, 1)
        assert post is not None
        await posts.ask_redraw(session, [post.id], now + SECOND)


async def test_a_card_shows_the_report_soon_after(desk: Desk, network: Recorder) -> None:
    await say(desk, SIXTY, "m1", 10)
    assert await redraw_due(desk, NINE + 10 * SECOND) == 0
    assert await redraw_due(desk, NINE + 11 * SECOND) == 1
    ((chat, message, text),) = network.edits
    assert (chat, message) == (GROUP, 1)
    assert "60%" in text


async def test_reports_of_one_second_make_one_edit(desk: Desk, network: Recorder) -> None:
    for name, percent in (("m1", 40), ("m2", 50), ("m3", 60)):
        await say(desk, Words(status=Status.IN_PROGRESS, percent=percent), name, 10)
    for seconds in (11, 12, 13):
        await redraw_due(desk, NINE + seconds * SECOND)
    assert len(network.edits) == 1
    assert "60%" in network.edits[0][2]


async def test_a_card_that_shows_it_already_is_not_edited(
    desk: Desk, network: Recorder, card: Post
) -> None:
    async with desk.sessions.begin() as session:
        await posts.ask_redraw(session, [card.id], NINE)
    assert await redraw_due(desk, NINE) == 1
    assert network.edits == []
    async with desk.sessions.begin() as session:
        await posts.drawn_elsewhere(session, card.id)  # a press showed a menu on it
        await posts.ask_redraw(session, [card.id], NINE)
    await redraw_due(desk, NINE)
    assert len(network.edits) == 1


async def test_an_edited_card_is_known_as_it_is_now(desk: Desk, network: Recorder) -> None:
    for seconds in (10, 70):  # once for the report, once when it can no longer be undone
        await say(desk, SIXTY, f"m{seconds}", seconds)
        await redraw_due(desk, NINE + (seconds + 1) * SECOND)
    async with desk.sessions.begin() as session:
        post = await posts.find_by_message(session, GROUP, 1)
        assert post is not None
        await posts.ask_redraw(session, [post.id], NINE + 72 * SECOND)
    await redraw_due(desk, NINE + 72 * SECOND)
    assert len(network.edits) == 2


async def test_the_way_to_undo_goes_by_itself(desk: Desk, network: Recorder) -> None:
    await say(desk, SIXTY, "m1", 0)
    for seconds in (1, 60, 61, 62):
        await redraw_due(desk, NINE + seconds * SECOND)
    assert len(network.edits) == 2


@pytest.mark.parametrize(
    ("outcome", "wait"),
    [(Wait(90), 90 * SECOND), (Failed("refused"), AGAIN_AFTER), (Unknown("lost"), AGAIN_AFTER)],
)
async def test_an_edit_that_did_not_happen_comes_again(
    desk: Desk, network: Recorder, outcome: Outcome, wait: timedelta
) -> None:
    await say(desk, SIXTY, "m1", 0)
    network.answers.append(outcome)
    now = NINE + SECOND
    assert await redraw_due(desk, now) == 1
    assert await redraw_due(desk, now + wait - SECOND) == 0
    assert await redraw_due(desk, now + wait) == 1
    assert len(network.edits) == 1


async def test_a_message_that_cannot_be_edited_is_left(desk: Desk, network: Recorder) -> None:
    await say(desk, SIXTY, "m1", 0)
    network.answers.append(Refused("message to edit not found"))
    assert await redraw_due(desk, NINE + SECOND) == 1
    assert await redraw_due(desk, NINE + 3600 * SECOND) == 0


@pytest.mark.parametrize(
    ("outcome", "usable"), [(Gone("kicked"), False), (Moved(-1001000000009), True)]
)
async def test_what_happened_to_the_group_is_told_to_the_office(
    desk: Desk, network: Recorder, outcome: Outcome, usable: bool
) -> None:
    await say(desk, SIXTY, "m1", 0)
    network.answers.append(outcome)
    await redraw_due(desk, NINE + SECOND)
    await tick(desk, NINE + 2 * SECOND)
    assert network.chats == [GROUP, OFFICE_PERSON]
    async with desk.sessions() as session:
        chat = await chats.find_chat(session, -1001000000009 if usable else GROUP)
    assert chat is not None
    assert chat.usable is usable
    assert await redraw_due(desk, NINE + 3600 * SECOND) == 0


async def test_a_group_known_to_be_gone_is_not_told_again(desk: Desk, network: Recorder) -> None:
    await say(desk, SIXTY, "m1", 0)
    async with desk.sessions.begin() as session:
        await chats.suspend(session, GROUP, "kicked", NINE)
    network.answers.append(Gone("kicked"))
    await redraw_due(desk, NINE + SECOND)
    async with desk.sessions() as session:
        assert await outbox.next_due(session) is None


async def test_a_replaced_card_says_so_once_and_takes_no_more_answers(
    desk: Desk, network: Recorder, card: Post
) -> None:
    await tick(desk, at("2012-11-13 09:00"))
    network.answers.append(Wait(5))
    await redraw_due(desk, at("2012-11-13 09:00"))
    async with desk.sessions() as session:
        post = await posts.get_post(session, card.id)
        assert post is not None
        assert not post.closed  # until its message says so
    await redraw_due(desk, at("2012-11-13 09:01"))
    assert len(network.edits) == 1
    async with desk.sessions.begin() as session:
        post = await posts.get_post(session, card.id)
        assert post is not None
        assert post.closed
        await posts.ask_redraw(session, [card.id], at("2012-11-13 09:02"))
    assert await redraw_due(desk, at("2012-11-13 09:02")) == 1
    assert len(network.edits) == 1


async def test_a_replaced_card_that_is_gone_from_its_group_is_closed_all_the_same(
    desk: Desk, network: Recorder, card: Post
) -> None:
    await tick(desk, at("2012-11-13 09:00"))
    network.answers.append(Refused("Bad Request: message to edit not found"))
    await redraw_due(desk, at("2012-11-13 09:00"))
    async with desk.sessions() as session:
        post = await posts.get_post(session, card.id)
    assert post is not None
    assert post.closed
