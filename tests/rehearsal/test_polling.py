"""getUpdates: what is kept, what is confirmed, what is held, and who may poll."""

import asyncio
from datetime import timedelta
from time import perf_counter

import pytest
from telegram import Bot as AnyBot
from telegram.error import Conflict

from rehearsal import MovableClock, Standin
from tests.rehearsal.conftest import GROUP, LI, WANG, Bot, heard

HELD = 0.3
TICK = 0.01  # a loop's clock need not agree with this one to the last digit


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(
    standin: Standin, bot: Bot
) -> None:
    standin.people.start(WANG)
    standin.people.start(LI)
    first, second = await bot.get_updates(timeout=0)
    assert second.update_id == first.update_id + 1
    assert [u.update_id for u in await bot.get_updates(timeout=0)] == [
        first.update_id,
        second.update_id,
    ]
    (left,) = await bot.get_updates(offset=second.update_id, timeout=0)
    assert left.update_id == second.update_id
    assert not standin.world.updates.settled
    assert await bot.get_updates(offset=second.update_id + 1, timeout=0) == ()
    assert standin.world.updates.settled


async def test_a_poll_brings_no_more_than_its_limit(standin: Standin, bot: Bot) -> None:
    for n in range(3):
        standin.people.say(WANG, WANG, str(n))
    assert len(await bot.get_updates(timeout=0, limit=2)) == 2


async def test_no_poll_brings_more_than_a_hundred(standin: Standin, bot: Bot) -> None:
    for n in range(101):
        standin.people.say(WANG, WANG, str(n))
    assert len(await bot.get_updates(timeout=0, limit=500)) == 100


async def test_a_negative_offset_keeps_only_the_last_updates(standin: Standin, bot: Bot) -> None:
    for n in range(3):
        standin.people.say(WANG, WANG, str(n))
    (last,) = await bot.get_updates(offset=-1, timeout=0)
    assert last.message
    assert last.message.text == "2"
    assert len(await bot.get_updates(timeout=0)) == 1


async def test_a_poll_is_held_until_something_happens(standin: Standin, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await standin.until(lambda: standin.world.updates.is_polled)
    assert not poll.done()
    standin.people.start(WANG)
    assert len(await poll) == 1


async def test_a_poll_that_waits_in_vain_ends_after_its_time(standin: Standin, bot: Bot) -> None:
    begun = perf_counter()
    assert await standin.world.updates.get(0, 100, HELD, None) == []
    assert perf_counter() - begun >= HELD - TICK


async def test_a_second_poller_ends_the_first_with_a_conflict(standin: Standin, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await standin.until(lambda: standin.world.updates.is_polled)
    second = AnyBot("1:TEST", base_url=f"{standin.url}/bot")
    async with second:
        assert await second.get_updates(timeout=0) == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_the_kinds_asked_for_are_remembered(standin: Standin, bot: Bot) -> None:
    assert await bot.get_updates(timeout=0, allowed_updates=["callback_query"]) == ()
    standin.people.start(WANG)
    assert await bot.get_updates(timeout=0) == ()
    assert await bot.get_updates(timeout=0, allowed_updates=["message"]) == ()
    standin.people.start(WANG)
    assert len(await bot.get_updates(timeout=0)) == 1


async def test_reactions_come_only_to_those_who_ask(standin: Standin, bot: Bot) -> None:
    said = standin.people.say(WANG, WANG, "好")
    standin.people.react(WANG, WANG, said, "👍")
    assert [u.message_reaction for u in await heard(bot, "message_reaction")] == [None]
    standin.people.react(WANG, WANG, said, "👌")
    (update,) = await heard(bot)
    assert update.message_reaction


async def test_updates_are_kept_for_a_day_and_presses_for_two_and_a_half_minutes(
    standin: Standin, bot: Bot, clock: MovableClock
) -> None:
    said = await bot.send_message(GROUP, "卡片")
    standin.people.press(GROUP, WANG, said.message_id, "x", forged=True)
    standin.people.say(GROUP, WANG, "进度60%", reply_to=said.message_id)
    clock.advance(timedelta(seconds=150))
    assert len(await bot.get_updates(timeout=0)) == 2
    clock.advance(timedelta(seconds=1))
    (update,) = await bot.get_updates(timeout=0)
    assert update.message
    clock.advance(timedelta(hours=24))
    assert await bot.get_updates(timeout=0) == ()


async def test_an_update_may_be_delivered_once_more(standin: Standin, bot: Bot) -> None:
    standin.people.start(WANG)
    (update,) = await heard(bot)
    standin.world.updates.redeliver(update.update_id)
    assert not standin.world.updates.settled
    offset = update.update_id + 1
    (again,) = await bot.get_updates(offset=offset, timeout=0)
    assert again.update_id == update.update_id
    assert await bot.get_updates(offset=offset, timeout=0) == ()
    with pytest.raises(LookupError):
        standin.world.updates.redeliver(1)


async def test_ids_may_jump_as_they_do_after_a_quiet_week(standin: Standin, bot: Bot) -> None:
    standin.people.start(WANG)
    await heard(bot)
    standin.world.updates.next_id = 5
    standin.people.start(WANG)
    assert [update.update_id for update in await heard(bot)] == [5]


async def test_pending_updates_can_be_dropped(standin: Standin, bot: Bot) -> None:
    standin.people.start(WANG)
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates(timeout=0) == ()
