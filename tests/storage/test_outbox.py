"""What is owed is planned once, claimed by one, and never lost or sent twice."""

import asyncio
from itertools import chain

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.rules import Repeats
from storage import chats, doubts, outbox, posts
from storage.engine import Sessions
from tests.storage.rows import DAY, HOUR, NEXT, NOW, claimed, stored


@pytest.fixture
async def chat(session: AsyncSession) -> int:
    return (await chats.ensure_chat(session, -1001, "", NOW)).id


async def test_planning_twice_owes_once(session: AsyncSession, chat: int) -> None:
    for _ in range(2):
        await outbox.owe(session, [chat], "card", DAY, NOW)
    await outbox.owe(session, [], "card", DAY, NOW)
    assert len(await stored(session)) == 1
    await outbox.owe(session, [chat], "card", NEXT, NOW)
    await outbox.owe(session, [chat], "claim", DAY, NOW, subject=5)
    await outbox.owe(session, [chat], "claim", DAY, NOW, subject=6)
    assert len(await stored(session)) == 4


async def test_a_row_is_claimed_when_it_is_due_and_only_once(
    session: AsyncSession, chat: int
) -> None:
    await outbox.owe(session, [chat], "card", DAY, NOW, subject=3)
    assert await outbox.claim_next(session, NOW - HOUR) is None
    assert await outbox.next_due(session) == NOW
    owed = await claimed(session)
    assert (owed.chat, owed.kind, owed.day, owed.since) == (chat, "card", DAY, DAY)
    assert (owed.subject, owed.planned_at, owed.attempts, owed.catch_up) == (3, NOW, 1, False)
    assert await outbox.claim_next(session, NOW) is None
    assert await outbox.next_due(session) is None


async def test_the_most_urgent_is_claimed_first_and_of_these_the_oldest(
    session: AsyncSession, chat: int
) -> None:
    for kind, hours in (("digest", 4), ("gaps", 5), ("card", 2), ("claim", 0), ("moved", 1)):
        await outbox.owe(session, [chat], kind, DAY, NOW - hours * HOUR)
    await outbox.owe(session, [chat], "block", DAY, NOW + HOUR)  # not due yet
    found = [(await claimed(session)).kind for _ in range(5)]
    assert found == ["moved", "claim", "card", "gaps", "digest"]


async def test_what_is_owed_to_a_chat_waits_until_the_chat_takes_something(
    session: AsyncSession, chat: int
) -> None:
    other = (await chats.ensure_chat(session, -1002, "", NOW)).id
    await outbox.owe(session, [chat, other], "card", DAY, NOW)
    await outbox.owe(session, [chat], "digest", DAY, NOW + 9 * HOUR)
    await outbox.freeze(session, chat, NOW + HOUR)
    assert (await claimed(session)).chat == other
    assert await outbox.claim_next(session, NOW) is None
    assert await outbox.next_due(session) == NOW + HOUR
    assert (await stored(session))[2].send_at == NOW + 9 * HOUR


async def test_what_was_passed_on_is_taken_back_once(session: AsyncSession, chat: int) -> None:
    """Of two people both take no messages: what the first one's row has become is left alone."""
    await outbox.owe(session, [chat], "card", DAY, NOW)
    owed = await claimed(session)
    await outbox.pass_on(session, owed.id, "kicked")
    assert await outbox.claim_next(session, NOW) is None
    await outbox.take_back(session, owed.id, NOW, "blocked")
    await claimed(session)
    await outbox.take_back(session, owed.id, NOW, "blocked")
    assert await outbox.claim_next(session, NOW) is None, "the group takes messages again"
    assert (await stored(session))[0].state == "sending"
    await outbox.mark(session, owed.id, "skipped", "folded into the catch-up of tomorrow")
    await outbox.take_back(session, owed.id, NOW, "blocked")
    assert (await stored(session))[0].state == "skipped"


