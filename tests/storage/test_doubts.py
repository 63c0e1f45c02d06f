"""What may have been sent is sent again after a while, unless somebody answers it."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.rules import Repeats
from storage import chats, doubts, folding, health, outbox, posts
from storage.doubts import LEASE
from storage.health import Sendings
from storage.outbox import Owed
from storage.posts import Post
from storage.schema import OutboxRow
from tests.storage.builders import at

NOW = at("2012-11-09 09:00")
DAY = date(2012, 11, 9)
TOMORROW, MORNING = DAY + timedelta(days=1), NOW + timedelta(days=1)
SECOND, HALF_HOUR = timedelta(seconds=1), timedelta(minutes=30)
NEVER, ONCE, TWICE = (Repeats(HALF_HOUR, times) for times in range(3))


@pytest.fixture
async def post(session: AsyncSession) -> Post:
    """The card that a group is owed, about to be sent."""
    chat = (await chats.ensure_chat(session, -1001, "", NOW)).id
    await outbox.owe(session, [chat], "card", DAY, NOW)
    return await posts.add_post(session, chat, "card", {}, NOW)


async def claimed(session: AsyncSession, post: Post, now: datetime = NOW) -> Owed:
    owed = await outbox.claim_next(session, now)
    assert owed is not None
    await outbox.attach(session, owed, post)
    return owed


async def answered(session: AsyncSession, post: Post, message: int) -> None:
    """Somebody presses a button of a message, which leads to its post."""
    found = await posts.find_by_key(session, post.key)
    assert found is not None
    await doubts.arrived(session, found, message, NOW)


async def row(session: AsyncSession, day: date = DAY) -> OutboxRow:
    query = select(OutboxRow).where(OutboxRow.day == day)
    query = query.execution_options(populate_existing=True)
    return (await session.scalars(query)).one()


async def state(session: AsyncSession) -> str:
    return (await row(session)).state


async def test_it_is_sent_again_each_time_after_a_while_but_not_more_often_than_told(
    session: AsyncSession, post: Post
) -> None:
    owed = await claimed(session, post)
    assert not owed.again
    for _ in range(TWICE.times):
        doubted = owed.send_at
        await doubts.leave_open(session, owed.id, "timed out", doubted, TWICE)
        await doubts.send_again(session, doubted + HALF_HOUR - SECOND)
        assert await state(session) == "unknown"
        await doubts.send_again(session, doubted + HALF_HOUR)
        owed = await claimed(session, post, doubted + HALF_HOUR)
        assert owed.again
    assert owed.attempts == 3
    await doubts.leave_open(session, owed.id, "timed out", owed.send_at, TWICE)
    await doubts.send_again(session, NOW + 99 * HALF_HOUR)
    assert await state(session) == "unknown"


async def test_failures_in_between_do_not_count_as_repeats(
    session: AsyncSession, post: Post
) -> None:
    owed = await claimed(session, post)
    for _ in range(9):
        await outbox.postpone(session, owed.id, NOW, "no line")
        owed = await claimed(session, post)
    assert not owed.again
    await doubts.leave_open(session, owed.id, "timed out", NOW, ONCE)
    await doubts.send_again(session, NOW + HALF_HOUR)
    assert await state(session) == "pending"


async def test_what_a_dead_process_was_sending_is_in_doubt_and_sent_again(
    session: AsyncSession, post: Post
) -> None:
    owed = await claimed(session, post)
    late = NOW + LEASE
    assert await doubts.give_up_lost(session, late, ONCE) == []
    assert await doubts.give_up_lost(session, late + SECOND, ONCE) == [owed.id]
    stored = await row(session)
    assert (stored.state, stored.why) == ("unknown", "the process stopped while sending")
    assert stored.again_at == late + SECOND + HALF_HOUR
    await doubts.send_again(session, stored.again_at)
    await claimed(session, post, stored.again_at)
    assert await doubts.give_up_lost(session, stored.again_at + 9 * LEASE, ONCE) == [owed.id]
    assert (await row(session)).again_at is None


async def test_where_nothing_is_sent_again_it_stays_in_doubt(
    session: AsyncSession, post: Post
) -> None:
    await claimed(session, post)
    await doubts.give_up_lost(session, NOW + 9 * LEASE + 9 * HALF_HOUR, NEVER)
    await doubts.send_again(session, NOW + 99 * HALF_HOUR)
    assert await state(session) == "unknown"


@pytest.mark.parametrize("when", ["sending", "unknown", "pending"])
async def test_an_answer_settles_it_and_gives_the_post_its_number(
    session: AsyncSession, post: Post, when: str
) -> None:
    owed = await claimed(session, post)
    if when != "sending":
        await doubts.leave_open(session, owed.id, "timed out", NOW, ONCE)
    if when == "pending":
        await doubts.send_again(session, NOW + HALF_HOUR)
    assert await state(session) == when
    await answered(session, post, 77)
    stored = await row(session)
    assert (stored.state, stored.message_id, stored.why) == ("sent", 77, None)
    assert stored.sent_at == stored.claimed_at
    found = await posts.find_by_message(session, -1001, 77)
    assert found is not None
    assert found.id == post.id
    await doubts.leave_open(session, owed.id, "timed out", NOW, ONCE)  # the answer was quicker
    assert await state(session) == "sent"


async def repeated(session: AsyncSession, post: Post) -> tuple[Owed, Post, datetime]:
    """What is owed, the copy of it that is being sent after one in doubt, and since when."""
    owed = await claimed(session, post)
    await doubts.leave_open(session, owed.id, "timed out", NOW, TWICE)
    later = NOW + HALF_HOUR
    await doubts.send_again(session, later)
    copy = await posts.add_post(session, post.chat, "card", {}, later)
    await claimed(session, copy, later)
    return owed, copy, later


@pytest.mark.parametrize("when", ["sending", "unknown", "pending"])
async def test_an_answer_to_an_earlier_copy_settles_what_was_sent_again(
    session: AsyncSession, post: Post, when: str
) -> None:
    owed, copy, later = await repeated(session, post)
    if when != "sending":
        await doubts.leave_open(session, owed.id, "timed out", later, TWICE)
    if when == "pending":
        await doubts.send_again(session, later + HALF_HOUR)
    assert await state(session) == when
    await answered(session, post, 77)
    stored = await row(session)
    assert (stored.state, stored.message_id, stored.post_id) == ("sent", 77, post.id)
    assert stored.sent_at == NOW
    await answered(session, copy, 78)
    assert (await row(session)).message_id == 77


async def test_a_repeat_that_arrives_leaves_the_row_with_the_copy_that_was_answered(
    session: AsyncSession, post: Post
) -> None:
    owed, _, later = await repeated(session, post)
    await answered(session, post, 77)
    await outbox.mark_sent(session, owed.id, 78, later, late=True)
    stored = await row(session)
    assert (stored.message_id, stored.post_id, stored.sent_at) == (77, post.id, NOW)
    await outbox.mark_sent(session, owed.id, 77, later, late=True)
    assert (await row(session)).late, "an answer was quicker than Telegram's word"


async def test_an_answer_to_what_was_sent_after_its_hour_settles_it_as_late(
    session: AsyncSession, post: Post
) -> None:
    await posts.change_about(session, post.id, {"late_since": NOW.isoformat()})
    late = await posts.get_post(session, post.id)
    assert late is not None
    await doubts.leave_open(session, (await claimed(session, late)).id, "lost", NOW, ONCE)
    await answered(session, post, 77)
    assert await health.sendings_since(session, NOW) == Sendings(1, 1, 0, 0)


async def test_what_becomes_of_a_repeat_changes_nothing_once_the_earlier_copy_was_answered(
    session: AsyncSession, post: Post
) -> None:
    owed, copy, later = await repeated(session, post)
    await answered(session, post, 77)
    await outbox.postpone(session, owed.id, later, "no line")
    await outbox.mark(session, owed.id, "failed", "refused")
    await posts.discard(session, copy.id)
    stored = await row(session)
    assert (stored.state, stored.message_id, stored.post_id) == ("sent", 77, post.id)


@pytest.mark.parametrize("state_then", ["failed", "skipped"])
async def test_an_answer_to_an_earlier_copy_settles_what_came_to_nothing_since(
    session: AsyncSession, post: Post, state_then: str
) -> None:
    owed, copy, _ = await repeated(session, post)
    await outbox.mark(session, owed.id, state_then, "refused, or nothing to say")
    await posts.discard(session, copy.id)
    assert (await health.sendings_since(session, NOW)).failed == (state_then == "failed")
    await answered(session, post, 77)
    stored = await row(session)
    assert (stored.state, stored.why, stored.message_id) == ("sent", None, 77)
    assert (stored.post_id, stored.sent_at) == (post.id, NOW)
    assert await health.sendings_since(session, NOW) == Sendings(1, 0, 0, 0)


async def test_an_answer_does_not_settle_what_took_in_an_older_day_since(
    session: AsyncSession, post: Post
) -> None:
    """Nobody was told of the day before: the catch-up card must still go."""
    await doubts.leave_open(session, (await claimed(session, post)).id, "lost", NOW, ONCE)
    later = NOW + HALF_HOUR
    await doubts.send_again(session, later)
    await outbox.owe(session, [post.chat], "card", DAY - timedelta(days=1), later)
    await folding.fold(session, [post.chat], "card", DAY, later)
    await answered(session, post, 77)
    assert await state(session) == "pending"


async def test_what_is_folded_in_doubt_stays_so_in_the_catch_up_and_is_counted_on(
    session: AsyncSession, post: Post
) -> None:
    await doubts.leave_open(session, (await claimed(session, post)).id, "lost", NOW, ONCE)
    await doubts.send_again(session, NOW + HALF_HOUR)
    await folding.fold(session, [post.chat], "card", TOMORROW, MORNING)
    owed = await claimed(session, post, MORNING)
    assert (owed.day, owed.catch_up, owed.again) == (TOMORROW, True, True)
    await doubts.leave_open(session, owed.id, "lost", MORNING, ONCE)
    assert (await row(session, TOMORROW)).again_at is None


async def folded(session: AsyncSession, post: Post) -> None:
    """The card in doubt has become a part of the next morning's, which goes once more for it."""
    await doubts.leave_open(session, (await claimed(session, post)).id, "lost", NOW, TWICE)
    await doubts.send_again(session, NOW + HALF_HOUR)
    await folding.fold(session, [post.chat], "card", TOMORROW, MORNING)


