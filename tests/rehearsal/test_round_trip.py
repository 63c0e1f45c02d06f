"""A real Application polls the stand-in, hears people and answers them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from rehearsal import Standin
from tests.rehearsal.conftest import GROUP, WANG, App, application

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("收到", callback_data="got")]])


async def show_card(update: Update, context: Any) -> None:
    assert update.effective_chat
    await update.effective_chat.send_message(
        "<b>明天到期</b>", ParseMode.HTML, reply_markup=KEYBOARD
    )


async def confirm(update: Update, context: Any) -> None:
    assert update.callback_query
    await update.callback_query.answer("已签收")


async def repeat(update: Update, context: Any) -> None:
    assert update.message
    await update.message.reply_text(f"记录: {update.message.text}")


@pytest.fixture
async def app(standin: Standin) -> AsyncIterator[App]:
    app = application(standin)
    app.add_handler(CommandHandler("card", show_card))
    app.add_handler(CallbackQueryHandler(confirm))
    app.add_handler(MessageHandler(filters.REPLY, repeat))
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        yield app
        await app.updater.stop()
        await app.stop()


async def test_a_command_brings_a_card_a_press_a_toast_and_a_reply_an_answer(
    standin: Standin, app: App
) -> None:
    world, people = standin.world, standin.people
    people.say(GROUP, WANG, "/card@duban_bot")
    await standin.until(lambda: len(world.messages(GROUP)) == 2)
    card = world.last(GROUP)
    assert (card.text, card.html) == ("明天到期", "<b>明天到期</b>")
    assert card.labels == [["收到"]]

    people.press(GROUP, WANG, card.id, "收到")
    await standin.until(lambda: bool(world.toasts))
    assert (world.toasts[0].user, world.toasts[0].text) == (WANG, "已签收")

    said = people.say(GROUP, WANG, "进度60%", reply_to=card.id)
    await standin.until(lambda: world.last(GROUP).text == "记录: 进度60%")
    assert world.last(GROUP).reply_to == said
    await standin.settled()


async def test_an_update_delivered_twice_is_handled_twice(standin: Standin, app: App) -> None:
    standin.people.say(GROUP, WANG, "/card@duban_bot")
    await standin.settled()
    standin.world.updates.redeliver(standin.world.updates.next_id - 1)
    await standin.until(lambda: len(standin.world.messages(GROUP)) == 3)


async def test_a_bot_whose_line_was_cut_catches_up_when_it_is_mended(
    standin: Standin, app: App
) -> None:
    await standin.network_down()
    standin.people.say(GROUP, WANG, "/card@duban_bot")
    await standin.network_up()
    await standin.until(lambda: len(standin.world.messages(GROUP)) == 2)
