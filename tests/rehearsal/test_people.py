"""What people do, as the bot hears of it."""

import pytest
from telegram.constants import MessageEntityType

from rehearsal import Standin
from rehearsal.world import ANONYMOUS_ADMIN, CHANNEL_BOT
from tests.rehearsal.conftest import GROUP, LI, STRANGER, WANG, Bot, heard
from tests.rehearsal.test_answering import BUTTON


async def test_a_start_link_brings_its_payload_in_private(standin: Standin, bot: Bot) -> None:
    standin.people.start(WANG, "b-Xy_9")
    (update,) = await heard(bot)
    message = update.message
    assert message
    assert message.from_user
    assert (message.chat.id, message.chat.type, message.text) == (WANG, "private", "/start b-Xy_9")
    assert message.entities[0].type is MessageEntityType.BOT_COMMAND
    assert (message.from_user.first_name, message.from_user.language_code) == ("王芳", "zh-hans")
    assert message.date == standin.world.clock()


async def test_a_reply_carries_the_message_it_answers_one_level_deep(
    standin: Standin, bot: Bot
) -> None:
    card = await bot.send_message(GROUP, "<b>卡片</b>", "HTML")
    first = standin.people.say(GROUP, WANG, "一", reply_to=card.message_id)
    answer = await bot.send_message(GROUP, "记录", reply_to_message_id=first)
    standin.people.say(GROUP, WANG, "二", reply_to=answer.message_id)
    *_, update = await heard(bot)
    assert update.message
    replied = update.message.reply_to_message
    assert replied
    assert (replied.text, replied.reply_to_message) == ("记录", None)
    assert replied.from_user == bot.bot


async def test_an_anonymous_administrator_hides_behind_the_group_but_not_when_pressing(
    standin: Standin, bot: Bot
) -> None:
    card = await bot.send_message(GROUP, "卡片", reply_markup=BUTTON)
    standin.people.say(GROUP, WANG, "完成", reply_to=card.message_id, anonymous=True)
    standin.people.press(GROUP, WANG, card.message_id, "收到")
    said, pressed = await heard(bot)
    assert said.message
    assert said.message.from_user
    assert said.message.sender_chat
    assert (said.message.from_user.id, said.message.sender_chat.id) == (ANONYMOUS_ADMIN, GROUP)
    assert pressed.callback_query
    assert pressed.callback_query.from_user.id == WANG


async def test_somebody_may_speak_in_a_channels_name(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "卡片")
    standin.people.say(GROUP, WANG, "完成", reply_to=card.message_id, as_channel=True)
    (update,) = await heard(bot)
    assert update.message
    assert update.message.from_user
    assert update.message.sender_chat
    assert update.message.from_user.id == CHANNEL_BOT
    assert update.message.sender_chat.type == "channel"


async def test_a_press_carries_the_message_and_its_buttons(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "卡片", reply_markup=BUTTON)
    press = standin.people.press(GROUP, STRANGER, card.message_id, "收到")
    (update,) = await heard(bot)
    query = update.callback_query
    assert query
    assert (query.id, query.data, query.from_user.id) == (press, "got", STRANGER)
    assert query.message
    assert query.message.to_dict()["reply_markup"] == BUTTON.to_dict()


async def test_a_button_is_found_by_its_data_too_and_only_if_it_is_there(
    standin: Standin, bot: Bot
) -> None:
    card = await bot.send_message(GROUP, "卡片", reply_markup=BUTTON)
    standin.people.press(GROUP, WANG, card.message_id, "got")
    with pytest.raises(LookupError, match="no button"):
        standin.people.press(GROUP, WANG, card.message_id, "完成")
    with pytest.raises(LookupError, match="no message"):
        standin.people.press(GROUP, WANG, 404, "收到")


async def test_a_forged_press_carries_data_that_were_never_offered(
    standin: Standin, bot: Bot
) -> None:
    card = await bot.send_message(GROUP, "卡片")
    standin.people.press(GROUP, WANG, card.message_id, "v1:other:done:1", forged=True)
    (update,) = await heard(bot)
    assert update.callback_query
    assert update.callback_query.data == "v1:other:done:1"


async def test_photos_of_an_album_come_one_by_one_under_one_name(
    standin: Standin, bot: Bot
) -> None:
    card = await bot.send_message(GROUP, "卡片")
    for n, caption in enumerate(("完成", "")):
        standin.people.send_photo(
            GROUP, WANG, bytes([n]), caption=caption, reply_to=card.message_id, album="a1"
        )
    first, second = [update.message for update in await heard(bot)]
    assert first
    assert second
    assert (first.caption, second.caption) == ("完成", None)
    assert first.media_group_id == second.media_group_id == "a1"
    assert first.photo[-1].file_unique_id != second.photo[-1].file_unique_id


async def test_a_document_keeps_its_name_and_kind(standin: Standin, bot: Bot) -> None:
    standin.people.send_document(WANG, WANG, b"x", "台账/../附件.xlsx", "application/zip")
    (update,) = await heard(bot)
    assert update.message
    document = update.message.document
    assert document
    assert (document.file_name, document.mime_type) == ("台账/../附件.xlsx", "application/zip")


async def test_nobody_edits_the_words_of_another_or_speaks_where_they_are_not(
    standin: Standin,
) -> None:
    said = standin.people.say(GROUP, WANG, "进度60%")
    with pytest.raises(LookupError, match="not of user"):
        standin.people.edit(GROUP, LI, said, "进度10%")
    with pytest.raises(LookupError, match="not in"):
        standin.people.say(GROUP, STRANGER, "进度10%")
    with pytest.raises(LookupError, match="nobody has"):
        standin.people.start(404)


async def test_an_edit_keeps_what_was_said_before(standin: Standin) -> None:
    said = standin.people.say(GROUP, WANG, "进度60%")
    standin.people.edit(GROUP, WANG, said, "进度50%")
    message = standin.world.last(GROUP)
    assert message.text == "进度50%"
    assert [version.content.text for version in message.versions] == ["进度60%"]


async def test_blocking_and_coming_back_are_told_as_changes_of_the_bots_standing(
    standin: Standin, bot: Bot
) -> None:
    standin.people.start(WANG)
    standin.people.block_bot(WANG)
    standin.people.start(WANG)
    _, blocked, back, started = await heard(bot)
    assert blocked.my_chat_member
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member
    assert back.my_chat_member.new_chat_member.status == "member"
    assert started.message


async def test_a_deleted_message_is_gone_and_the_bot_is_not_told(
    standin: Standin, bot: Bot
) -> None:
    card = await bot.send_message(GROUP, "卡片")
    standin.people.delete(GROUP, card.message_id)
    assert standin.world.messages(GROUP) == []
    assert await heard(bot) == []
