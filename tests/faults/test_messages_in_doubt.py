"""Messages that may have arrived or not, because their answer was lost or their sender died."""

import pytest
from sqlalchemy import update

from storage.schema import OutboxRow
from tests.faults.asking import CARD, MORNING, outbox, said
from tests.flows.books import standing
from tests.flows.stage import Stage, local
from tests.flows.town import (
    BUREAU_GROUP,
    BUREAU_LIAISON,
    TOWN_GROUP,
    TOWN_LIAISON,
)


@pytest.mark.parametrize("answers", ["presses", "replies", "sends a photo"])
async def test_a_lost_answer_is_not_sent_again_once_somebody_answers_the_card(
    stage: Stage, answers: str
) -> None:
    stage.standin.faults.lose_reply("sendMessage", TOWN_GROUP)
    await stage.at(MORNING)
    await stage.at("2012-11-06 09:05")
    assert said(stage, TOWN_GROUP, CARD) == 1
    assert await states(stage) == ["unknown"]
    card = stage.find(TOWN_GROUP, CARD)
    match answers:
        case "presses":
            await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "2 收到")
        case "replies":
            await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度30%", card.id)
        case _:
            await stage.send_photo(TOWN_GROUP, TOWN_LIAISON, card.id, caption="2 进度30%")
    assert await states(stage) == ["sent"]
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", card.id)
    assert (await standing(stage, "2.2")).percent == 60
    await stage.at("2012-11-06 10:00")
    assert said(stage, TOWN_GROUP, CARD) == 1
    assert "60%" in stage.message(TOWN_GROUP, card.id).text, "the card is drawn again"


async def test_a_lost_answer_nobody_reacts_to_is_sent_once_more_with_a_mark(stage: Stage) -> None:
    stage.standin.faults.lose_reply("sendMessage", TOWN_GROUP)
    await stage.at(MORNING)
    first = stage.find(TOWN_GROUP, CARD)
    await stage.at("2012-11-06 09:29")
    assert said(stage, TOWN_GROUP, CARD) == 1
    await stage.at("2012-11-06 09:31")
    assert (said(stage, TOWN_GROUP, CARD), await states(stage)) == (2, ["sent"])
    second = stage.find(TOWN_GROUP, CARD)
    assert ("再发一次" in first.text, "再发一次" in second.text) == (False, True)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", first.id)
    assert (await standing(stage, "2.2")).percent == 60, "either takes an answer"
    await stage.at("2012-11-06 12:00")
    assert said(stage, TOWN_GROUP, CARD) == 2
    assert "再发一次" in stage.message(TOWN_GROUP, second.id).text


@pytest.mark.parametrize("answers", ["presses", "replies"])
async def test_an_answer_to_an_earlier_copy_of_a_repeated_card_settles_it(
    stage: Stage, answers: str
) -> None:
    stage.standin.faults.lose_reply("sendMessage", TOWN_GROUP)
    await stage.at(MORNING)
    first = stage.find(TOWN_GROUP, CARD)
    stage.standin.faults.lose_reply("sendMessage", TOWN_GROUP)
    await stage.at("2012-11-06 09:31")
    assert (said(stage, TOWN_GROUP, CARD), await states(stage)) == (2, ["unknown"])
    if answers == "presses":
        await stage.press(TOWN_GROUP, TOWN_LIAISON, first.id, "2 收到")
    else:
        await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度30%", first.id)
    assert await states(stage) == ["sent"]
    await stage.at("2012-11-06 12:00")
    assert said(stage, TOWN_GROUP, CARD) == 2


async def test_a_card_that_is_settled_by_an_answer_takes_the_place_of_the_one_before(
    stage: Stage,
) -> None:
    before = await stage.card(BUREAU_GROUP)
    stage.standin.faults.lose_reply("sendMessage", BUREAU_GROUP)
    await stage.at("2012-11-08 09:00")
    card = stage.find(BUREAU_GROUP, CARD)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    await stage.wait(1)
    assert ("已有更新" in before.text, before.labels) == (True, [])
    assert ("已有更新" in card.text, bool(card.labels)) == (False, True)


async def test_an_answer_to_an_earlier_copy_settles_what_was_refused_when_it_was_repeated(
    stage: Stage,
) -> None:
    stage.standin.faults.lose_reply("sendMessage", TOWN_GROUP)
    await stage.at(MORNING)
    card = stage.find(TOWN_GROUP, CARD)
    why = "Bad Request: message is too long"
    stage.standin.faults.fail("sendMessage", TOWN_GROUP, code=400, description=why)
    await stage.at("2012-11-06 09:31")
    assert await states(stage) == ["failed"]
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "2 收到")
    assert await outbox(stage, TOWN_GROUP) == [("sent", "")]
    await stage.at("2012-11-06 12:00")
    assert said(stage, TOWN_GROUP, CARD) == 1


async def test_a_card_answered_in_the_night_is_not_said_again_by_the_mornings_catch_up(
    stage: Stage,
) -> None:
    stage.standin.faults.lose_reply("sendMessage", TOWN_GROUP)
    await stage.at(MORNING)
    card = stage.find(TOWN_GROUP, CARD)
    await stage.away_until("2012-11-06 23:00")
    assert await states(stage) == ["skipped", "pending"], "it is for the morning"
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度30%", card.id)
    await stage.at("2012-11-07 12:00")
    assert await states(stage) == ["sent", "skipped"]
    assert said(stage, TOWN_GROUP, CARD) == 1


async def states(stage: Stage) -> list[str]:
    """How what the town is owed stands."""
    return [state for state, _ in await outbox(stage, TOWN_GROUP)]


async def test_a_sending_that_never_reached_telegram_is_tried_again(stage: Stage) -> None:
    await stage.standin.network_down()
    stage.clock.move_to(local(MORNING))
    await stage.bot.ring()
    await stage.standin.network_up()
    await stage.at("2012-11-06 09:05")
    assert said(stage, TOWN_GROUP, CARD) == 1


async def test_a_process_that_dies_while_sending_leaves_an_unknown_row(stage: Stage) -> None:
    await stage.at(MORNING)
    async with stage.bot.desk.sessions.begin() as session:
        await session.execute(
            update(OutboxRow).values(state="sending", claimed_at=stage.clock(), sent_at=None)
        )
    await stage.at("2012-11-06 09:11")
    assert [state for state, _ in await outbox(stage, TOWN_GROUP)] == ["unknown"]
    assert said(stage, TOWN_GROUP, CARD) == 1
