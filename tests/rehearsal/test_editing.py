"""Changes to the bot's own messages."""

from datetime import timedelta

import pytest
from telegram.error import BadRequest, Forbidden

from rehearsal import MovableClock, Standin
from rehearsal.chats import RIGHTS
from tests.rehearsal.conftest import GROUP, WANG, Bot, heard
from tests.rehearsal.test_answering import BUTTON

DAY = timedelta(days=1)


async def test_an_edit_without_buttons_removes_them(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "卡片", reply_markup=BUTTON)
    await bot.edit_message_text("新", GROUP, card.message_id)
    assert standin.world.last(GROUP).labels == []


async def test_an_edit_keeps_the_earlier_version(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "旧", reply_markup=BUTTON)
    edited = await bot.edit_message_text("<b>新</b>", GROUP, card.message_id, parse_mode="HTML")
    assert not isinstance(edited, bool)
    assert edited.edit_date == standin.world.clock()
    message = standin.world.last(GROUP)
    assert message.html == "<b>新</b>"
    (version,) = message.versions
    assert (version.content.text, version.content.labels) == ("旧", [["收到"]])


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot) -> None:
    card = await bot.send_message(GROUP, "<b>卡片</b>", "HTML", reply_markup=BUTTON)
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text(
            " <b>卡片</b>", GROUP, card.message_id, parse_mode="HTML", reply_markup=BUTTON
        )
    await bot.edit_message_text("卡片", GROUP, card.message_id, reply_markup=BUTTON)


async def test_buttons_change_alone(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "卡片", reply_markup=BUTTON)
    await bot.edit_message_reply_markup(GROUP, card.message_id)
    assert (standin.world.last(GROUP).text, standin.world.last(GROUP).labels) == ("卡片", [])
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(GROUP, card.message_id)


async def test_a_message_that_is_gone_is_not_found(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "卡片")
    standin.people.delete(GROUP, card.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("新", GROUP, card.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(GROUP, card.message_id)


async def test_words_of_people_are_not_edited(standin: Standin, bot: Bot) -> None:
    said = standin.people.say(GROUP, WANG, "进度60%")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("新", GROUP, said)


async def test_captions_are_edited_as_captions(standin: Standin, bot: Bot) -> None:
    sent = await bot.send_document(GROUP, b"x", caption="旧")
    await bot.edit_message_caption(GROUP, sent.message_id, caption="新")
    assert standin.world.last(GROUP).text == "新"
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("新", GROUP, sent.message_id)
    card = await bot.send_message(GROUP, "卡片")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(GROUP, card.message_id, caption="新")


async def test_an_edit_keeps_to_the_same_limits(bot: Bot) -> None:
    card = await bot.send_message(GROUP, "卡片")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.edit_message_text("办" * 4097, GROUP, card.message_id)


async def test_a_bot_thrown_out_edits_nothing(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "卡片")
    standin.groups.remove_bot(GROUP, WANG)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.edit_message_text("新", GROUP, card.message_id)


async def test_the_bot_deletes_its_own_messages_for_two_days(
    standin: Standin, bot: Bot, clock: MovableClock
) -> None:
    card = await bot.send_message(GROUP, "卡片")
    said = standin.people.say(GROUP, WANG, "进度60%")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(GROUP, said)
    clock.advance(2 * DAY)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(GROUP, card.message_id)
    standin.groups.promote_bot(GROUP, WANG)
    await bot.delete_messages(GROUP, [card.message_id, said, 404])
    assert standin.world.messages(GROUP) == []


async def test_pinning_needs_the_right_and_tells_the_chat(standin: Standin, bot: Bot) -> None:
    card = await bot.send_message(GROUP, "看板")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages"):
        await bot.pin_chat_message(GROUP, card.message_id)
    standin.groups.promote_bot(GROUP, WANG, RIGHTS - {"can_pin_messages"})
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages"):
        await bot.pin_chat_message(GROUP, card.message_id)
    standin.groups.promote_bot(GROUP, WANG)
    await bot.pin_chat_message(GROUP, card.message_id)
    assert standin.world.messages(GROUP)[0].pinned
    *_, told = await heard(bot)
    assert told.message
    assert told.message.pinned_message
    assert told.message.pinned_message.message_id == card.message_id
    assert (await bot.get_chat(GROUP)).pinned_message
    await bot.unpin_chat_message(GROUP)
    assert not standin.world.messages(GROUP)[0].pinned
    with pytest.raises(BadRequest, match="Message identifier is not specified"):
        await bot.unpin_chat_message(GROUP)


async def test_a_deleted_message_is_not_pinned_any_more(standin: Standin, bot: Bot) -> None:
    standin.groups.promote_bot(GROUP, WANG)
    card = await bot.send_message(GROUP, "看板")
    await bot.pin_chat_message(GROUP, card.message_id)
    await bot.delete_message(GROUP, card.message_id)
    assert (await bot.get_chat(GROUP)).pinned_message is None
