"""The buttons of a card: a receipt in one tap, a report in two."""

from datetime import date

import pytest

from plan.model import BlockReason, State, Status
from tests.flows.books import all_reports, owed, reports, standing
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    TOWN_DEPUTY,
    TOWN_GROUP,
    TOWN_LIAISON,
)


async def tap(stage: Stage, *labels: str) -> str:
    """The bureau's liaison presses one button after the other; the last toast."""
    card = await stage.card(BUREAU_GROUP)
    toast = ""
    for label in labels:
        toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, label)
    return toast


async def test_received_in_one_tap(stage: Stage) -> None:
    assert await tap(stage, "收到") == "已签收，09:00"
    row = await standing(stage, "2.1", BUREAU)
    assert (row.state, row.received_by) == (State.RECEIVED, "钱青禾")
    card = stage.last(BUREAU_GROUP)
    assert "✔ 钱青禾 已签收" in card.text
    assert card.labels == [["进度…"], ["已完成", "受阻…", "申请延期…"]]


async def test_received_twice_is_received_once(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    data = card.button("1 收到").data
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "1 收到")
    await stage.wait(600)
    await stage.press(TOWN_GROUP, TOWN_DEPUTY, card.id, data, forged=True)
    row = await standing(stage, "2.1")
    assert row.received_by == "何听泉"
    assert row.received_at == (await all_reports(stage))[0].at


async def test_a_percentage_in_two_taps(stage: Stage) -> None:
    assert await tap(stage, "进度…") == ""
    menu = stage.last(BUREAU_GROUP)
    assert "请选择目前的完成进度" in menu.text
    assert menu.labels == [["0%", "20%", "40%"], ["60%", "80%", "90%"], ["无变化", "返回"]]
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, menu.id, "80%")
    assert toast == "已记录：80%"
    assert (await standing(stage, "2.1", BUREAU)).percent == 80
    assert "推进中 80%" in menu.text
    assert menu.labels[-1] == ["撤销"]
    assert len(stage.sent(BUREAU_GROUP)) == 1


async def test_nought_percent_is_not_started(stage: Stage) -> None:
    await tap(stage, "进度…", "0%")
    row = await standing(stage, "2.1", BUREAU)
    assert (row.status, row.percent) == (Status.NOT_STARTED, None)
    assert "未启动" in stage.last(BUREAU_GROUP).text


async def test_no_change_in_two_taps(stage: Stage) -> None:
    assert await tap(stage, "进度…", "60%", "进度…", "无变化") == "已记录：无变化"
    assert (await standing(stage, "2.1", BUREAU)).percent == 60


async def test_back_leaves_a_menu_and_records_nothing(stage: Stage) -> None:
    await tap(stage, "受阻…", "返回")
    assert stage.last(BUREAU_GROUP).labels[0] == ["收到", "进度…"]
    assert not await all_reports(stage)


async def test_a_menu_nobody_chooses_from_gives_way_to_the_card(stage: Stage) -> None:
    await tap(stage, "进度…")
    await stage.wait(30)
    assert stage.last(BUREAU_GROUP).labels[0] == ["0%", "20%", "40%"]
    await stage.wait(31)
    assert stage.last(BUREAU_GROUP).labels[0] == ["收到", "进度…"]


async def test_done_asks_for_the_standard_and_becomes_a_claim(stage: Stage) -> None:
    await tap(stage, "已完成")
    question = stage.last(BUREAU_GROUP)
    assert "是否已按完成标准全部完成" in question.text
    assert question.labels == [["确认已完成，佐证后补", "返回"]]
    assert not await all_reports(stage)
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, question.id, "确认已完成，佐证后补")
    assert toast == "已报办公室审核"
    assert (await standing(stage, "2.1", BUREAU)).state == State.CLAIMED
    assert "已申请办结" in question.text
    assert question.labels == [["撤销"]]


async def test_blocked_takes_a_reason_and_asks_for_a_sentence(stage: Stage) -> None:
    await tap(stage, "受阻…")
    menu = stage.last(BUREAU_GROUP)
    assert menu.labels == [["资金", "用地", "审批"], ["人员", "需要协调", "其他"], ["返回"]]
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, menu.id, "用地")
    row = await standing(stage, "2.1", BUREAU)
    assert (row.status, row.reason) == (Status.BLOCKED, BlockReason.LAND)
    question = stage.last(BUREAU_GROUP)
    assert "@钱青禾 已记为受阻（用地）" in question.text
    assert question.markup == {"force_reply": True, "selective": True}
    words = "请国土局本周内批复两处用地"
    answer = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, words, question.id)
    assert stage.mark(BUREAU_GROUP, answer) == "✍"
    row = await standing(stage, "2.1", BUREAU)
    assert (row.status, row.reason) == (Status.BLOCKED, BlockReason.LAND)
    assert [report.note for report in await reports(stage)] == ["", words]


