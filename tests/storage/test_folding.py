"""What is too late becomes one catch-up card a chat, and nothing of it is lost."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from storage import chats, folding, outbox
from tests.storage.builders import at
from tests.storage.rows import DAY, HOUR, NEXT, NOW, claimed, stored

LATE_BY = 4 * HOUR


async def test_a_row_is_folded_once_it_is_too_late(session: AsyncSession, chat: int) -> None:
    await outbox.owe(session, [chat], "card", DAY, NOW)
    await outbox.owe(session, [chat], "digest", DAY, NOW)
    assert await folding.to_fold(session, "card", NOW + LATE_BY, LATE_BY) == {}
    later = NOW + LATE_BY + HOUR
    assert await folding.to_fold(session, "card", later, LATE_BY) == {chat: DAY}
    await folding.fold(session, [chat], "card", NEXT, at("2012-11-12 09:00"))
    card, digest, folded = await stored(session)
    assert (card.state, card.why) == ("skipped", "folded into the catch-up of 2012-11-12")
    assert digest.state == "pending"
    assert (folded.day, folded.since, folded.catch_up) == (NEXT, DAY, True)
    assert folded.send_at == folded.planned_at == at("2012-11-12 09:00")
    assert await folding.to_fold(session, "card", later, LATE_BY) == {}


async def test_the_next_days_row_takes_the_older_in(session: AsyncSession, chat: int) -> None:
    for day, hour in ((DAY, NOW), (NEXT, at("2012-11-12 09:00"))):
        await outbox.owe(session, [chat], "card", day, hour)
    late = at("2012-11-12 09:01")
    assert await folding.to_fold(session, "card", late, timedelta(days=9)) == {chat: DAY}
    await folding.fold(session, [chat], "card", NEXT, late)
    old, new = await stored(session)
    assert (old.state, new.state, new.since, new.catch_up) == ("skipped", "pending", DAY, True)


async def test_a_late_row_is_folded_into_its_own_day(session: AsyncSession, chat: int) -> None:
    await outbox.owe(session, [chat], "card", DAY, NOW)
    await folding.fold(session, [chat], "card", DAY, NOW + 6 * HOUR)
    (only,) = await stored(session)
    assert (only.state, only.since, only.catch_up) == ("pending", DAY, True)
    assert only.send_at == NOW + 6 * HOUR


async def test_a_chat_told_to_wait_waits_although_it_is_folded(
    session: AsyncSession, chat: int
) -> None:
    await outbox.owe(session, [chat], "card", DAY, NOW)
    await outbox.postpone(session, (await claimed(session)).id, NOW + 9 * HOUR, "too many")
    await outbox.owe(session, [chat], "card", NEXT, NOW + HOUR)
    await folding.fold(session, [chat], "card", NEXT, NOW + HOUR)
    assert (await stored(session))[1].send_at == NOW + 9 * HOUR


async def test_what_was_kept_for_a_chat_does_not_hold_up_what_it_is_folded_into(
    session: AsyncSession, chat: int
) -> None:
    await outbox.owe(session, [chat], "card", DAY, NOW)
    await outbox.hold(session, (await claimed(session)).id, NOW + 9 * HOUR, "kicked")
    await outbox.owe(session, [chat], "card", NEXT, NOW + HOUR)
    await folding.fold(session, [chat], "card", NEXT, NOW + HOUR)
    assert (await stored(session))[1].send_at == NOW + HOUR


async def test_nothing_is_folded_into_what_was_sent(session: AsyncSession, chat: int) -> None:
    for day in (NEXT, DAY):
        await outbox.owe(session, [chat], "card", day, NOW)
    sent = await claimed(session)
    assert sent.day == NEXT
    await outbox.mark_sent(session, sent.id, 7, NOW, late=False)
    await folding.fold(session, [chat], "card", NEXT, NOW + 6 * HOUR)
    assert [row.state for row in await stored(session)] == ["sent", "pending"]


async def test_each_chat_is_folded_by_itself(session: AsyncSession, chat: int) -> None:
    other = (await chats.ensure_chat(session, -1002, "", NOW)).id
    await outbox.owe(session, [chat, other], "card", DAY, NOW)
    await outbox.owe(session, [chat], "card", date(2012, 11, 8), NOW - 24 * HOUR)
    await folding.fold(session, [chat, other], "card", NEXT, NOW)
    folded = {row.chat_id: row.since for row in await stored(session) if row.state == "pending"}
    assert folded == {chat: date(2012, 11, 8), other: DAY}
