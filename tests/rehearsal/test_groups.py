"""Groups that change under the bot."""

import pytest
from telegram import ChatMemberAdministrator, ChatMemberRestricted
from telegram.error import BadRequest, ChatMigrated, Forbidden

from rehearsal import Standin
from rehearsal.chats import RIGHTS
from tests.rehearsal.conftest import GROUP, LI, STRANGER, WANG, Bot, heard

BASIC = -42


async def test_a_startgroup_link_adds_the_bot_and_then_speaks_its_payload(
    standin: Standin, bot: Bot
) -> None:
    standin.world.add_group(-1002, "张渚镇", [LI], bot_member=False)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(-1002, "您好")
    standin.groups.add_bot(-1002, LI, "Xy_9")
    added, joined, spoke = await heard(bot)
    assert added.my_chat_member
    change = added.my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("left", "member")
    assert (change.chat.title, change.from_user.id) == ("张渚镇", LI)
    assert joined.message
    assert joined.message.new_chat_members == (bot.bot,)
    assert spoke.message
    assert spoke.message.text == "/start@duban_bot Xy_9"
    await bot.send_message(-1002, "您好")


async def test_a_bot_added_by_hand_hears_of_it_without_a_payload(
    standin: Standin, bot: Bot
) -> None:
    standin.world.add_group(-1002, "张渚镇", [LI], bot_member=False)
    standin.groups.add_bot(-1002, LI)
    assert len(await heard(bot)) == 2


@pytest.mark.parametrize(("chat", "kind"), [(GROUP, "supergroup"), (BASIC, "group")])
async def test_a_bot_thrown_out_is_told_so_and_refused(
    standin: Standin, bot: Bot, chat: int, kind: str
) -> None:
    standin.world.add_group(BASIC, "小组", [WANG], supergroup=False)
    standin.groups.remove_bot(chat, WANG)
    (update,) = await heard(bot)
    assert update.my_chat_member
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
        await bot.send_message(chat, "您好")


async def test_a_bot_that_left_is_no_member(standin: Standin, bot: Bot) -> None:
    await bot.leave_chat(GROUP)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(GROUP, "您好")
    with pytest.raises(BadRequest, match="can't be changed in private chats"):
        await bot.leave_chat(WANG)


async def test_a_deleted_group_refuses(standin: Standin, bot: Bot) -> None:
    standin.groups.delete(GROUP)
    with pytest.raises(Forbidden, match="the group chat was deleted"):
        await bot.send_message(GROUP, "您好")


async def test_rights_are_told_as_they_change(standin: Standin, bot: Bot) -> None:
    standin.groups.promote_bot(GROUP, WANG, RIGHTS - {"can_pin_messages"})
    standin.groups.restrict_bot(GROUP, WANG)
    standin.groups.demote_bot(GROUP, WANG)
    promoted, restricted, demoted = [
        update.my_chat_member.new_chat_member
        for update in await heard(bot)
        if update.my_chat_member
    ]
    assert isinstance(promoted, ChatMemberAdministrator)
    assert promoted.can_delete_messages
    assert not promoted.can_pin_messages
    assert isinstance(restricted, ChatMemberRestricted)
    assert not restricted.can_send_messages
    assert demoted.status == "member"


async def test_comings_and_goings_are_service_messages(standin: Standin, bot: Bot) -> None:
    standin.groups.join(GROUP, STRANGER)
    standin.groups.leave(GROUP, LI)
    standin.groups.rename(GROUP, WANG, "市民政局")
    came, went, renamed = [update.message for update in await heard(bot)]
    assert came
    assert [user.id for user in came.new_chat_members] == [STRANGER]
    assert went
    assert went.left_chat_member
    assert went.left_chat_member.id == LI
    assert renamed
    assert renamed.new_chat_title == renamed.chat.title == "市民政局"
    assert standin.world.inside(GROUP) == [WANG, bot.id, STRANGER]


async def test_an_upgraded_group_says_where_it_went(standin: Standin, bot: Bot) -> None:
    standin.world.add_group(BASIC, "小组", [WANG], supergroup=False)
    card = await bot.send_message(BASIC, "卡片")
    new = standin.groups.upgrade(BASIC)
    assert str(new).startswith("-100")
    left, arrived = [update.message for update in await heard(bot)]
    assert left
    assert (left.chat.id, left.migrate_to_chat_id) == (BASIC, new)
    assert arrived
    assert (arrived.chat.id, arrived.migrate_from_chat_id) == (new, BASIC)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(BASIC, "卡片")
    assert moved.value.new_chat_id == new
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("新", BASIC, card.message_id)
    sent = await bot.send_message(new, "卡片")
    assert sent.chat.type == "supergroup"
    with pytest.raises(LookupError):
        standin.groups.upgrade(BASIC)


def test_a_groups_id_tells_its_kind(standin: Standin) -> None:
    for id, supergroup in ((-42, True), (-1042, True), (-10042, False), (42, False)):
        with pytest.raises(ValueError, match="is not the id of such a group"):
            standin.world.add_group(id, "小组", [], supergroup=supergroup)