async def test_a_chat_that_waits_does_so_in_all_its_topics(session: AsyncSession) -> None:
    places = [(await chats.ensure_chat(session, -1001, "", NOW, n)).id for n in (None, 3, 7)]
    await outbox.owe(session, places, "card", DAY, NOW)
    await outbox.freeze(session, places[1], NOW + HOUR)
    assert await outbox.claim_next(session, NOW) is None


async def test_until_when_a_chat_waits_is_known_of_all_its_topics_and_not_of_its_new_number(
    session: AsyncSession,
) -> None:
    here = await chats.ensure_chat(session, -1001, "", NOW)
    await outbox.freeze(session, here.id, NOW + 2 * HOUR)
    await outbox.freeze(session, here.id, NOW + HOUR)
    topic = await chats.ensure_chat(session, -1001, "", NOW, 3)
    assert topic.frozen_until == NOW + 2 * HOUR
    assert await chats.move_chat(session, -1001, -1002, NOW)
    assert (await chats.get_chat(session, here.id)).frozen_until is None


async def test_a_group_that_wrote_before_its_move_was_known_waits_as_it_was_told(
    session: AsyncSession,
) -> None:
    here, new = [(await chats.ensure_chat(session, n, "", NOW)).id for n in (-1001, -1002)]
    await outbox.freeze(session, new, NOW + HOUR)
    assert await chats.move_chat(session, -1001, -1002, NOW)
    assert (await chats.get_chat(session, here)).frozen_until == NOW + HOUR


async def test_two_claimers_never_get_the_same_row(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        ids = [(await chats.ensure_chat(session, -n, "", NOW)).id for n in range(1, 21)]
        await outbox.owe(session, ids, "card", DAY, NOW)

    async def claim_all() -> list[int]:
        taken: list[int] = []
        while True:
            async with sessions.begin() as session:
                owed = await outbox.claim_next(session, NOW)
            if owed is None:
                return taken
            taken.append(owed.id)

    found = await asyncio.gather(*(claim_all() for _ in range(4)))
    assert sorted(chain(*found)) == list(range(1, 21))


async def test_what_came_of_it_is_written_down(session: AsyncSession, chat: int) -> None:
    for kind in ("a", "b", "c"):
        await outbox.owe(session, [chat], kind, DAY, NOW)
    post = await posts.add_post(session, chat, "card", {}, NOW)
    sent, failed, unknown = [await claimed(session) for _ in range(3)]
    for owed in (sent, failed, unknown):
        await outbox.attach(session, owed, post)
    await outbox.mark_sent(session, sent.id, 7, NOW + HOUR, late=True)
    await outbox.mark(session, failed.id, "failed", "chat not found")
    await doubts.leave_open(session, unknown.id, "timed out", NOW, Repeats())
    found = [(r.state, r.why, r.late, r.sent_at, r.post_id) for r in await stored(session)]
    assert found == [
        ("sent", None, True, NOW + HOUR, post.id),
        ("failed", "chat not found", False, None, None),
        ("unknown", "timed out", False, None, post.id),
    ]
    assert [row.message_id for row in await stored(session)] == [7, None, None]
    assert await outbox.claim_next(session, NOW + 9 * HOUR) is None


async def test_a_postponed_row_is_tried_again_and_keeps_its_hour(
    session: AsyncSession, chat: int
) -> None:
    await outbox.owe(session, [chat], "card", DAY, NOW)
    await outbox.postpone(session, (await claimed(session)).id, NOW + HOUR, "too many")
    assert await outbox.claim_next(session, NOW) is None
    again = await outbox.claim_next(session, NOW + HOUR)
    assert again is not None
    assert (again.planned_at, again.attempts) == (NOW, 2)


async def test_what_waits_can_be_looked_at(session: AsyncSession, chat: int) -> None:
    for day in (NEXT, DAY):
        await outbox.owe(session, [chat], "card", day, NOW)
    assert [owed.day for owed in await outbox.pending(session, "card", DAY)] == [DAY]
    assert [owed.day for owed in await outbox.pending(session, "card", NEXT)] == [NEXT, DAY]
    assert await outbox.pending(session, "gaps", NEXT) == []
