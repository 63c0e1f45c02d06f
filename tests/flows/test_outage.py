"""After an outage: what is late is marked or folded, and lost taps are spoken of."""

from datetime import date, timedelta

from tests.flows import town
from tests.flows.books import owed, reports, standing
from tests.flows.conftest import Staging
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    TOWN,
    TOWN_GROUP,
    TOWN_LIAISON,
)

LOST = "其间的点击可能未记录"


def cards(stage: Stage, chat: int = TOWN_GROUP) -> list[str]:
    return [one.text for one in stage.sent(chat)]


async def test_up_to_four_hours_late_a_card_goes_out_and_says_so(stage: Stage) -> None:
    await stage.away_until("2012-11-06 13:00")
    [text] = cards(stage)
    assert "（迟发，原定 09:00）" in text
    assert "补发" not in text


async def test_a_few_minutes_are_not_late(stage: Stage) -> None:
    await stage.at("2012-11-06 08:55")
    await stage.away_until("2012-11-06 09:14")
    assert "迟发" not in cards(stage)[0]


async def test_later_the_missed_cards_are_folded_into_one(stage: Stage) -> None:
    await stage.away_until("2012-11-09 14:00")
    [text] = cards(stage)
    assert "（补发：合并了11月6日（周二）以来的提醒）" in text
    assert "2.1 摸清社区用房底数" in text
    assert "今天到期" in text
    assert "2.2 社区服务用房达标" in text
    assert LOST in text
    rows = await owed(stage, "card")
    assert {row.state for row in rows} == {"sent", "skipped"}
    assert len([row for row in rows if row.state == "sent"]) == 2  # one a group


async def test_a_folded_card_waits_for_the_morning(stage: Stage) -> None:
    await stage.away_until("2012-11-06 23:00")
    assert not cards(stage)
    await stage.at("2012-11-07 08:59")
    assert not cards(stage)
    await stage.at("2012-11-07 09:00")
    [text] = cards(stage)
    assert "补发" in text


async def test_over_the_weekend_it_waits_for_monday(stage: Stage) -> None:
    await stage.at("2012-11-09 08:00")
    await stage.away_until("2012-11-10 11:00")
    friday = len(cards(stage))
    await stage.at("2012-11-11 20:00")
    assert len(cards(stage)) == friday
    await stage.at("2012-11-12 09:00")
    assert len(cards(stage)) == friday + 1
    assert "其中 1 项已逾期" in cards(stage)[-1]
    assert "补发：合并了11月9日（周五）以来的提醒" in cards(stage)[-1]


async def test_the_folded_card_and_the_days_own_are_one(stage: Stage) -> None:
    await stage.away_until("2012-11-08 22:00")
    await stage.at("2012-11-09 12:00")
    [text] = cards(stage)
    assert "补发" in text
    assert "今天到期" in text


async def test_a_tap_lost_while_the_bot_slept_is_spoken_of_on_the_open_card(
    stage: Stage,
) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.stop_bot()
    stage.standin.people.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    stage.clock.advance(timedelta(minutes=10))
    await stage.start_bot()
    await stage.ring()
    assert (await standing(stage, "2.1", town.BUREAU)).received_at is None
    assert LOST in card.text
    await stage.wait(5)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    await stage.wait(1)
    assert LOST not in card.text


async def test_a_reply_written_while_the_bot_slept_is_not_lost(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.stop_bot()
    stage.standin.people.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", reply_to=card.id)
    stage.clock.advance(timedelta(hours=10))
    await stage.start_bot()
    await stage.ring()
    assert (await standing(stage, "2.2")).percent == 60
    assert len(await reports(stage)) == 1


async def test_after_a_day_away_the_office_is_told(stage: Stage) -> None:
    await stage.away_until("2012-11-07 10:01")
    told = [one.text for one in stage.sent(OFFICE) if "曾中断" in one.text]
    assert len(told) == 1
    assert "11月5日 10:00至11月7日 10:01" in told[0]


async def test_a_restart_sends_nothing_twice(stage: Stage) -> None:
    await stage.card(TOWN_GROUP)
    for _ in range(2):
        await stage.stop_bot()
        await stage.start_bot()
        await stage.ring()
    assert len(cards(stage)) == 1
    assert len(stage.sent(BUREAU_GROUP)) == 1


async def test_a_question_outlives_a_restart(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "进度60%", card.id)
    question = stage.last(TOWN_GROUP)
    await stage.stop_bot()
    await stage.start_bot()
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2", question.id)
    assert (await standing(stage, "2.2")).percent == 60


async def test_a_task_finished_meanwhile_is_not_on_the_folded_card(staging: Staging) -> None:
    plan = town.plan_with(
        {"number": "2.1", "units": [TOWN], "due": date(2012, 11, 9)},
        {"number": "2.2", "units": [TOWN], "due": date(2012, 11, 9)},
    )
    async with staging(plan=plan) as stage:
        card = await stage.card(TOWN_GROUP)
        await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 已完成", card.id)
        await stage.away_until("2012-11-09 15:00")
        assert "2.1" not in cards(stage)[-1]
        assert "任务2.2" in cards(stage)[-1]
