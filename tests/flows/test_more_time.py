"""More time is asked for before the due date, by a press and in words alike."""

import pytest

from plan.model import Status
from tests.flows.books import all_reports, owed, reports, standing
from tests.flows.stage import Stage
from tests.flows.town import BUREAU, BUREAU_GROUP, BUREAU_LIAISON, TOWN_GROUP, TOWN_LIAISON

TOO_LATE = "时限11月9日（周五）已过，不能再申请延期"
RECORDED = "✍"


async def overdue(stage: Stage) -> int:
    """The bureau's card on the first working day after its due date."""
    await stage.at("2012-11-12 09:00")
    return stage.last(BUREAU_GROUP).id


async def test_in_words_after_the_due_date_it_is_not_asked_for(stage: Stage) -> None:
    card = await overdue(stage)
    said = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "申请延期至11月30日，场地未腾空", card)
    answer = stage.last(BUREAU_GROUP)
    assert answer.text.startswith(TOO_LATE)
    assert "受阻" in answer.text
    assert stage.mark(BUREAU_GROUP, said) is None
    assert not await all_reports(stage)
    await stage.wait(120)
    assert not await owed(stage, "extension")
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度60%", answer.id)
    assert (await standing(stage, "2.1", BUREAU)).percent == 60


async def test_what_else_the_words_say_is_recorded(stage: Stage) -> None:
    card = await overdue(stage)
    said = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度60%，申请延期至11月30日", card)
    assert stage.last(BUREAU_GROUP).text.startswith(TOO_LATE)
    assert stage.mark(BUREAU_GROUP, said) == RECORDED
    (report,) = await reports(stage)
    assert (report.percent, report.extend_to) == (60, None)


async def test_a_press_after_the_due_date_says_the_same(stage: Stage) -> None:
    await stage.at("2012-11-09 09:00")
    card = stage.last(BUREAU_GROUP)
    ask = card.button("申请延期…").data
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "申请延期…")
    day = stage.last(BUREAU_GROUP).button("11月30日（周五）").data
    await stage.at("2012-11-10 10:00")
    for data in (ask, day):
        toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, data, forged=True)
        assert toast.startswith(TOO_LATE)
    assert not await all_reports(stage)


@pytest.mark.parametrize("text", ["申请延期至11月9日", "申请延期到11月8日"])
async def test_a_day_that_is_not_later_is_no_request(stage: Stage, text: str) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, text, card.id)
    assert "不晚于现时限11月9日（周五），请写明更晚的日期" in stage.last(BUREAU_GROUP).text
    assert not await all_reports(stage)


async def test_of_a_line_chosen_later_it_is_denied_as_well(stage: Stage) -> None:
    await stage.at("2012-11-12 09:00")
    card = stage.last(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "申请延期至11月30日", card.id)
    question = stage.last(TOWN_GROUP)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, question.id, question.labels[0][0])
    assert "已过，不能再申请延期" in stage.last(TOWN_GROUP).text
    assert not await all_reports(stage)


async def test_the_words_after_a_press_may_report_but_not_ask_too_late(stage: Stage) -> None:
    card = await overdue(stage)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card, "受阻…")
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card, "资金")
    question = stage.last(BUREAU_GROUP)
    words = "已完成，申请延期至11月30日"
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, words, question.id)
    assert stage.last(BUREAU_GROUP).text.startswith(TOO_LATE)
    assert all(report.extend_to is None for report in await reports(stage))
    assert (await standing(stage, "2.1", BUREAU)).status == Status.BLOCKED
