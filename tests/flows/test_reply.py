"""Free words: what a liaison writes below a card, and what becomes of it."""

from datetime import date

import pytest

from plan.model import BlockReason, State, Status
from tests.flows.books import reports, standing
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    TOWN_DEPUTY,
    TOWN_GROUP,
    TOWN_LIAISON,
)


async def reply(stage: Stage, text: str) -> int:
    """The bureau's liaison answers its card of one line; the message's id."""
    card = await stage.card(BUREAU_GROUP)
    return await stage.say(BUREAU_GROUP, BUREAU_LIAISON, text, card.id)


@pytest.mark.parametrize("text", ["进度60%", "進度60%", "Progress 60%", "完成了六成"])
async def test_a_percentage_in_any_of_the_three_languages_is_recorded(
    stage: Stage, text: str
) -> None:
    message = await reply(stage, text)
    row = await standing(stage, "2.1", BUREAU)
    assert (row.state, row.status, row.percent) == (State.UNDER_WAY, Status.IN_PROGRESS, 60)
    assert [report.note for report in await reports(stage)] == [text]
    assert stage.mark(BUREAU_GROUP, message) == "✍"
    await stage.wait(1)
    card = stage.last(BUREAU_GROUP)
    assert "推进中 60%" in card.text
    assert "✎ 钱青禾 已反馈，11月6日 09:00" in card.text
    assert len(stage.sent(BUREAU_GROUP)) == 1  # the card is edited, nothing is said


@pytest.mark.parametrize("text", ["收到", "已签收", "Received", "1"])
async def test_a_receipt_in_words_signs_for_the_task_and_is_no_progress(
    stage: Stage, text: str
) -> None:
    message = await reply(stage, text)
    row = await standing(stage, "2.1", BUREAU)
    assert (row.state, row.status, row.received_by) == (State.RECEIVED, None, "钱青禾")
    assert stage.mark(BUREAU_GROUP, message) == "✍"
    await stage.wait(1)
    card = stage.last(BUREAU_GROUP)
    assert "✔ 钱青禾 已签收，11月6日 09:00" in card.text
    assert card.labels[0] == ["进度…"]


async def test_done_is_a_claim_until_the_office_accepts_it(stage: Stage) -> None:
    await reply(stage, "已全部完成")
    row = await standing(stage, "2.1", BUREAU)
    assert (row.state, row.status, row.percent) == (State.CLAIMED, Status.DONE, 100)
    await stage.wait(1)
    assert "已申请办结，待办公室审核" in stage.last(BUREAU_GROUP).text


async def test_a_block_is_recorded_with_its_reason(stage: Stage) -> None:
    await reply(stage, "受阻：缺资金")
    row = await standing(stage, "2.1", BUREAU)
    assert (row.status, row.reason) == (Status.BLOCKED, BlockReason.FUNDS)
    await stage.wait(1)
    assert "⛔受阻（资金）" in stage.last(BUREAU_GROUP).text


async def test_the_expected_day_stands_on_the_card(stage: Stage) -> None:
    await reply(stage, "进度60%，预计11月8日完成")
    assert (await reports(stage))[0].expected_on == date(2012, 11, 8)
    await stage.wait(1)
    assert "预计完成：11月8日（周四）" in stage.last(BUREAU_GROUP).text


async def test_no_change_keeps_what_was_said_and_counts_as_a_report(stage: Stage) -> None:
    await reply(stage, "进度60%")
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "无变化", stage.last(BUREAU_GROUP).id)
    row = await standing(stage, "2.1", BUREAU)
    assert (row.percent, row.status) == (60, Status.IN_PROGRESS)
    assert [report.no_change for report in await reports(stage)] == [False, True]


async def test_several_lines_are_answered_in_one_message(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    message = await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 完成 2 受阻:用地", card.id)
    first, second = await standing(stage, "2.1"), await standing(stage, "2.2")
    assert first.state == State.CLAIMED
    assert (second.status, second.reason) == (Status.BLOCKED, BlockReason.LAND)
    assert stage.mark(TOWN_GROUP, message) == "✍"
    await stage.wait(1)
    assert "1 撤销" in str(stage.last(TOWN_GROUP).labels)
    assert "⛔受阻（用地）" in stage.last(TOWN_GROUP).text


async def test_a_receipt_without_a_number_signs_for_every_line(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "收到", card.id)
    assert (await standing(stage, "2.1")).state == State.RECEIVED
    assert (await standing(stage, "2.2")).state == State.RECEIVED


async def test_a_deputy_answers_like_the_liaison(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_DEPUTY, "2 进度40%", card.id)
    assert (await standing(stage, "2.2")).percent == 40
    assert (await reports(stage))[0].name == "吕临江"


async def test_words_beside_the_card_are_not_heard(stage: Stage) -> None:
    await stage.card(TOWN_GROUP)
    before = len(stage.standin.world.calls)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 已完成")
    assert not await reports(stage)
    assert len(stage.standin.world.calls) == before


async def test_a_card_that_shows_no_task_says_where_to_report(stage: Stage) -> None:
    await stage.at("2012-11-16 09:00")
    card = stage.last(BUREAU_GROUP)
    assert "阶段节点提醒" in card.text
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "收到", card.id)
    assert "发送 /my" in stage.last(BUREAU_GROUP).text


async def test_a_reply_to_an_older_card_still_counts(stage: Stage) -> None:
    older = await stage.card(BUREAU_GROUP)
    await stage.at("2012-11-08 09:00")
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度70%", older.id)
    assert (await standing(stage, "2.1", BUREAU)).percent == 70
    await stage.wait(1)
    assert "70%" in stage.last(BUREAU_GROUP).text


async def test_nothing_more_is_taken_for_a_task_that_was_closed(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "已完成", card.id)
    await stage.wait(61)
    page = stage.last(900)
    await stage.press(900, 900, page.id, "办结")
    message = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度50%", card.id)
    assert (await standing(stage, "2.1", BUREAU)).state == State.CLOSED
    assert "该项任务已办结" in stage.last(BUREAU_GROUP).text
    assert stage.mark(BUREAU_GROUP, message) is None
    assert len(await reports(stage)) == 1


async def test_of_two_lines_the_closed_one_is_named_and_the_other_recorded(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 已完成", card.id)
    await stage.wait(61)
    await stage.press(900, 900, stage.last(900).id, "办结")
    message = await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 进度50% 2 进度80%", card.id)
    assert (await standing(stage, "2.2")).percent == 80
    assert stage.mark(TOWN_GROUP, message) == "✍"
    assert "该项任务已办结" in stage.find(TOWN_GROUP, "已办结，无需").text


async def test_with_one_line_left_open_no_number_is_needed(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 已完成", card.id)
    await stage.wait(61)
    await stage.press(900, 900, stage.last(900).id, "办结")
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "进度80%", card.id)
    assert (await standing(stage, "2.2")).percent == 80


async def test_what_has_no_words_is_answered_in_words_and_may_be_written_again(
    stage: Stage,
) -> None:
    await reply(stage, "")  # a sticker, a voice message
    answer = stage.last(BUREAU_GROUP)
    assert "只能识别文字、照片和文件" in answer.text
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度60%", answer.id)
    assert (await standing(stage, "2.1", BUREAU)).percent == 60