async def test_a_block_without_a_sentence_stands_all_the_same(stage: Stage) -> None:
    await tap(stage, "受阻…", "资金")
    await stage.wait(61)
    assert "有单位反馈受阻" in stage.last(OFFICE).text
    assert "⛔受阻（资金）" in stage.last(OFFICE).text


async def test_the_office_hears_of_a_block_once_and_with_its_sentence(stage: Stage) -> None:
    await tap(stage, "受阻…", "资金")
    await stage.wait(20)
    question = stage.last(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "缺配套资金20万元", question.id)
    await stage.wait(45)
    await stage.wait(45)
    heard = [one for one in stage.sent(OFFICE) if "反馈受阻" in one.text]
    assert len(heard) == 1
    assert "缺配套资金20万元" in heard[0].text


@pytest.mark.parametrize(
    ("label", "wanted"), [("11月12日（周一）", (11, 12)), ("11月30日（周五）", (11, 30))]
)
async def test_more_time_is_asked_for_by_a_day_and_a_reason(
    stage: Stage, label: str, wanted: tuple[int, int]
) -> None:
    await tap(stage, "申请延期…")
    menu = stage.last(BUREAU_GROUP)
    assert [row[0] for row in menu.labels[:2]] == ["11月12日（周一）", "11月23日（周五）"]
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, menu.id, label)
    assert (await reports(stage))[0].extend_to == date(2012, *wanted)
    card = stage.find(BUREAU_GROUP, "任务提醒")
    assert "待批准；未批准前仍按11月9日（周五）计" in card.text
    assert "申请延期…" not in str(card.labels)
    question = stage.last(BUREAU_GROUP)
    assert "说明申请延期至" in question.text
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "两个社区正在装修", question.id)
    assert (await reports(stage))[-1].note == "两个社区正在装修"
    assert (await standing(stage, "2.1", BUREAU)).due == date(2012, 11, 9)


async def test_the_buttons_of_a_line_are_about_that_line(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "2 进度…")
    assert "2.2 社区服务用房达标\n请选择" in card.text
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "40%")
    assert (await standing(stage, "2.2")).percent == 40
    assert (await standing(stage, "2.1")).percent is None
    assert card.labels[1] == ["2 撤销", "2 进度…", "2 完成"]


async def test_what_one_card_learns_the_others_show(stage: Stage) -> None:
    older = await stage.card(TOWN_GROUP)
    await stage.at("2012-11-08 09:00")
    newer = stage.last(TOWN_GROUP)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, newer.id, "进度…")
    await stage.press(TOWN_GROUP, TOWN_LIAISON, newer.id, "60%")
    await stage.wait(1)
    assert "推进中 60%" in older.text
    assert "推进中 60%" in newer.text


async def test_a_thumb_is_a_receipt_where_the_bot_is_an_administrator(stage: Stage) -> None:
    stage.standin.groups.promote_bot(TOWN_GROUP, TOWN_LIAISON)
    card = await stage.card(TOWN_GROUP)
    stage.standin.people.react(TOWN_GROUP, TOWN_LIAISON, card.id, "👌")
    await stage.settle()
    assert (await standing(stage, "2.1")).received_by == "何听泉"
    assert (await standing(stage, "2.2")).received_by == "何听泉"
    await stage.wait(1)
    assert card.text.count("何听泉 已签收") == 2


@pytest.mark.parametrize(("user", "emoji"), [(999, "👍"), (1021, "🤔"), (1001, "👍")])
async def test_other_reactions_and_other_people_sign_for_nothing(
    stage: Stage, user: int, emoji: str
) -> None:
    stage.standin.groups.promote_bot(TOWN_GROUP, TOWN_LIAISON)
    card = await stage.card(TOWN_GROUP)
    stage.standin.people.react(TOWN_GROUP, user, card.id, emoji)
    await stage.settle()
    assert not await all_reports(stage)


async def test_where_the_bot_is_no_administrator_a_thumb_is_not_seen(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    stage.standin.people.react(TOWN_GROUP, TOWN_LIAISON, card.id, "👍")
    await stage.settle()
    assert (await standing(stage, "2.1")).state == State.ASSIGNED


async def test_a_thumb_taken_back_leaves_the_receipt(stage: Stage) -> None:
    stage.standin.groups.promote_bot(BUREAU_GROUP, BUREAU_LIAISON)
    card = await stage.card(BUREAU_GROUP)
    stage.standin.people.react(BUREAU_GROUP, BUREAU_LIAISON, card.id, "👍")
    stage.standin.people.react(BUREAU_GROUP, BUREAU_LIAISON, card.id, None)
    await stage.settle()
    assert (await standing(stage, "2.1", BUREAU)).state == State.RECEIVED
    assert not await owed(stage, "claim")
