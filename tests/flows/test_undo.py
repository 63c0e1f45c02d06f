"""Taking back and correcting: undo, a changed message, a withdrawal, a correction in words."""

import pytest

from plan.model import State, Status
from rehearsal.messages import Message
from tests.flows.books import all_reports, owed, reports, standing
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    STRANGER,
    TOWN_GROUP,
    TOWN_LIAISON,
)

UNSURE = "差不多完成60%吧"


async def reported(stage: Stage, text: str = "进度60%") -> tuple[Message, int]:
    """The bureau's card after a reply, and the reply's id."""
    card = await stage.card(BUREAU_GROUP)
    message = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, text, card.id)
    await stage.wait(1)
    return card, message


async def percent(stage: Stage) -> int | None:
    return (await standing(stage, "2.1", BUREAU)).percent


async def test_undo_within_a_minute_takes_the_report_back(stage: Stage) -> None:
    card, _ = await reported(stage)
    await stage.wait(58)
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "撤销")
    assert toast == "已撤销上一条反馈"
    row = await standing(stage, "2.1", BUREAU)
    assert (row.state, row.percent, row.reported_at) == (State.ASSIGNED, None, None)
    assert "尚未反馈" in card.text
    assert "撤销" not in str(card.labels)
    assert len(await all_reports(stage)) == 1  # kept, and marked as taken back
    assert not await reports(stage)


async def test_undo_takes_the_mark_off_the_reply(stage: Stage) -> None:
    card, reply = await reported(stage)
    assert stage.mark(BUREAU_GROUP, reply) == "✍"
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "撤销")
    assert stage.mark(BUREAU_GROUP, reply) is None


async def test_the_mark_stays_while_something_of_the_reply_stands(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    reply = await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 完成30%\n2 完成40%", card.id)
    await stage.wait(1)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "1 撤销")
    assert stage.mark(TOWN_GROUP, reply) == "✍"


async def test_after_a_minute_undo_is_gone_from_the_card_and_refused(stage: Stage) -> None:
    card, _ = await reported(stage)
    data = card.button("撤销").data
    await stage.wait(60)
    assert "撤销" not in str(card.labels)
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, data, forged=True)
    assert toast.startswith("已超过撤销时间")
    assert await percent(stage) == 60


async def test_undo_goes_from_the_card_after_a_press_too(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "进度…")
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "40%")
    assert "撤销" in str(card.labels)
    await stage.wait(61)
    assert "撤销" not in str(card.labels)


async def test_undo_brings_back_what_stood_before(stage: Stage) -> None:
    card, _ = await reported(stage, "进度40%")
    await stage.wait(120)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "受阻：缺资金", card.id)
    await stage.wait(1)
    assert "⛔受阻（资金） 40%" in card.text
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "撤销")
    row = await standing(stage, "2.1", BUREAU)
    assert (row.status, row.percent, row.reason) == (Status.IN_PROGRESS, 40, None)


@pytest.mark.parametrize("user", [STRANGER, OFFICE])
async def test_only_the_unit_undoes(stage: Stage, user: int) -> None:
    card, _ = await reported(stage)
    toast = await stage.press(BUREAU_GROUP, user, card.id, "撤销")
    assert toast.startswith("仅限市民政局")
    assert await percent(stage) == 60


async def test_news_waits_for_the_minute_and_is_dropped_when_undone(stage: Stage) -> None:
    card, _ = await reported(stage, "已完成")
    await stage.wait(40)
    assert not [one for one in stage.sent(OFFICE) if "申请办结" in one.text]
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "撤销")
    await stage.wait(60)
    assert not [one for one in stage.sent(OFFICE) if "申请办结" in one.text]
    assert [(row.state, row.why) for row in await owed(stage, "claim")] == [
        ("skipped", "nothing to say")
    ]


async def test_news_goes_out_once_the_minute_is_over(stage: Stage) -> None:
    await reported(stage, "已完成")
    await stage.wait(58)
    assert not [one for one in stage.sent(OFFICE) if "申请办结" in one.text]
    await stage.wait(1)
    assert "有单位申请办结，请审核" in stage.last(OFFICE).text


async def test_what_the_office_closed_meanwhile_is_not_undone(stage: Stage) -> None:
    card, _ = await reported(stage, "已完成")
    status = await stage.command(OFFICE, OFFICE, "/status")
    await stage.press(OFFICE, OFFICE, status.id, "待审核 1")
    await stage.press(OFFICE, OFFICE, status.id, "1")
    await stage.press(OFFICE, OFFICE, status.id, "办结")
    data = card.button("撤销").data
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, data, forged=True)
    assert toast.startswith("该项任务已办结")
    assert (await standing(stage, "2.1", BUREAU)).state == State.CLOSED


