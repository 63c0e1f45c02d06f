"""What is not sure is asked; nothing changes until somebody of the unit answers."""

from plan.model import State, Status
from rehearsal.messages import Message
from tests.flows.books import all_reports, reports, standing
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    STRANGER,
    TOWN_DEPUTY,
    TOWN_GROUP,
    TOWN_LIAISON,
)

UNSURE = "差不多完成60%吧，可能还要几天"


async def asked(stage: Stage, text: str = UNSURE) -> tuple[int, Message]:
    """An unsure reply of the bureau's liaison, and the bot's question about it."""
    card = await stage.card(BUREAU_GROUP)
    message = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, text, card.id)
    return message, stage.last(BUREAU_GROUP)


async def which(stage: Stage, text: str = "进度80%") -> tuple[int, Message]:
    """A reply to the town's card that names no line, and the bot's question about it."""
    card = await stage.card(TOWN_GROUP)
    message = await stage.say(TOWN_GROUP, TOWN_LIAISON, text, card.id)
    return message, stage.last(TOWN_GROUP)


async def percent(stage: Stage) -> int | None:
    return (await standing(stage, "2.1", BUREAU)).percent


async def test_an_unsure_reply_is_echoed_and_changes_nothing(stage: Stage) -> None:
    message, question = await asked(stage)
    assert "理解为：" in question.text
    assert "进度 60%" in question.text
    assert "需要确认：不是一个确定的比例" in question.text
    assert "确认前不作记录" in question.text
    assert question.labels == [["对", "改"]]
    assert question.reply_to == message
    assert stage.mark(BUREAU_GROUP, message) is None
    assert not await all_reports(stage)
    assert (await standing(stage, "2.1", BUREAU)).state == State.ASSIGNED


async def test_right_records_what_was_echoed_with_the_liaisons_own_words(stage: Stage) -> None:
    _, question = await asked(stage)
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "对")
    assert toast == "已按您的确认记录"
    assert "✔ 已按确认内容记录" in question.text
    assert not question.labels
    assert await percent(stage) == 60
    assert [report.note for report in await reports(stage)] == [UNSURE]
    await stage.wait(1)
    assert "60%" in stage.find(BUREAU_GROUP, "任务提醒").text


async def test_yes_in_words_records_and_shows_it(stage: Stage) -> None:
    _, question = await asked(stage)
    answer = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "对的。", question.id)
    assert await percent(stage) == 60
    assert stage.mark(BUREAU_GROUP, answer) == "✍"
    assert "✔ 已按确认内容记录" in question.text
    assert not question.labels


async def test_a_colleague_may_answer_for_the_unit(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 差不多完成60%吧", card.id)
    question = stage.last(TOWN_GROUP)
    await stage.press(TOWN_GROUP, TOWN_DEPUTY, question.id, "对")
    assert (await standing(stage, "2.2")).percent == 60
    assert (await reports(stage))[0].name == "何听泉"  # who said it, not who agreed


async def test_nobody_else_may_answer(stage: Stage) -> None:
    _, question = await asked(stage)
    for user in (STRANGER, OFFICE):
        toast = await stage.press(BUREAU_GROUP, user, question.id, "对")
        assert toast.startswith("仅限市民政局的联络员操作")
    await stage.say(BUREAU_GROUP, STRANGER, "对", question.id)
    assert question.labels
    assert not await all_reports(stage)


async def test_received_is_no_yes(stage: Stage) -> None:
    _, question = await asked(stage)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "收到", question.id)
    assert "请回复“对”确认" in stage.last(BUREAU_GROUP).text
    assert not await all_reports(stage)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "对")
    assert await percent(stage) == 60


async def test_change_asks_again_and_the_new_words_count(stage: Stage) -> None:
    _, question = await asked(stage)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "改")
    assert "未记录任何内容" in question.text
    assert not question.labels
    again = stage.last(BUREAU_GROUP)
    assert "@钱青禾 请回复本消息，重新写一遍" in again.text
    assert again.markup
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度70%", again.id)
    assert await percent(stage) == 70


