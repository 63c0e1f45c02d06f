"""The office decides: claims accepted or returned, more time granted or refused."""

from datetime import date

from sqlalchemy import select

from plan.model import State
from rehearsal.messages import Message
from storage.schema import ExtensionRow, ReviewRow
from tests.flows.books import owed, standing
from tests.flows.stage import Stage
from tests.flows.town import BUREAU, BUREAU_GROUP, BUREAU_LIAISON, LEADER, OFFICE


async def told(stage: Stage, text: str) -> tuple[Message, Message]:
    """The bureau's card after a reply, and the page the office gets a minute later."""
    card = await stage.card(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, text, card.id)
    await stage.wait(60)
    return card, stage.last(OFFICE)


async def claimed(stage: Stage) -> tuple[Message, Message]:
    return await told(stage, "已完成，32个社区全部建账")


async def wants_time(stage: Stage) -> tuple[Message, Message]:
    return await told(stage, "申请延期至11月16日，场地未腾空")


async def decide(stage: Stage, page: Message, label: str) -> str:
    toast = await stage.press(OFFICE, OFFICE, page.id, label)
    await stage.wait(1)
    return toast


async def test_the_office_gets_a_claim_with_the_words_and_the_way_back(stage: Stage) -> None:
    _, page = await claimed(stage)
    assert "有单位申请办结，请审核" in page.text
    assert "2.1 摸清社区用房底数" in page.text
    assert "责任单位：市民政局（牵头）" in page.text
    assert "32个社区全部建账" in page.text
    assert "佐证：0 件" in page.text
    assert page.labels == [["办结", "退回"], ["返回总览"]]
    assert "https://t.me/c/2000000001/2" in page.html


async def test_an_accepted_claim_closes_the_task_and_the_group_is_told(stage: Stage) -> None:
    card, page = await claimed(stage)
    assert await decide(stage, page, "办结") == "已办理"
    assert (await standing(stage, "2.1", BUREAU)).state == State.CLOSED
    assert page.labels == [["返回总览"]]
    assert "办公室已审核同意办结：2.1 市民政局" in stage.last(BUREAU_GROUP).text
    assert "已办结" in card.text
    assert not card.labels
    await stage.at("2012-11-09 09:00")
    assert "办公室已审核同意办结" in stage.last(BUREAU_GROUP).text  # and no further card
    async with stage.bot.desk.sessions() as session:
        review = (await session.scalars(select(ReviewRow))).one()
    assert (review.by, review.accepted) == (OFFICE, True)


async def test_a_returned_claim_goes_back_to_the_unit(stage: Stage) -> None:
    card, page = await claimed(stage)
    await decide(stage, page, "退回")
    assert (await standing(stage, "2.1", BUREAU)).state == State.RETURNED
    said = stage.last(BUREAU_GROUP).text
    assert "办公室已退回，请完善后重新反馈：2.1 市民政局（时限11月9日（周五））" in said
    assert "状态：已退回，请完善后重新反馈" in card.text
    assert card.labels[1][0] == "已完成"
    await stage.at("2012-11-08 09:00")
    assert "任务提醒" in stage.last(BUREAU_GROUP).text  # reminded again


async def test_a_claim_is_decided_once(stage: Stage) -> None:
    _, page = await claimed(stage)
    data = page.button("退回").data
    await decide(stage, page, "办结")
    toast = await stage.press(OFFICE, OFFICE, page.id, data, forged=True)
    assert toast == "该事项已有处理结果。"
    assert (await standing(stage, "2.1", BUREAU)).state == State.CLOSED
    await stage.wait(1)
    assert len(await owed(stage, "reviewed")) == 1


async def test_a_leader_reads_but_does_not_decide(stage: Stage) -> None:
    await claimed(stage)
    page = await stage.command(LEADER, LEADER, "/status")
    await stage.press(LEADER, LEADER, page.id, "待审核 1")
    await stage.press(LEADER, LEADER, page.id, "1")
    assert "32个社区全部建账" in page.text
    toast = await stage.press(LEADER, LEADER, page.id, "办结")
    assert toast == "此操作仅限办公室人员。"
    assert (await standing(stage, "2.1", BUREAU)).state == State.CLAIMED


