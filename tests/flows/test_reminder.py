"""Reminders: who sees what on which day, and who is left in peace."""

from datetime import date

from plan.model import State
from tests.flows import town
from tests.flows.books import standing
from tests.flows.conftest import Staging
from tests.flows.stage import Stage, import_plan
from tests.flows.town import BUREAU, BUREAU_GROUP, OFFICE, TOWN, TOWN_GROUP, TOWN_LIAISON

CARD_DAY = "2012-11-06 09:00"


async def test_the_card_of_the_day_holds_every_line_due_in_the_group(stage: Stage) -> None:
    await stage.at(CARD_DAY)
    card = stage.last(TOWN_GROUP)
    assert "共 2 项" in card.text
    assert "责任单位：鹿渚镇" in card.text
    assert "1. 2.1 摸清社区用房底数" in card.text
    assert "11月9日（周五），剩 3 天" in card.text
    assert "2. 2.2 社区服务用房达标" in card.text
    assert "11月13日（周二），剩 7 天" in card.text
    assert card.labels == [["1 收到", "1 进度…", "1 完成"], ["2 收到", "2 进度…", "2 完成"]]
    assert len(stage.sent(TOWN_GROUP)) == 1


async def test_a_card_of_one_line_shows_the_standard_and_every_button(stage: Stage) -> None:
    await stage.at(CARD_DAY)
    card = stage.last(BUREAU_GROUP)
    assert "任务提醒：剩 3 天" in card.text
    assert "完成标准：每个社区一张表" in card.text
    assert "佐证：应交 1 件，已收 0 件" in card.text
    assert card.labels == [["收到", "进度…"], ["已完成", "受阻…", "申请延期…"]]


async def test_the_card_calls_the_liaison_and_comes_without_a_sound_until_the_due_day(
    stage: Stage,
) -> None:
    await stage.at(CARD_DAY)
    early = stage.last(BUREAU_GROUP)
    assert early.silent
    assert "@钱青禾" in early.text
    assert [entity.user for entity in early.content.entities if entity.user] == [1001]
    await stage.at("2012-11-09 09:00")
    assert not stage.last(BUREAU_GROUP).silent


async def test_a_day_without_a_rung_is_silent(stage: Stage) -> None:
    await stage.at(CARD_DAY)
    before = len(stage.sent(TOWN_GROUP)), len(stage.sent(BUREAU_GROUP))
    await stage.at("2012-11-07 20:59")
    assert (len(stage.sent(TOWN_GROUP)), len(stage.sent(BUREAU_GROUP))) == before


async def test_nothing_goes_out_before_the_hour_and_only_one_card_after_it(stage: Stage) -> None:
    await stage.at("2012-11-06 08:59")
    assert not stage.sent(TOWN_GROUP)
    for minute in range(3):
        await stage.at(f"2012-11-06 09:0{minute}")
    assert len(stage.sent(TOWN_GROUP)) == 1


async def test_a_rung_on_a_rest_day_comes_on_the_working_day_before(stage: Stage) -> None:
    await stage.at("2012-11-09 09:00")
    card = stage.last(TOWN_GROUP)
    assert "2.2 社区服务用房达标" in card.text  # three days ahead would be Saturday the 10th
    assert "剩 4 天" in card.text
    count = len(stage.sent(TOWN_GROUP))
    await stage.at("2012-11-11 09:00")
    assert len(stage.sent(TOWN_GROUP)) == count


async def test_before_the_national_holiday_the_card_comes_on_the_make_up_saturday(
    staging: Staging,
) -> None:
    plan = town.plan_with({"number": "2.9", "units": [TOWN], "due": date(2012, 10, 8)})
    async with staging(plan=plan, start="2012-09-28 10:00") as stage:
        await stage.at("2012-09-29 09:00")  # a Saturday that is worked
        assert "剩 9 天" in stage.last(TOWN_GROUP).text
        await stage.at("2012-10-07 09:00")  # everybody rests
        assert len(stage.sent(TOWN_GROUP)) == 1
        await stage.at("2012-10-08 09:00")
        assert "今天到期" in stage.last(TOWN_GROUP).text


async def test_overdue_rungs_count_working_days_and_say_how_late(stage: Stage) -> None:
    await stage.at("2012-11-12 09:00")  # Friday's task, the next working day
    assert "逾期 3 天" in stage.last(BUREAU_GROUP).text
    assert "申请延期…" not in str(stage.last(BUREAU_GROUP).labels)
    assert "其中 1 项已逾期" in stage.last(TOWN_GROUP).text


