"""New messages of the bot, and what Telegram refuses."""

from typing import Any

import aiohttp
import pytest
from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.error import BadRequest, Forbidden

from rehearsal import Standin
from rehearsal.chats import RIGHTS
from tests.rehearsal.conftest import GROUP, STRANGER, WANG, Bot, heard, png, refusal

FORUM = -1002
UNPARSED = "can't parse inline keyboard button: "


def keys(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([buttons])


async def test_text_may_have_4096_utf16_units_after_its_markup_was_read(bot: Bot) -> None:
    await bot.send_message(GROUP, f"<b>{'办' * 4095}</b>&lt;", "HTML")
    await bot.send_message(GROUP, "🟢" * 2048)
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(GROUP, "办" * 4097)
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(GROUP, "🟢" * 2048 + "办")


async def test_a_caption_may_have_1024_utf16_units(bot: Bot) -> None:
    await bot.send_document(GROUP, b"x", caption="办" * 1024)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(GROUP, b"x", caption="🟢" * 512 + "办")


async def test_broken_markup_is_refused_with_the_place(bot: Bot) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(GROUP, "进度 <60%>", "HTML")
    told = 'can\'t parse entities: unsupported start tag "60%" at byte offset 7'
    assert refused.value.message.lower() == told


async def test_a_markup_the_standin_does_not_know_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Unsupported parse_mode"):
        await bot.send_message(GROUP, "*卡片*", "MarkdownV3")


@pytest.mark.parametrize(("text", "why"), [("", "text is empty"), (" \n ", "must be non-empty")])
async def test_an_empty_text_is_refused(bot: Bot, text: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.send_message(GROUP, text)


async def test_entities_may_be_given_instead_of_markup(standin: Standin, bot: Bot) -> None:
    bold = MessageEntity(MessageEntity.BOLD, 0, 2)
    sent = await bot.send_message(GROUP, "卡片 <1>", entities=[bold])
    assert sent.entities == (bold,)
    assert standin.world.last(GROUP).html == "<b>卡片</b> &lt;1&gt;"


async def test_a_mention_of_somebody_unknown_is_only_text(bot: Bot) -> None:
    text = '<a href="tg://user?id=7">王芳</a> <a href="tg://user?id=404">某人</a>'
    sent = await bot.send_message(GROUP, text, "HTML")
    assert [entity.user and entity.user.id for entity in sent.entities] == [WANG]
    assert sent.text == "王芳 某人"


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"callback_data": "办" * 21 + "xx"}, "BUTTON_DATA_INVALID"),
        ({"callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({}, f"{UNPARSED}Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "x"}, f"{UNPARSED}Button text must be non-empty"),
        ({"text": 7, "callback_data": "x"}, f'{UNPARSED}Field "text" must be of type String'),
    ],
)
async def test_a_wrong_button_is_refused(
    http: aiohttp.ClientSession, button: dict[str, Any], why: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "收到", **button}]]}
    params = {"chat_id": GROUP, "text": "卡片", "reply_markup": markup}
    assert await refusal(http, "sendMessage", params) == f"Bad Request: {why}"


async def test_button_data_may_have_64_bytes(standin: Standin, bot: Bot) -> None:
    data = "办" * 21 + "x"
    await bot.send_message(
        GROUP, "卡片", reply_markup=keys(InlineKeyboardButton("收", callback_data=data))
    )
    assert standin.world.last(GROUP).button("收").data == data


async def test_a_keyboard_may_have_a_hundred_buttons(bot: Bot) -> None:
    button = InlineKeyboardButton("收", callback_data="x")
    await bot.send_message(GROUP, "卡片", reply_markup=InlineKeyboardMarkup([[button] * 5] * 20))
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(GROUP, "卡片", reply_markup=InlineKeyboardMarkup([[button]] * 101))


async def test_addresses_and_styles_of_buttons_are_kept(standin: Standin, bot: Bot) -> None:
    link = InlineKeyboardButton("绑定", url="https://t.me/duban_bot?startgroup=x")
    done = InlineKeyboardButton("完成", callback_data="done", style="success")
    sent = await bot.send_message(GROUP, "卡片", reply_markup=keys(link, done))
    assert sent.reply_markup == keys(link, done)
    card = standin.world.last(GROUP)
    assert card.button("绑定").url == "https://t.me/duban_bot?startgroup=x"
    assert card.button("完成").more == {"style": "success"}
    with pytest.raises(LookupError, match="opens an address"):
        standin.people.press(GROUP, WANG, card.id, "绑定")


async def test_a_request_to_reply_is_kept_beside_the_text(standin: Standin, bot: Bot) -> None:
    await bot.send_message(GROUP, "理由?", reply_markup=ForceReply(selective=True))
    assert standin.world.last(GROUP).markup == {"force_reply": True, "selective": True}