async def test_a_claim_that_is_corrected_before_the_decision_is_no_claim(stage: Stage) -> None:
    card, page = await claimed(stage)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "更正：进度90%", card.id)
    toast = await stage.press(OFFICE, OFFICE, page.id, "办结")
    assert toast == "该事项已有处理结果。"
    assert (await standing(stage, "2.1", BUREAU)).state == State.UNDER_WAY
    assert "90%" in page.text


async def test_the_page_of_a_claim_follows_what_becomes_of_it(stage: Stage) -> None:
    card, page = await claimed(stage)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "更正：进度90%", card.id)
    await stage.wait(1)
    assert "情况已变" in page.text
    assert "90%" in page.text
    assert page.labels == [["返回总览"]], "what cannot be decided any more is not offered"


async def test_a_page_turned_to_something_else_stays_there(stage: Stage) -> None:
    card, page = await claimed(stage)
    await stage.press(OFFICE, OFFICE, page.id, "返回总览")
    overview = page.text
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "更正：进度90%", card.id)
    await stage.wait(1)
    assert page.text == overview


async def test_more_time_is_asked_of_the_office_and_counts_only_when_granted(
    stage: Stage,
) -> None:
    _, page = await wants_time(stage)
    assert "有单位申请延期，请批复" in page.text
    assert "已申请延期至11月16日（周五），待批准" in page.text
    assert "场地未腾空" in page.text
    assert page.labels == [["同意延期", "驳回"], ["返回总览"]]
    assert (await standing(stage, "2.1", BUREAU)).due == date(2012, 11, 9)
    await stage.at("2012-11-08 09:00")
    assert "明天到期" in stage.last(BUREAU_GROUP).text


async def test_granted_time_moves_the_due_date_and_keeps_the_original(stage: Stage) -> None:
    card, page = await wants_time(stage)
    assert await decide(stage, page, "同意延期") == "已办理"
    row = await standing(stage, "2.1", BUREAU)
    assert (row.due, row.original_due) == (date(2012, 11, 16), date(2012, 11, 9))
    assert "办公室已同意延期：2.1 市民政局，时限改为11月16日" in stage.last(BUREAU_GROUP).text
    assert "时限：11月16日（周五）" in card.text
    assert "待批准" not in card.text
    before = len(stage.sent(BUREAU_GROUP))
    await stage.at("2012-11-09 20:00")
    assert len(stage.sent(BUREAU_GROUP)) == before + 1  # a week before the new date
    assert "剩 7 天" in stage.last(BUREAU_GROUP).text


async def test_refused_time_leaves_the_due_date(stage: Stage) -> None:
    card, page = await wants_time(stage)
    await decide(stage, page, "驳回")
    assert (await standing(stage, "2.1", BUREAU)).due == date(2012, 11, 9)
    said = stage.last(BUREAU_GROUP).text
    assert "办公室未同意延期至11月16日（周五）：2.1 市民政局，仍按11月9日（周五）完成" in said
    assert "待批准" not in card.text
    assert "申请延期…" in str(card.labels)


async def test_a_request_is_decided_once(stage: Stage) -> None:
    _, page = await wants_time(stage)
    data = page.button("驳回").data
    await decide(stage, page, "同意延期")
    toast = await stage.press(OFFICE, OFFICE, page.id, data, forged=True)
    assert toast == "该事项已有处理结果。"
    async with stage.bot.desk.sessions() as session:
        request = (await session.scalars(select(ExtensionRow))).one()
    assert (request.granted, request.decided_by) == (True, OFFICE)


async def test_a_request_that_is_withdrawn_waits_no_more(stage: Stage) -> None:
    card, page = await wants_time(stage)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "撤回", card.id)
    toast = await stage.press(OFFICE, OFFICE, page.id, "同意延期")
    assert toast == "该事项已有处理结果。"
    assert (await standing(stage, "2.1", BUREAU)).due == date(2012, 11, 9)
    await stage.wait(1)
    assert "待批准" not in card.text


async def test_a_decision_in_the_evening_reaches_the_group_in_the_morning(stage: Stage) -> None:
    _, page = await claimed(stage)
    await stage.at("2012-11-06 21:30")
    await decide(stage, page, "退回")
    assert "办公室已退回" not in stage.last(BUREAU_GROUP).text
    await stage.at("2012-11-07 08:00")
    assert "办公室已退回" in stage.last(BUREAU_GROUP).text