async def test_an_answer_to_what_was_folded_takes_it_out_of_the_catch_up(
    session: AsyncSession, post: Post
) -> None:
    await folded(session, post)
    await answered(session, post, 77)
    assert await state(session) == "sent"
    owed = await claimed(session, post, MORNING)
    assert (owed.day, owed.since, owed.again) == (TOMORROW, TOMORROW, False)


async def test_a_catch_up_that_may_have_been_sent_is_marked_still_and_settled_by_its_own_answer(
    session: AsyncSession, post: Post
) -> None:
    await folded(session, post)
    catch_up = await posts.add_post(session, post.chat, "card", {}, MORNING)
    await doubts.leave_open(
        session, (await claimed(session, catch_up, MORNING)).id, "lost", NOW, TWICE
    )
    await answered(session, post, 77)
    waiting = await row(session, TOMORROW)
    assert (waiting.state, waiting.since, waiting.doubts > 0) == ("unknown", TOMORROW, True)
    await answered(session, catch_up, 78)
    assert (await row(session, TOMORROW)).message_id == 78


async def test_what_else_is_in_doubt_in_the_catch_up_stays_in_it_and_marks_it(
    session: AsyncSession, post: Post
) -> None:
    await folded(session, post)
    catch_up = await posts.add_post(session, post.chat, "card", {}, MORNING)
    owed = await claimed(session, catch_up, MORNING)
    await doubts.leave_open(session, owed.id, "lost", MORNING, TWICE)
    await doubts.send_again(session, MORNING + HALF_HOUR)
    later, at_nine = DAY + timedelta(days=2), NOW + timedelta(days=2)
    await folding.fold(session, [post.chat], "card", later, at_nine)
    await answered(session, post, 77)
    owed = await claimed(session, post, at_nine)
    assert (owed.day, owed.since, owed.again) == (later, TOMORROW, True)


async def test_what_a_restored_copy_takes_for_sent_is_not_sent_again(
    session: AsyncSession, post: Post
) -> None:
    await doubts.doubt(session, NOW, "may have been sent")
    await doubts.send_again(session, NOW + 99 * HALF_HOUR)
    assert await doubts.count_doubts(session, "may have been sent") == 1
