"""A question that cannot be asked at once is not lost: what was reported waits for its answer."""

from unittest.mock import AsyncMock

import pytest
from sqlalchemy import select

from bot.conversations import answer
from plan.notices import Owing
from storage.schema import OutboxRow
from tests.flows.books import reports, standing
from tests.flows.stage import Stage
from tests.flows.test_questions import UNSURE
from tests.flows.town import BUREAU, BUREAU_GROUP, BUREAU_LIAISON

ECHO, AGAIN = "理解为：", "再发一次"


def asked(stage: Stage, text: str = ECHO) -> int:
    """How often the bot asked in the bureau's group."""
    return sum(text in one.text for one in stage.sent(BUREAU_GROUP))


async def rows(stage: Stage) -> list[tuple[str, str | None]]:
    """How the questions that are owed stand, and why."""
    query = select(OutboxRow.state, OutboxRow.why).where(OutboxRow.kind == Owing.QUESTION)
    async with stage.bot.desk.sessions() as session:
        return [(state, why) for state, why in await session.execute(query.order_by(OutboxRow.id))]


async def test_a_question_in_a_group_that_must_wait_is_asked_when_it_may_be(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    stage.standin.faults.fail("sendMessage", BUREAU_GROUP, retry_after=60)
    message = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, UNSURE, card.id)
    await stage.wait(59)
    assert asked(stage) == 0
    await stage.wait(1)
    assert asked(stage) == 1
    question = stage.last(BUREAU_GROUP)
    assert (question.reply_to, question.labels) == (message, [["对", "改"]])
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "对")
    assert [report.note for report in await reports(stage)] == [UNSURE]
    assert (await standing(stage, "2.1", BUREAU)).percent == 60


async def test_the_sentence_asked_for_after_a_press_waits_as_well(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "受阻…")
    stage.standin.faults.fail("sendMessage", BUREAU_GROUP, retry_after=60)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "资金")
    assert await rows(stage) == [("pending", "too many")]
    await stage.wait(60)
    question = stage.last(BUREAU_GROUP)
    assert (question.reply_to, question.markup is not None) == (card.id, True)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "缺三十万元", question.id)
    assert [report.note for report in await reports(stage)][-1] == "缺三十万元"


async def test_a_question_that_was_overtaken_while_it_waited_is_not_asked(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    stage.standin.faults.fail("sendMessage", BUREAU_GROUP, retry_after=60)
    message = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, UNSURE, card.id)
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, "进度70%")
    await stage.wait(60)
    assert asked(stage) == 0
    assert await rows(stage) == [("skipped", "nothing to say")]
    assert (await standing(stage, "2.1", BUREAU)).percent == 70


async def test_a_question_that_failed_is_tried_until_it_is_asked(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    for _ in range(2):
        stage.standin.faults.fail("sendMessage", BUREAU_GROUP, code=502)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, UNSURE, card.id)
    await stage.wait(30)
    assert asked(stage) == 0
    await stage.wait(60)
    assert asked(stage) == 1
    await stage.wait(3600)
    assert (asked(stage), await rows(stage)) == (1, [("sent", None)])


@pytest.mark.parametrize("pressed", [True, False])
async def test_a_question_of_which_nobody_knows_whether_it_arrived_is_settled_or_repeated(
    stage: Stage, pressed: bool
) -> None:
    card = await stage.card(BUREAU_GROUP)
    stage.standin.faults.lose_reply("sendMessage", BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, UNSURE, card.id)
    assert [state for state, _ in await rows(stage)] == ["unknown"]
    question = stage.last(BUREAU_GROUP)
    if pressed:
        await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "对")
        assert (await standing(stage, "2.1", BUREAU)).percent == 60
    await stage.wait(1800)
    assert (asked(stage), asked(stage, AGAIN)) == ((0, 0) if pressed else (2, 1))
    assert await rows(stage) == [("sent", None)]


async def test_a_question_that_died_with_its_process_is_asked_and_says_that_it_may_be_a_second_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await stage.card(BUREAU_GROUP)
    with monkeypatch.context() as patch:
        patch.setattr(answer, "ask", AsyncMock())
        await stage.say(BUREAU_GROUP, BUREAU_LIAISON, UNSURE, card.id)
    await stage.wait(601)
    await stage.wait(1800)
    assert (asked(stage), asked(stage, AGAIN)) == (1, 1)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, stage.last(BUREAU_GROUP).id, "对")
    assert (await standing(stage, "2.1", BUREAU)).percent == 60


async def test_what_was_recorded_shows_on_the_card_although_the_mark_could_not_be_put(
    stage: Stage,
) -> None:
    card = await stage.card(BUREAU_GROUP)
    stage.standin.faults.fail("setMessageReaction", BUREAU_GROUP, retry_after=60)
    message = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度60%", card.id)
    await stage.wait(60)
    assert stage.mark(BUREAU_GROUP, message) is None
    assert "60%" in card.text
