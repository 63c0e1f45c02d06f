"""Each refusal of Telegram's for a chat that changed, and what becomes of what was owed to it."""

import pytest

from tests.faults.asking import CARD, MORNING, outbox, said
from tests.flows.books import standing
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    TOWN_GROUP,
    TOWN_LIAISON,
)

GONE = [
    (403, "Forbidden: bot was kicked from the supergroup chat"),
    (403, "Forbidden: bot was kicked from the group chat"),
    (403, "Forbidden: bot is not a member of the supergroup chat"),
    (403, "Forbidden: the group chat was deleted"),
    (403, "Forbidden: bot was blocked by the user"),
    (403, "Forbidden: user is deactivated"),
    (403, "Forbidden: bot can't initiate conversation with a user"),
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: not enough rights to send text messages to the chat"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
]
PASSING = [
    (500, "Internal Server Error"),
    (502, "Bad Gateway"),
    (504, "Gateway Timeout"),
]


@pytest.mark.parametrize(("code", "description"), GONE)
async def test_a_chat_that_takes_nothing_is_suspended_and_the_office_told_once(
    stage: Stage, code: int, description: str
) -> None:
    fail = stage.standin.faults.fail
    fail("sendMessage", TOWN_GROUP, code=code, description=description, times=9)
    await stage.at(MORNING)
    [(state, why)] = await outbox(stage, TOWN_GROUP)
    assert state == "pending", "what is owed is kept"
    assert why.removeprefix("kept: ").lower() in description.lower()
    await stage.at("2012-11-06 09:30")
    await stage.at("2012-11-09 09:00")
    assert said(stage, OFFICE, "可能已解散") == 1
    assert said(stage, BUREAU_GROUP, CARD) == 3, "the other unit has all its rungs"


@pytest.mark.parametrize(("code", "description"), PASSING)
async def test_a_server_in_trouble_is_asked_again_later(
    stage: Stage, code: int, description: str
) -> None:
    stage.standin.faults.fail("sendMessage", TOWN_GROUP, code=code, description=description)
    await stage.at(MORNING)
    assert said(stage, TOWN_GROUP, CARD) == 0
    await stage.at("2012-11-06 09:02")
    assert said(stage, TOWN_GROUP, CARD) == 1


async def test_an_answer_to_what_a_server_in_trouble_sent_counts_and_nothing_says_it_again(
    stage: Stage,
) -> None:
    stage.standin.faults.fail(
        "sendMessage", TOWN_GROUP, code=502, description="Bad Gateway", acts=True
    )
    await stage.at(MORNING)
    card = stage.last(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 进度60%", reply_to=card.id)
    await stage.at("2012-11-06 09:02")
    assert said(stage, TOWN_GROUP, CARD) == 1
    assert "60%" in stage.standin.world.chat(TOWN_GROUP).message(card.id).text


async def test_what_a_server_in_trouble_may_have_sent_says_that_it_is_a_repeat(
    stage: Stage,
) -> None:
    stage.standin.faults.fail(
        "sendMessage", TOWN_GROUP, code=502, description="Bad Gateway", acts=True
    )
    await stage.at(MORNING)
    await stage.at("2012-11-06 09:02")
    assert said(stage, TOWN_GROUP, CARD) == 2
    assert "再发一次" in stage.last(TOWN_GROUP).text


async def test_a_silenced_bot_is_told_to_the_office_and_speaks_again_when_it_may(
    stage: Stage,
) -> None:
    stage.standin.groups.restrict_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    assert said(stage, OFFICE, "没有发言权限") == 1
    stage.standin.groups.demote_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.at(MORNING)
    assert said(stage, TOWN_GROUP, CARD) == 1


async def test_a_bot_let_in_again_reminds_again(stage: Stage) -> None:
    stage.standin.groups.remove_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    stage.standin.groups.add_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.at(MORNING)
    assert said(stage, TOWN_GROUP, CARD) == 1


async def test_a_chat_that_forbids_reactions_still_gets_its_report_recorded(stage: Stage) -> None:
    await stage.at(MORNING)
    stage.standin.faults.fail(
        "setMessageReaction", TOWN_GROUP, code=400, description="Bad Request: REACTION_INVALID"
    )
    card = stage.find(TOWN_GROUP, CARD)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", card.id)
    await stage.at("2012-11-06 09:00:05")
    assert "60%" in card.text
    assert (await standing(stage, "2.2")).percent == 60


async def test_a_card_deleted_in_the_group_does_not_disturb_anything(stage: Stage) -> None:
    await stage.at(MORNING)
    card = stage.find(TOWN_GROUP, CARD)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", card.id)
    stage.standin.people.delete(TOWN_GROUP, card.id)
    await stage.at("2012-11-06 09:00:05")
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "/my@duban_bot")
    assert "60%" in stage.last(TOWN_GROUP).text


async def test_a_late_answer_to_a_press_still_counts(stage: Stage) -> None:
    await stage.at(MORNING)
    card = stage.find(BUREAU_GROUP, CARD)
    stage.standin.faults.fail(
        "answerCallbackQuery",
        code=400,
        description="Bad Request: query is too old and response timeout expired "
        "or query ID is invalid",
    )
    before = card.text
    stage.standin.people.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    await stage.settle()
    assert (await standing(stage, "2.1", BUREAU)).received_by == "钱青禾"
    await stage.at("2012-11-06 09:00:05")
    assert "已签收" in card.text
    assert "已签收" not in before
