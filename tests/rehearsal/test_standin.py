"""Waiting for the bot, and reading the world."""

import pytest

from rehearsal import Standin
from rehearsal.world import Event
from tests.rehearsal.conftest import GROUP, LI, WANG, Bot, heard


async def test_it_is_settled_when_every_update_was_confirmed(standin: Standin, bot: Bot) -> None:
    await standin.settled()
    standin.people.start(WANG)
    with pytest.raises(TimeoutError, match="1 updates waiting, last calls: getMe"):
        await standin.settled(within=0.01)
    await heard(bot)
    await standin.settled()


async def test_waiting_in_vain_ends_with_what_happened_lately(standin: Standin) -> None:
    with pytest.raises(TimeoutError, match="last calls: none"):
        await standin.until(lambda: False, within=0.01)
    assert standin.world.watchers == []


async def test_who_watches_sees_every_change(standin: Standin, bot: Bot) -> None:
    seen: list[Event] = []
    standin.world.watchers.append(seen.append)
    card = (await bot.send_message(GROUP, "卡片")).message_id
    reply = standin.people.say(GROUP, WANG, "完成", reply_to=card)
    await bot.set_message_reaction(GROUP, reply, "✍")
    press = standin.people.press(GROUP, WANG, card, "x", forged=True)
    await bot.answer_callback_query(press, "好")
    await bot.edit_message_text("新", GROUP, card)
    await bot.delete_message(GROUP, card)
    standin.groups.remove_bot(GROUP, WANG)
    assert [event for event in seen if event.kind not in ("call", "poll")] == [
        Event("message", GROUP, card, bot.id),
        Event("message", GROUP, reply, WANG),
        Event("reaction", GROUP, reply, bot.id),
        Event("press", GROUP, card, WANG),
        Event("toast", GROUP, card, WANG),
        Event("edit", GROUP, card, bot.id),
        Event("delete", GROUP, card, bot.id),
        Event("member", GROUP, 0, bot.id),
    ]


def test_a_chat_is_read_from_its_end(standin: Standin) -> None:
    world, people = standin.world, standin.people
    with pytest.raises(LookupError, match="nothing was said"):
        world.last(GROUP)
    first = people.say(GROUP, WANG, "明天到期")
    people.say(GROUP, LI, "收到")
    assert world.last(GROUP).text == "收到"
    assert world.find(GROUP, "到期").id == first
    assert [message.id for message in world.messages(GROUP)] == [first, first + 1]
    with pytest.raises(LookupError, match="nobody said"):
        world.find(GROUP, "逾期")
    with pytest.raises(LookupError, match="no chat"):
        world.messages(-1404)
