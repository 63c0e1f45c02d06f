"""Privacy mode: what of a group's talk reaches the bot."""

import pytest

from rehearsal import Standin, open_standin
from rehearsal.chats import Member, User
from tests.rehearsal.conftest import GROUP, LI, WANG, Bot, application, heard

OTHER_BOT = 99


async def texts(bot: Bot) -> list[str | None]:
    return [update.message.text for update in await heard(bot) if update.message]


async def test_a_plain_member_hears_only_what_is_meant_for_it(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "卡片")
    people = standin.people
    talk = people.say(GROUP, WANG, "吃了吗")
    people.say(GROUP, LI, "吃了", reply_to=talk)
    people.say(GROUP, WANG, "@duban_bot 进度60%")
    people.say(GROUP, WANG, "进度60%", reply_to=card.message_id)
    people.say(GROUP, WANG, "/my@duban_bot")
    people.say(GROUP, WANG, "/my@DuBan_Bot 1")
    people.say(GROUP, WANG, "/my@other_bot")
    assert await texts(bot) == ["进度60%", "/my@duban_bot", "/my@DuBan_Bot 1"]


async def test_a_command_for_nobody_reaches_the_bot_that_spoke_last(
    standin: Standin, bot: Bot
) -> None:
    standin.people.say(GROUP, WANG, "/status")
    await bot.send_message(GROUP, "卡片")
    standin.people.say(GROUP, WANG, "/my")
    other_speaks(standin)
    standin.people.say(GROUP, WANG, "/help")
    assert await texts(bot) == ["/my"]


async def test_an_administrator_hears_people_but_no_other_bot(standin: Standin, bot: Bot) -> None:
    standin.groups.promote_bot(GROUP, WANG)
    standin.people.say(GROUP, WANG, "吃了吗")
    other_speaks(standin)
    assert await texts(bot) == ["吃了吗"]


async def test_a_bot_without_privacy_mode_hears_people(standin: Standin) -> None:
    async with open_standin(standin.world.clock, reads_all=True) as open_one:
        open_one.world.add_user(WANG, "王芳")
        open_one.world.add_group(GROUP, "民政局", [WANG])
        open_one.people.say(GROUP, WANG, "吃了吗")
        async with application(open_one).bot as bot:
            assert (await bot.get_me()).can_read_all_group_messages
            assert await texts(bot) == ["吃了吗"]


async def test_a_bot_outside_the_group_hears_nothing(standin: Standin, bot: Bot) -> None:
    standin.groups.remove_bot(GROUP, WANG)
    standin.people.say(GROUP, WANG, "/my@duban_bot")
    standin.groups.leave(GROUP, LI)
    (update,) = await heard(bot)
    assert update.my_chat_member


async def test_an_edit_is_heard_when_the_message_is(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "卡片")
    reply = standin.people.say(GROUP, WANG, "进度60%", reply_to=card.message_id)
    talk = standin.people.say(GROUP, WANG, "吃了吗")
    await heard(bot)
    standin.people.edit(GROUP, WANG, talk, "吃过了吗")
    standin.people.edit(GROUP, WANG, reply, "进度50%")
    (update,) = await heard(bot)
    edited = update.edited_message
    assert edited
    assert (edited.message_id, edited.text) == (reply, "进度50%")
    assert edited.edit_date == standin.world.clock()


async def test_members_are_told_only_to_an_administrator_who_asks(
    standin: Standin, bot: Bot
) -> None:
    await heard(bot, "chat_member", "message")
    standin.groups.leave(GROUP, LI)
    assert [u.chat_member for u in await heard(bot)] == [None]
    standin.groups.promote_bot(GROUP, WANG)
    standin.groups.join(GROUP, LI)
    told = [u.chat_member.new_chat_member.status for u in await heard(bot) if u.chat_member]
    assert told == ["member"]


async def test_reactions_are_told_only_to_an_administrator(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "卡片")
    await heard(bot, "message_reaction")
    standin.people.react(GROUP, WANG, card.message_id, "👌")
    standin.groups.promote_bot(GROUP, WANG)
    standin.people.react(GROUP, WANG, card.message_id, "👍")
    standin.people.react(GROUP, WANG, card.message_id, None)
    put, taken = [u.message_reaction for u in await heard(bot)]
    assert put
    assert put.user
    assert put.user.id == WANG
    assert [r.to_dict()["emoji"] for r in put.old_reaction] == ["👌"]
    assert [r.to_dict()["emoji"] for r in put.new_reaction] == ["👍"]
    assert taken
    assert taken.new_reaction == ()


@pytest.mark.parametrize("text", ["/", "/ my", "a /my@duban_bot", "// x"])
async def test_what_only_looks_like_a_command_is_not_heard(
    standin: Standin, bot: Bot, text: str
) -> None:
    await bot.send_message(GROUP, "卡片")
    standin.people.say(GROUP, WANG, text)
    assert await texts(bot) == []


def other_speaks(standin: Standin) -> None:
    world = standin.world
    world.users[OTHER_BOT] = User(OTHER_BOT, "别的", "other_bot", is_bot=True)
    world.chat(GROUP).members[OTHER_BOT] = Member()
    standin.people.say(GROUP, OTHER_BOT, "广告")
