"""Toasts and reactions of the bot."""

from datetime import timedelta

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest

from rehearsal import MovableClock, Standin
from rehearsal.methods.answering import EMOJI_STYLE, REACTIONS
from tests.rehearsal.conftest import GROUP, WANG, Bot

BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("收到", callback_data="got")]])
TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


@pytest.fixture
async def press(standin: Standin, bot: Bot) -> str:
    card = await bot.send_message(GROUP, "卡片", reply_markup=BUTTON)
    return standin.people.press(GROUP, WANG, card.message_id, "收到")


async def test_a_press_is_answered_with_a_toast(standin: Standin, bot: Bot, press: str) -> None:
    await bot.answer_callback_query(press, "仅限联络员", show_alert=True)
    (toast,) = standin.world.toasts
    assert (toast.user, toast.text, toast.alert) == (WANG, "仅限联络员", True)


async def test_a_press_is_answered_once(bot: Bot, press: str) -> None:
    await bot.answer_callback_query(press)
    with pytest.raises(BadRequest, match=TOO_OLD):
        await bot.answer_callback_query(press)


async def test_a_press_cannot_be_answered_after_two_and_a_half_minutes(
    bot: Bot, press: str, clock: MovableClock
) -> None:
    clock.advance(timedelta(seconds=151))
    with pytest.raises(BadRequest, match=TOO_OLD):
        await bot.answer_callback_query(press)


async def test_a_press_that_never_was_cannot_be_answered(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=TOO_OLD):
        await bot.answer_callback_query("17")


async def test_a_toast_holds_two_hundred_characters(bot: Bot, press: str) -> None:
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(press, "长" * 201)
    await bot.answer_callback_query(press, "长" * 200)


async def test_the_bot_reacts_with_one_emoji_and_takes_it_back(standin: Standin, bot: Bot) -> None:
    said = standin.people.say(GROUP, WANG, "进度60%")
    await bot.set_message_reaction(GROUP, said, "✍")
    await bot.set_message_reaction(GROUP, said, "👌")
    assert standin.world.last(GROUP).reactions == {bot.id: "👌"}
    await bot.set_message_reaction(GROUP, said)
    assert standin.world.last(GROUP).reactions == {}


@pytest.mark.parametrize("emoji", ["✅", "❌", "🔴"])
async def test_an_emoji_outside_telegrams_list_is_no_reaction(
    standin: Standin, bot: Bot, emoji: str
) -> None:
    said = standin.people.say(GROUP, WANG, "进度60%")
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await bot.set_message_reaction(GROUP, said, emoji)


async def test_a_bot_gives_one_reaction_at_most(standin: Standin, bot: Bot) -> None:
    said = standin.people.say(GROUP, WANG, "进度60%")
    with pytest.raises(BadRequest, match=r"(?i)reactions_too_many"):
        await bot.set_message_reaction(GROUP, said, ["👌", "👍"])


async def test_a_message_that_is_gone_takes_no_reaction(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Message to react not found"):
        await bot.set_message_reaction(GROUP, 404, "👌")


def test_the_list_of_reactions_is_telegrams() -> None:
    assert {emoji.replace(EMOJI_STYLE, "") for emoji in ReactionEmoji} == REACTIONS
