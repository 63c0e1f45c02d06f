"""What may have been sent is not sent again blindly, but once more, unless somebody answers it."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import chats, doubts, outbox, posts
from storage.doubts import LEASE
from storage.outbox import Owed
from storage.posts import Post
from storage.schema import OutboxRow
from tests.storage.builders import at

NOW = at("2012-11-09 09:00")
DAY = date(2012, 11, 9)
SECOND, HALF_HOUR = timedelta(seconds=1), timedelta(minutes=30)


@pytest.fixture
async def post(session: AsyncSession) -> Post:
    """The card that a group is owed, about to be sent."""
    chat = (await chats.ensure_chat(session, -1001, "", NOW)).id
    await outbox.owe(session, [chat], "card", DAY, NOW)
    return await posts.add_post(session, chat, "card", {}, NOW)


async def claimed(session: AsyncSession, post: Post, now: datetime = NOW) -> Owed:
    owed = await outbox.claim_next(session, now)
    assert owed is not None
    await outbox.attach(session, owed.id, post.id)
    return owed


async def row(session: AsyncSession) -> OutboxRow:
    query = select(OutboxRow).execution_options(populate_existing=True)
    return (await session.scalars(query)).one()


async def state(session: AsyncSession) -> str:
    return (await row(session)).state


async def test_it_is_sent_once_more_in_its_time_and_never_a_third_time(
    session: AsyncSession, post: Post
) -> None:
    first = await claimed(session, post)
    assert not first.again
    await doubts.leave_open(session, first.id, "timed out", NOW + HALF_HOUR)
    await doubts.send_again(session, NOW + HALF_HOUR - SECOND)
    assert await state(session) == "unknown"
    await doubts.send_again(session, NOW + HALF_HOUR)
    second = await claimed(session, post, NOW + HALF_HOUR)
    assert (second.id, second.again, second.attempts) == (first.id, True, 2)
    await doubts.leave_open(session, second.id, "timed out", None)
    await doubts.send_again(session, NOW + 99 * HALF_HOUR)
    assert await state(session) == "unknown"


async def test_what_a_dead_process_was_sending_is_in_doubt_and_sent_once_more(
    session: AsyncSession, post: Post
) -> None:
    owed = await claimed(session, post)
    late = NOW + LEASE
    assert await doubts.give_up_lost(session, late, HALF_HOUR) == []
    assert await doubts.give_up_lost(session, late + SECOND, HALF_HOUR) == [owed.id]
    stored = await row(session)
    assert (stored.state, stored.why) == ("unknown", "the process stopped while sending")
    assert stored.again_at == late + SECOND + HALF_HOUR
    await doubts.send_again(session, stored.again_at)
    await claimed(session, post, stored.again_at)
    assert await doubts.give_up_lost(session, stored.again_at + 9 * LEASE, HALF_HOUR) == [owed.id]
    assert (await row(session)).again_at is None


async def test_where_nothing_is_sent_again_it_stays_in_doubt(
    session: AsyncSession, post: Post
) -> None:
    await claimed(session, post)
    await doubts.give_up_lost(session, NOW + 9 * LEASE + 9 * HALF_HOUR, None)
    await doubts.send_again(session, NOW + 99 * HALF_HOUR)
    assert await state(session) == "unknown"


@pytest.mark.parametrize("when", ["sending", "unknown", "pending"])
async def test_an_answer_settles_it_and_gives_the_post_its_number(
    session: AsyncSession, post: Post, when: str
) -> None:
    owed = await claimed(session, post)
    if when != "sending":
        await doubts.leave_open(session, owed.id, "timed out", NOW)
    if when == "pending":
        await doubts.send_again(session, NOW)
    assert await state(session) == when
    await doubts.arrived(session, post.id, 77)
    stored = await row(session)
    assert (stored.state, stored.message_id, stored.why) == ("sent", 77, None)
    assert stored.sent_at == stored.claimed_at
    found = await posts.find_by_message(session, -1001, 77)
    assert found is not None
    assert found.id == post.id
    await doubts.leave_open(session, owed.id, "timed out", NOW)  # the answer was quicker
    assert await state(session) == "sent"


async def test_what_a_restored_copy_takes_for_sent_is_not_sent_again(
    session: AsyncSession, post: Post
) -> None:
    await doubts.doubt(session, NOW, "may have been sent")
    await doubts.send_again(session, NOW + 99 * HALF_HOUR)
    assert await doubts.count_doubts(session, "may have been sent") == 1