async def test_an_hour_in_the_quiet_waits_for_its_end(staging: Staging) -> None:
    changes = {"calendar": {"send_at": "07:00"}}
    async with staging(changes=changes) as stage:
        await stage.at("2012-11-06 07:30")
        assert not stage.sent(TOWN_GROUP)
        await stage.at("2012-11-06 08:00")
        assert len(stage.sent(TOWN_GROUP)) == 1


async def test_what_was_past_when_the_plan_came_fires_nothing(stage: Stage) -> None:
    await stage.at("2012-11-23 09:00")
    everything = [*stage.sent(BUREAU_GROUP), *stage.sent(TOWN_GROUP), *stage.sent(OFFICE)]
    assert not [one for one in everything if "召开动员会" in one.text]
    assert not [one for one in everything if "动员部署：已结束" in one.text]
    assert (await standing(stage, "1.1", BUREAU)).history


async def test_a_unit_without_a_group_stands_in_the_offices_line_of_gaps(stage: Stage) -> None:
    await stage.at(CARD_DAY)
    line = stage.find(OFFICE, "未绑定群")
    assert "桃溪社区：2.1" in line.text
    assert "1 个单位" in line.text
    await stage.at("2012-11-07 09:00")  # every day until it is bound, even with nothing due
    assert stage.find(OFFICE, "未绑定群").id != line.id
    assert "桃溪社区：" not in stage.find(OFFICE, "未绑定群").text


async def test_a_phase_is_reminded_of_with_the_tasks_still_open_in_it(stage: Stage) -> None:
    await stage.at("2012-11-13 09:00")
    assert "组织实施：还有 7 天结束，本单位未完成 2 项" in stage.last(TOWN_GROUP).text
    await stage.at("2012-11-16 09:00")  # three days ahead would be Saturday
    card = stage.last(BUREAU_GROUP)
    assert "阶段节点提醒" in card.text
    assert "组织实施：还有 4 天结束，本单位未完成 1 项" in card.text
    assert not card.labels


async def test_the_newest_card_takes_the_place_of_the_older(stage: Stage) -> None:
    await stage.at(CARD_DAY)
    older = stage.last(BUREAU_GROUP)
    await stage.at("2012-11-08 09:00")
    newest = stage.last(BUREAU_GROUP)
    assert newest.id != older.id
    assert "本条提醒已有更新" in older.text
    assert not older.labels
    assert "请直接回复" not in older.text
    assert newest.labels


async def test_an_older_card_that_shows_more_keeps_its_buttons(stage: Stage) -> None:
    await stage.at(CARD_DAY)
    older = stage.last(TOWN_GROUP)
    await stage.at("2012-11-08 09:00")  # only 2.1 is due
    assert "2.2" not in stage.last(TOWN_GROUP).text
    assert older.labels
    await stage.at("2012-11-09 09:00")  # both again
    assert not older.labels


async def test_nobody_is_reminded_of_what_is_claimed_or_closed(stage: Stage) -> None:
    await stage.at(CARD_DAY)
    card = stage.last(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 已完成", card.id)
    assert (await standing(stage, "2.1")).state == State.CLAIMED
    await stage.at("2012-11-08 09:00")  # only 2.1 would be due
    assert stage.last(TOWN_GROUP) is card


async def test_nobody_is_reminded_of_a_task_that_left_the_plan(stage: Stage) -> None:
    plan = town.plan_with({"number": "2.2", "units": [TOWN], "due": date(2012, 11, 13)})
    await import_plan(stage, plan)
    await stage.at(CARD_DAY)
    assert (await standing(stage, "2.1")).state == State.CANCELLED
    assert "摸清社区用房底数" not in stage.last(TOWN_GROUP).text
    assert not stage.sent(BUREAU_GROUP)


async def test_a_task_that_is_moved_is_reminded_of_by_its_new_date(stage: Stage) -> None:
    plan = town.plan_with({"number": "2.1", "units": [TOWN], "due": date(2012, 11, 19)})
    await import_plan(stage, plan)
    await stage.at(CARD_DAY)
    assert not stage.sent(TOWN_GROUP)
    await stage.at("2012-11-12 09:00")
    assert "11月19日（周一），剩 7 天" in stage.last(TOWN_GROUP).text


async def test_what_happens_between_the_plan_and_the_hour_counts(stage: Stage) -> None:
    await stage.at(CARD_DAY)
    card = stage.last(TOWN_GROUP)
    await stage.at("2012-11-09 08:58")
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 已完成", card.id)
    await stage.at("2012-11-09 09:00")
    assert "2.2" not in stage.last(TOWN_GROUP).text
    assert "2.1 摸清社区用房底数" in stage.last(TOWN_GROUP).text
