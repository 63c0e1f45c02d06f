"""Asking about chats and members, and keeping topics."""

import pytest
from telegram.error import BadRequest, Forbidden

from rehearsal import Standin
from tests.rehearsal.conftest import GROUP, LI, STRANGER, WANG, Bot

FORUM = -1002


async def test_a_chat_is_described(standin: Standin, bot: Bot) -> None:
    chat = await bot.get_chat(GROUP)
    assert (chat.title, chat.type) == ("民政局", "supergroup")
    assert (await bot.get_chat(WANG)).first_name == "王芳"
    assert await bot.get_chat_member_count(GROUP) == 3


async def test_members_are_described_by_their_standing(standin: Standin, bot: Bot) -> None:
    for user, status in ((WANG, "creator"), (LI, "member"), (STRANGER, "left")):
        assert (await bot.get_chat_member(GROUP, user)).status == status
    with pytest.raises(BadRequest, match="Invalid user_id specified"):
        await bot.get_chat_member(GROUP, 404)


async def test_administrators_are_listed_in_groups_alone(standin: Standin, bot: Bot) -> None:
    standin.groups.promote_bot(GROUP, WANG)
    admins = await bot.get_chat_administrators(GROUP)
    assert [admin.user.id for admin in admins] == [WANG, bot.id]
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await bot.get_chat_administrators(WANG)


async def test_nothing_is_told_of_a_group_the_bot_was_thrown_out_of(
    standin: Standin, bot: Bot
) -> None:
    standin.groups.remove_bot(GROUP, WANG)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.get_chat(GROUP)


async def test_topics_are_kept_by_those_who_may(standin: Standin, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="The chat is not a forum"):
        await bot.create_forum_topic(GROUP, "督办")
    standin.world.add_group(FORUM, "办公室", [WANG], forum=True)
    with pytest.raises(BadRequest, match="Not enough rights to manage topics"):
        await bot.create_forum_topic(FORUM, "督办")
    standin.groups.promote_bot(FORUM, WANG)
    topic = await bot.create_forum_topic(FORUM, "督办")
    await bot.close_forum_topic(FORUM, topic.message_thread_id)
    assert standin.world.chat(FORUM).topics[topic.message_thread_id].closed
    await bot.reopen_forum_topic(FORUM, topic.message_thread_id)
    with pytest.raises(BadRequest, match=r"(?i)topic_not_modified"):
        await bot.reopen_forum_topic(FORUM, topic.message_thread_id)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.close_forum_topic(FORUM, 404)
    with pytest.raises(BadRequest, match=r"(?i)topic_title_empty"):
        await bot.create_forum_topic(FORUM, "")
