"""Ten ways bots of this kind are known to fail, each as a test that Duban does not."""

import asyncio
import time
from pathlib import Path

import pytest

from bot.composition import open_bot, polling
from plan.loading import load_plan
from storage.imports import save_plan
from tests.faults.asking import CARD, MORNING, notes, outbox, said
from tests.flows import town
from tests.flows.books import standing
from tests.flows.haste import hurried
from tests.flows.stage import Stage, local
from tests.flows.town import (
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    STRANGER,
    TOWN_GROUP,
    TOWN_LIAISON,
)


async def test_1_a_reminder_does_not_come_twice_after_a_restart(stage: Stage) -> None:
    await stage.at(MORNING)
    opened = open_bot(stage.settings, stage.clock, alarms=False)
    async with opened as restarted, restarted.application.bot:
        await restarted.ring()
        await restarted.ring()
    assert said(stage, TOWN_GROUP, CARD) == 1


async def test_1_two_workers_at_once_send_a_reminder_once(stage: Stage) -> None:
    stage.clock.move_to(local(MORNING))
    async with open_bot(stage.settings, stage.clock, alarms=False) as other, other.application.bot:
        await asyncio.gather(stage.bot.ring(), other.ring(), stage.bot.ring(), other.ring())
    assert said(stage, TOWN_GROUP, CARD) == 1
    assert said(stage, BUREAU_GROUP, CARD) == 1


async def test_2_a_reminder_missed_while_down_is_sent_late_and_says_so(stage: Stage) -> None:
    await stage.away_until("2012-11-06 11:30")
    assert "09:00" in stage.find(TOWN_GROUP, CARD).text
    assert said(stage, TOWN_GROUP, CARD) == 1


async def test_2_reminders_missed_for_days_come_as_one_card(stage: Stage) -> None:
    await stage.away_until("2012-11-12 15:00")
    assert said(stage, TOWN_GROUP, CARD) == 1
    assert "补" in stage.find(TOWN_GROUP, CARD).text
    states = [state for state, _ in await outbox(stage, TOWN_GROUP)]
    assert states.count("sent") == 1
    assert set(states) <= {"sent", "skipped"}


async def test_3_an_upgraded_group_gets_its_reminders_at_its_new_id(stage: Stage) -> None:
    group = stage.standin.world.add_group(-5555, "桃溪社区群", [STRANGER], supergroup=False).id
    await stage.say(OFFICE, OFFICE, f"/bind {town.VILLAGE}")
    code = stage.last(OFFICE).text.split("/bind@duban_bot ")[1].split("\n")[0].strip()
    await stage.say(group, STRANGER, f"/bind@duban_bot {code}")
    new = stage.standin.groups.upgrade(group)
    await stage.at(MORNING)
    assert said(stage, new, CARD) == 1
    assert said(stage, OFFICE, "桃溪社区群") >= 1


async def test_3_an_upgrade_told_without_the_new_id_keeps_what_is_owed_and_is_told(
    stage: Stage,
) -> None:
    stage.standin.faults.fail(
        "sendMessage",
        TOWN_GROUP,
        code=400,
        description="Bad Request: group chat was upgraded to a supergroup chat",
    )
    await stage.at(MORNING)
    [(state, why)] = await outbox(stage, TOWN_GROUP)
    assert (state, why.startswith("kept: ")) == ("pending", True)
    assert said(stage, OFFICE, "可能已解散") == 1


async def test_4_the_office_is_told_at_once_when_the_bot_is_removed(stage: Stage) -> None:
    stage.standin.groups.remove_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    assert said(stage, OFFICE, "移出") == 1
    await stage.at(MORNING)
    assert said(stage, OFFICE, "移出") == 1, "told once, not with every reminder"
    assert await outbox(stage, TOWN_GROUP) == [("pending", "kept: the chat takes no messages")]
    assert said(stage, BUREAU_GROUP, CARD) == 1, "the others are not held up"


async def test_5_a_limit_on_one_group_delays_its_card_and_no_other(stage: Stage) -> None:
    stage.standin.faults.fail("sendMessage", BUREAU_GROUP, retry_after=40)
    await stage.at(MORNING)
    assert (said(stage, BUREAU_GROUP, CARD), said(stage, TOWN_GROUP, CARD)) == (0, 1)
    await stage.at("2012-11-06 09:00:39")
    assert said(stage, BUREAU_GROUP, CARD) == 0, "the time Telegram asks for is kept"
    await stage.at("2012-11-06 09:00:41")
    assert said(stage, BUREAU_GROUP, CARD) == 1


async def test_6_a_title_full_of_markup_is_shown_as_it_is_written(stage: Stage) -> None:
    data = town.DATA | {
        "tasks": [{**town.DATA["tasks"][2], "title": "<b>_1*2_& 3</i> 🏠"}],
    }
    rules = stage.bot.desk.rules
    async with stage.bot.desk.sessions.begin() as session:
        await save_plan(
            session,
            load_plan(data | {"title": "另一方案"}),
            now=stage.clock(),
            rules=rules,
        )
    await stage.at(MORNING)
    assert "<b>_1*2_& 3</i> 🏠" in stage.find(TOWN_GROUP, CARD).text