async def test_no_in_words_asks_again(stage: Stage) -> None:
    _, question = await asked(stage)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "不对", question.id)
    assert not question.labels
    again = stage.last(BUREAU_GROUP)
    assert "重新写一遍" in again.text
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "已完成", again.id)
    assert (await standing(stage, "2.1", BUREAU)).state == State.CLAIMED


async def test_a_report_in_reply_to_the_question_takes_its_place(stage: Stage) -> None:
    _, question = await asked(stage)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度75%", question.id)
    assert await percent(stage) == 75
    assert not question.labels
    assert "未记录任何内容" in question.text


async def test_a_question_is_answered_once(stage: Stage) -> None:
    _, question = await asked(stage)
    data = question.button("对").data
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "对")
    late = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, data, forged=True)
    assert late.startswith("内容已有更新")
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "不对", question.id)
    assert "内容已有更新" in stage.last(BUREAU_GROUP).text
    assert len(await reports(stage)) == 1


async def test_a_question_nobody_answers_lapses_after_a_day(stage: Stage) -> None:
    _, question = await asked(stage)
    await stage.at("2012-11-07 09:30")
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "对")
    assert toast.startswith("内容已有更新")
    assert not await all_reports(stage)


async def test_what_is_not_understood_is_explained_and_may_be_written_again(stage: Stage) -> None:
    _, explained = await asked(stage, "领导说下周再议")
    assert "未作记录" in explained.text
    assert not explained.labels
    assert not await all_reports(stage)
    again = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度60%", explained.id)
    assert await percent(stage) == 60
    assert stage.mark(BUREAU_GROUP, again) == "✍"


async def test_what_is_not_done_is_not_said_to_be_partly_done(stage: Stage) -> None:
    _, explained = await asked(stage, "任务没有完成")
    assert "只写了没有完成，没有写明做到哪一步" in explained.text
    _, explained = await asked(stage, "无法完成")
    assert "写了完成不了，没有写明是受阻还是要延期" in explained.text
    assert not await all_reports(stage)


async def test_two_statements_without_numbers_are_no_answer_for_one_line(stage: Stage) -> None:
    _, explained = await which(stage, "已完成，另一个还在推进")
    assert "没有写明是哪一项，请写上序号" in explained.text
    assert not explained.labels
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 已完成 2 推进中", explained.id)
    assert (await standing(stage, "2.1")).state == State.CLAIMED
    assert (await standing(stage, "2.2")).status == Status.IN_PROGRESS


async def test_a_reply_without_a_number_is_asked_which_line_it_means(stage: Stage) -> None:
    message, question = await which(stage)
    assert "请问这条回复是针对哪一项？" in question.text
    assert question.labels == [["1. 2.1 摸清社区用房底数"], ["2. 2.2 社区服务用房达标"]]
    assert question.reply_to == message
    assert not await all_reports(stage)
    toast = await stage.press(TOWN_GROUP, TOWN_LIAISON, question.id, "2. 2.2 社区服务用房达标")
    assert toast == "已记录"
    assert "针对第 2 项" in question.text
    assert (await standing(stage, "2.2")).percent == 80
    assert (await standing(stage, "2.1")).state == State.ASSIGNED


async def test_the_line_may_be_named_in_words(stage: Stage) -> None:
    _, question = await which(stage)
    answer = await stage.say(TOWN_GROUP, TOWN_DEPUTY, "第一项", question.id)
    assert (await standing(stage, "2.1")).percent == 80
    assert stage.mark(TOWN_GROUP, answer) == "✍"
    assert "针对第 1 项" in question.text
    assert not question.labels


async def test_a_line_that_is_not_on_the_card_changes_nothing(stage: Stage) -> None:
    _, question = await which(stage)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "7", question.id)
    assert not await all_reports(stage)
    assert question.labels


async def test_an_unsure_reply_without_a_number_is_asked_twice(stage: Stage) -> None:
    _, question = await which(stage, "差不多完成60%吧")
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2", question.id)
    echo = stage.last(TOWN_GROUP)
    assert "第 2 项：进度 60%" in echo.text
    assert not await all_reports(stage)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, echo.id, "对")
    row = await standing(stage, "2.2")
    assert (row.percent, row.status) == (60, Status.IN_PROGRESS)