async def test_a_reply_must_find_its_message(standin: Standin, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(GROUP, "记录", reply_to_message_id=404)
    await bot.send_message(GROUP, "记录", reply_to_message_id=404, allow_sending_without_reply=True)
    assert standin.world.last(GROUP).reply_to is None


async def test_silence_is_kept(standin: Standin, bot: Bot) -> None:
    await bot.send_message(GROUP, "卡片", disable_notification=True)
    assert standin.world.last(GROUP).silent


async def test_the_bot_is_not_sent_its_own_words(bot: Bot) -> None:
    await bot.send_message(GROUP, "卡片")
    assert await heard(bot) == []


async def test_a_person_who_never_started_the_bot_cannot_be_written_to(
    standin: Standin, bot: Bot
) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(STRANGER, "您好")
    standin.people.start(STRANGER)
    await bot.send_message(STRANGER, "您好")


async def test_a_person_who_blocked_the_bot_or_is_gone_cannot_be_written_to(
    standin: Standin, bot: Bot
) -> None:
    standin.people.start(WANG)
    standin.people.block_bot(WANG)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(WANG, "您好")
    standin.people.deactivate(WANG)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(WANG, "您好")


@pytest.mark.parametrize("chat", [404, -1404, "@nobody"])
async def test_a_chat_nobody_knows_is_not_found(bot: Bot, chat: int | str) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(chat, "您好")


async def test_a_call_without_a_chat_or_a_file_is_refused(http: aiohttp.ClientSession) -> None:
    assert await refusal(http, "sendMessage", {"text": "卡片"}) == "Bad Request: chat_id is empty"
    told = "Bad Request: there is no photo in the request"
    assert await refusal(http, "sendPhoto", {"chat_id": GROUP}) == told


async def test_a_restricted_bot_may_not_send(standin: Standin, bot: Bot) -> None:
    standin.groups.restrict_bot(GROUP, WANG)
    for send, what in (
        (bot.send_message(GROUP, "卡片"), "text messages"),
        (bot.send_document(GROUP, b"x"), "documents"),
        (bot.send_photo(GROUP, png()), "photos"),
    ):
        with pytest.raises(BadRequest, match=f"Not enough rights to send {what} to the chat"):
            await send


async def test_files_are_sent_and_sent_again_by_their_id(standin: Standin, bot: Bot) -> None:
    sent = await bot.send_document(
        GROUP, b"PK", caption="<b>台账</b>", parse_mode="HTML", filename="台账.xlsx"
    )
    assert sent.document
    await bot.send_document(GROUP, sent.document.file_id)
    first, second = standin.world.messages(GROUP)
    assert first.file
    assert first.file == second.file
    assert (first.file.name, first.file.content, first.html) == ("台账.xlsx", b"PK", "<b>台账</b>")
    photo = await bot.send_photo(GROUP, png())
    assert photo.photo[-1].file_size == 8


async def test_a_file_must_be_what_it_is_sent_as(standin: Standin, bot: Bot) -> None:
    sent = await bot.send_document(GROUP, b"PK")
    assert sent.document
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type document as photo"):
        await bot.send_photo(GROUP, sent.document.file_id)
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier/http url specified"):
        await bot.send_photo(GROUP, "nothing")
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(GROUP, b"no picture")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(GROUP, b"")


async def test_a_photo_may_have_ten_megabytes(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="is too big for a photo"):
        await bot.send_photo(GROUP, png(10 * 1024 * 1024))


async def test_copies_carry_the_content_and_forwards_the_author(standin: Standin, bot: Bot) -> None:
    standin.people.start(WANG)
    said = standin.people.send_photo(GROUP, WANG, png(), caption="现场")
    await bot.copy_message(WANG, GROUP, said, caption="<i>佐证</i>", parse_mode="HTML")
    copied = standin.world.last(WANG)
    assert copied.file
    assert (copied.html, copied.file.content) == ("<i>佐证</i>", png())
    forwarded = await bot.forward_message(WANG, GROUP, said)
    assert forwarded.forward_origin
    assert forwarded.forward_origin.to_dict()["sender_user"]["id"] == WANG
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(WANG, GROUP, 404)


async def test_a_service_message_is_not_copied(standin: Standin, bot: Bot) -> None:
    standin.groups.join(GROUP, STRANGER)
    with pytest.raises(BadRequest, match="Message can't be copied"):
        await bot.copy_message(GROUP, GROUP, standin.world.last(GROUP).id)


async def test_the_bot_may_show_that_it_is_writing(bot: Bot) -> None:
    assert await bot.send_chat_action(GROUP, "typing")
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(GROUP, "")


async def test_a_topic_takes_messages_until_it_is_closed_or_deleted(
    standin: Standin, bot: Bot
) -> None:
    standin.world.add_group(FORUM, "办公室", [WANG], forum=True)
    topic = standin.groups.add_topic(FORUM, WANG, "督办")
    sent = await bot.send_message(FORUM, "卡片", message_thread_id=topic)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
    answer = await bot.send_message(FORUM, "记录", reply_to_message_id=sent.message_id)
    assert answer.message_thread_id == topic
    standin.groups.close_topic(FORUM, topic)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(FORUM, "卡片", message_thread_id=topic)
    standin.groups.promote_bot(FORUM, WANG, RIGHTS)
    await bot.send_message(FORUM, "卡片", message_thread_id=topic)
    standin.groups.delete_topic(FORUM, topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(FORUM, "卡片", message_thread_id=topic)


async def test_the_general_topic_has_no_id_and_a_thread_of_replies_is_no_topic(
    standin: Standin, bot: Bot
) -> None:
    standin.world.add_group(FORUM, "办公室", [WANG], forum=True)
    card = await bot.send_message(FORUM, "卡片")
    assert card.message_thread_id is None
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(FORUM, "卡片", message_thread_id=card.message_id)
    plain = await bot.send_message(GROUP, "卡片")
    standin.people.say(GROUP, WANG, "收到", reply_to=plain.message_id)
    (update,) = [update for update in await heard(bot) if update.message and update.message.text]
    assert update.message
    assert update.message.message_thread_id == plain.message_id
    assert not update.message.is_topic_message