async def test_a_changed_message_is_a_new_version(stage: Stage) -> None:
    card, message = await reported(stage)
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, "进度80%")
    assert await percent(stage) == 80
    versions = await all_reports(stage)
    assert [row.note for row in versions] == ["进度60%", "进度80%"]
    assert [row.retracted_at is None for row in versions] == [False, True]
    await stage.wait(1)
    assert "80%" in card.text


async def test_a_change_that_changes_no_word_changes_nothing(stage: Stage) -> None:
    _, message = await reported(stage)
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, "进度60%")
    assert len(await all_reports(stage)) == 1
    assert len(stage.sent(BUREAU_GROUP)) == 1


async def test_a_changed_message_takes_back_the_lines_it_no_longer_names(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    message = await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 完成 2 80%", card.id)
    await stage.edit(TOWN_GROUP, TOWN_LIAISON, message, "2 80%")
    assert (await standing(stage, "2.1")).state == State.ASSIGNED
    assert (await standing(stage, "2.2")).percent == 80


async def test_a_message_changed_to_something_unsure_is_asked_about_first(stage: Stage) -> None:
    _, message = await reported(stage, "进度40%")
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, UNSURE)
    question = stage.last(BUREAU_GROUP)
    assert "进度 60%" in question.text
    assert await percent(stage) == 40
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "对")
    assert await percent(stage) == 60
    assert [row.note for row in await reports(stage)] == [UNSURE]


async def test_a_message_changed_back_leaves_the_first_record_and_no_question(
    stage: Stage,
) -> None:
    _, message = await reported(stage, "进度40%")
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, UNSURE)
    question = stage.last(BUREAU_GROUP)
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, "进度40%")
    assert await percent(stage) == 40
    assert not question.labels
    assert "未记录任何内容" in question.text
    assert len(await all_reports(stage)) == 1


async def test_an_unsure_message_changed_to_a_sure_one_needs_no_answer_any_more(
    stage: Stage,
) -> None:
    _, message = await reported(stage, UNSURE)
    question = stage.last(BUREAU_GROUP)
    data = question.button("对").data
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, "进度65%")
    assert await percent(stage) == 65
    assert stage.mark(BUREAU_GROUP, message) == "✍"
    assert not question.labels
    late = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, data, forged=True)
    assert late.startswith("内容已有更新")
    assert await percent(stage) == 65


async def test_an_unsure_message_edited_without_a_new_word_is_asked_about_once(
    stage: Stage,
) -> None:
    _, message = await reported(stage, UNSURE)
    question = stage.last(BUREAU_GROUP)
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, UNSURE)
    assert stage.last(BUREAU_GROUP) is question
    assert question.labels


async def test_a_report_that_was_undone_does_not_come_back_with_an_empty_edit(
    stage: Stage,
) -> None:
    card, message = await reported(stage)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "撤销")
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, "进度60%")
    assert await percent(stage) is None


async def test_an_old_message_changed_late_does_not_overtake_the_newer_report(
    stage: Stage,
) -> None:
    card, message = await reported(stage, "进度40%")
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度70%", card.id)
    await stage.wait(120)
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, "进度45%")
    assert await percent(stage) == 70


async def test_a_correction_in_words_stands_from_then_on(stage: Stage) -> None:
    card, _ = await reported(stage)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "更正：进度50%", card.id)
    assert await percent(stage) == 50
    assert len(await all_reports(stage)) == 2


async def test_a_withdrawal_in_words_takes_the_last_report_back(stage: Stage) -> None:
    card, _ = await reported(stage, "进度40%")
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度80%", card.id)
    withdrawal = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "撤回", card.id)
    assert await percent(stage) == 40
    assert stage.mark(BUREAU_GROUP, withdrawal) == "✍"
    await stage.wait(1)
    assert "40%" in card.text


async def test_an_update_that_comes_twice_counts_once(stage: Stage) -> None:
    _, message = await reported(stage)
    update = stage.standin.world.updates.next_id - 1
    await stage.edit(BUREAU_GROUP, BUREAU_LIAISON, message, "进度80%")
    stage.standin.world.updates.redeliver(update)
    await stage.settle()
    assert await percent(stage) == 80
    assert len(await all_reports(stage)) == 2


async def test_a_withdrawal_that_comes_twice_takes_one_report_back(stage: Stage) -> None:
    card, _ = await reported(stage, "进度40%")
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度80%", card.id)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "撤回", card.id)
    stage.standin.world.updates.redeliver(stage.standin.world.updates.next_id - 1)
    await stage.settle()
    assert await percent(stage) == 40
