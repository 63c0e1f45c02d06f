"""The bot's messages are found again, answered once, and drawn anew once for many changes."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage import chats, posts
from storage.posts import LEASE, Post
from tests.storage.builders import at

NOW = at("2012-11-09 10:00")
SECOND = timedelta(seconds=1)
CHAT = -1001000000001


async def placed(session: AsyncSession, message: int = 7, kind: str = "card") -> Post:
    chat = await chats.ensure_chat(session, CHAT, "", NOW)
    post = await posts.add_post(session, chat.id, kind, {"page": 0}, NOW)
    await posts.place(session, post.id, message)
    found = await posts.get_post(session, post.id)
    assert found is not None
    return found


async def test_a_post_is_found_by_message_and_by_key(session: AsyncSession) -> None:
    post = await placed(session)
    assert await posts.find_by_message(session, CHAT, 7) == post
    assert await posts.find_by_message(session, CHAT, 8) is None
    assert await posts.find_by_key(session, post.key) == post
    assert await posts.find_by_key(session, "forged") is None
    assert (post.telegram, post.message, post.made_at, post.closed) == (CHAT, 7, NOW, False)


def test_keys_are_short_and_not_guessed() -> None:
    keys = {posts.new_key() for _ in range(500)}
    assert len(keys) == 500
    assert {len(key) for key in keys} == {10}


async def test_what_a_post_is_about_may_change(session: AsyncSession) -> None:
    post = await placed(session)
    await posts.change_about(session, post.id, {"page": 2})
    changed = await posts.get_post(session, post.id)
    assert changed is not None
    assert changed.about == {"page": 2}


async def test_a_question_is_answered_once(session: AsyncSession) -> None:
    post = await placed(session, kind="question")
    assert [one.id for one in await posts.open_questions(session, post.chat)] == [post.id]
    assert await posts.close_post(session, post.id, NOW)
    assert not await posts.close_post(session, post.id, NOW)
    assert await posts.open_questions(session, post.chat) == []


async def test_questions_nobody_answered_are_closed(session: AsyncSession) -> None:
    question, card = await placed(session, 7, "question"), await placed(session, 8, "card")
    await posts.close_questions(session, NOW, NOW)
    assert await posts.open_questions(session, question.chat) != []
    await posts.close_questions(session, NOW + SECOND, NOW + SECOND)
    assert await posts.open_questions(session, question.chat) == []
    still = await posts.get_post(session, card.id)
    assert still is not None
    assert not still.closed


async def test_many_changes_make_one_redraw(session: AsyncSession) -> None:
    post = await placed(session)
    for second in (3, 1, 2):
        await posts.ask_redraw(session, [post.id], NOW + second * SECOND)
    assert await posts.claim_redraws(session, NOW) == []
    assert await posts.claim_redraws(session, NOW + SECOND) == [post.id]
    assert await posts.claim_redraws(session, NOW + 3 * SECOND) == []
    await posts.redrawn(session, post.id, NOW + SECOND, "print")
    assert await posts.claim_redraws(session, NOW + 2 * LEASE) == []
    drawn = await posts.get_post(session, post.id)
    assert drawn is not None
    assert drawn.drawn == "print"


async def test_a_change_during_a_redraw_makes_another(session: AsyncSession) -> None:
    post = await placed(session)
    await posts.ask_redraw(session, [post.id], NOW)
    await posts.claim_redraws(session, NOW)
    await posts.ask_redraw(session, [post.id], NOW + 61 * SECOND)
    await posts.redrawn(session, post.id, NOW, "print")
    assert await posts.claim_redraws(session, NOW + 60 * SECOND) == []
    assert await posts.claim_redraws(session, NOW + 61 * SECOND) == [post.id]


async def test_a_redraw_nobody_finished_comes_again(session: AsyncSession) -> None:
    post = await placed(session)
    await posts.ask_redraw(session, [post.id], NOW)
    await posts.claim_redraws(session, NOW)
    assert await posts.claim_redraws(session, NOW + LEASE) == [post.id]


async def test_a_redraw_may_be_put_off(session: AsyncSession) -> None:
    post = await placed(session)
    await posts.ask_redraw(session, [post.id], NOW)
    await posts.claim_redraws(session, NOW)
    await posts.redraw_later(session, post.id, NOW + 30 * SECOND)
    assert await posts.claim_redraws(session, NOW + 29 * SECOND) == []
    assert await posts.claim_redraws(session, NOW + 30 * SECOND) == [post.id]


async def test_redraws_are_taken_in_order_and_not_all_at_once(session: AsyncSession) -> None:
    made = [await placed(session, message) for message in (1, 2, 3)]
    for second, post in enumerate(reversed(made)):
        await posts.ask_redraw(session, [post.id], NOW + second * SECOND)
    later = NOW + 5 * SECOND
    first = await posts.claim_redraws(session, later, limit=2)
    assert sorted(first) == [made[1].id, made[2].id]
    assert await posts.claim_redraws(session, later, limit=2) == [made[0].id]


async def test_a_message_nobody_has_is_not_drawn(session: AsyncSession) -> None:
    chat = await chats.ensure_chat(session, CHAT, "", NOW)
    post = await posts.add_post(session, chat.id, "card", {}, NOW)
    await posts.ask_redraw(session, [post.id], NOW)
    assert await posts.claim_redraws(session, NOW) == []
    await posts.discard(session, post.id)
    assert await posts.get_post(session, post.id) is None


async def test_the_print_is_forgotten_when_others_edit(session: AsyncSession) -> None:
    post = await placed(session)
    await posts.redrawn(session, post.id, NOW, "print")
    await posts.drawn_elsewhere(session, post.id)
    found = await posts.get_post(session, post.id)
    assert found is not None
    assert found.drawn is None


@pytest.mark.parametrize("closed", [True, False])
async def test_all_open_cards_may_be_drawn_anew(session: AsyncSession, closed: bool) -> None:
    card, question = await placed(session), await placed(session, 8, "question")
    if closed:
        await posts.close_post(session, card.id, NOW)
    await posts.ask_redraw_of_cards(session, NOW, NOW)
    assert await posts.claim_redraws(session, NOW) == []
    await posts.ask_redraw_of_cards(session, NOW - SECOND, NOW)
    assert await posts.claim_redraws(session, NOW) == ([] if closed else [card.id])
    assert question.id != card.id


async def test_when_the_next_is_drawn_anew_is_known(session: AsyncSession) -> None:
    assert await posts.next_redraw(session) is None
    for message in (1, 2):
        post = await placed(session, message)
        await posts.ask_redraw(session, [post.id], NOW + message * SECOND)
    assert await posts.next_redraw(session) == NOW + SECOND