async def test_6_markup_telegram_refuses_is_sent_as_plain_text(stage: Stage) -> None:
    stage.standin.faults.fail(
        "sendMessage",
        TOWN_GROUP,
        code=400,
        description="Bad Request: can't parse entities: unsupported start tag at byte offset 0",
    )
    await stage.at(MORNING)
    card = stage.find(TOWN_GROUP, CARD)
    assert "<b>" not in card.text
    assert card.labels, "the buttons are still there"


async def test_7_a_rung_on_a_rest_day_comes_the_working_day_before(stage: Stage) -> None:
    await stage.at("2012-11-06 08:59")
    assert said(stage, TOWN_GROUP, CARD) == 0
    await stage.at(MORNING)
    assert said(stage, TOWN_GROUP, CARD) == 1
    await stage.at("2012-11-09 09:00")  # the 10th, three days before the 13th, is a Saturday
    assert "2.2" in stage.find(TOWN_GROUP, CARD).text
    friday = said(stage, TOWN_GROUP, CARD)
    await stage.at("2012-11-11 23:00")
    assert said(stage, TOWN_GROUP, CARD) == friday


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
async def test_7_the_hour_is_the_plans_wherever_the_machine_stands(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        await stage.at("2012-11-06 08:59")
        assert said(stage, TOWN_GROUP, CARD) == 0
        await stage.at(MORNING)
        card = stage.find(TOWN_GROUP, CARD)
        assert "11月9日（周五），剩 3 天" in card.text
        await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "2 收到")
        await stage.wait(1)
        assert "09:00" in card.text
    finally:
        monkeypatch.undo()
        time.tzset()


async def test_8_nobody_is_reminded_of_what_was_finished_between_planning_and_sending(
    stage: Stage,
) -> None:
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "/my@duban_bot")
    mine = stage.last(TOWN_GROUP)
    stage.standin.faults.fail("sendMessage", TOWN_GROUP, retry_after=60)
    await stage.at(MORNING)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "两项都已完成", mine.id)
    assert (await standing(stage, "2.2")).state == "claimed"
    await stage.at("2012-11-06 09:01:30")
    assert said(stage, TOWN_GROUP, "⏰") == 0
    assert ("skipped", "nothing to say") in await outbox(stage, TOWN_GROUP)


async def test_9_an_answer_delivered_twice_counts_once(stage: Stage) -> None:
    await stage.at(MORNING)
    card = stage.find(TOWN_GROUP, CARD)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", card.id)
    updates = stage.standin.world.updates
    updates.redeliver(updates.next_id - 1)
    await stage.settle()
    assert await notes(stage) == ["2 进度60%"]
    assert said(stage, TOWN_GROUP, "") == 1, "the card, and nothing about the second delivery"


async def test_9_a_press_delivered_twice_counts_once(stage: Stage) -> None:
    await stage.at(MORNING)
    card = stage.find(BUREAU_GROUP, CARD)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    updates = stage.standin.world.updates
    updates.redeliver(updates.next_id - 1)
    await stage.settle()
    assert await notes(stage) == [""]


async def test_9_an_answer_given_while_the_bot_was_down_is_taken_when_it_is_back(
    stage: Stage,
) -> None:
    await stage.at(MORNING)
    card = stage.find(TOWN_GROUP, CARD)
    await stage.standin.network_down()
    stage.standin.people.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", reply_to=card.id)
    await stage.standin.network_up()
    await stage.standin.settled(20)
    await stage.settle()
    assert await notes(stage) == ["2 进度60%"]


async def test_9_a_stranger_cannot_answer_for_a_unit(stage: Stage) -> None:
    await stage.at(MORNING)
    card = stage.find(TOWN_GROUP, CARD)
    await stage.say(TOWN_GROUP, STRANGER, "2 已完成", card.id)
    toast = await stage.press(TOWN_GROUP, STRANGER, card.id, "2 收到")
    assert "鹿渚镇" in toast
    assert await notes(stage) == []


async def test_10_silence_is_a_row_in_the_summary_not_an_empty_report(stage: Stage) -> None:
    await stage.at("2012-11-06 17:30")
    digest = stage.find(OFFICE, "亮灯")
    assert "未反馈" in digest.text
    assert len(digest.text.splitlines()) <= 12


async def test_of_two_pollers_one_ends_with_a_clear_word_and_the_other_goes_on(
    stage: Stage, tmp_path: Path
) -> None:
    elsewhere = stage.settings.database.model_copy(update={"url": f"sqlite:///{tmp_path}/2.db"})
    settings = stage.settings.model_copy(update={"database": elsewhere})
    rivals = list[str]()
    async with (
        open_bot(settings, stage.clock, alarms=False, sleep=hurried) as second,
        polling(second, on_rival=lambda: rivals.append("second")),
    ):
        await asyncio.wait_for(stage.rival.wait(), 20)
        stage.standin.people.say(OFFICE, OFFICE, "/help")
        await stage.standin.settled()
    assert rivals == [], "the other goes on"
