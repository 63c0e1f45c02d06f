"""What nobody foresaw: the person who waits learns an id, the log holds the rest."""

import json
import re

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.logs import start_logs
from tests.flows.conftest import stage, staging
from tests.flows.stage import Stage
from tests.flows.town import BUREAU_GROUP, BUREAU_LIAISON, OFFICE

__all__ = ["stage", "staging"]

WORDS = "进度60%，缺资金"


async def break_reports(stage: Stage) -> None:
    """Something no handler reckons with: a table is gone."""
    async with stage.bot.desk.sessions.begin() as session:
        await session.execute(text("ALTER TABLE reports RENAME TO hidden"))


async def mend_reports(stage: Stage) -> None:
    async with stage.bot.desk.sessions.begin() as session:
        await session.execute(text("ALTER TABLE hidden RENAME TO reports"))


def told_id(words: str) -> str:
    found = re.search(r"[0-9a-f]{8}", words)
    assert found, words
    return found[0]


async def test_who_wrote_is_told_an_id_that_finds_the_log(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await break_reports(stage)
    with capture_logs() as logs:
        await stage.say(BUREAU_GROUP, BUREAU_LIAISON, WORDS, card.id)
    said = stage.last(BUREAU_GROUP).text
    assert said.startswith("抱歉，系统暂时无法处理")
    [line] = [one for one in logs if one["event"] == "update failed"]
    assert line["id"] == told_id(said)
    assert line["log_level"] == "error"


async def test_who_pressed_is_told_in_an_alert(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await break_reports(stage)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    toast = stage.standin.world.toasts[-1]
    assert toast.alert
    assert told_id(toast.text)
    assert "<code>" not in toast.text


async def test_a_failure_leaves_no_half_and_the_next_update_is_taken(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await break_reports(stage)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度60%", card.id)
    await mend_reports(stage)
    message = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度70%", card.id)
    assert stage.mark(BUREAU_GROUP, message) == "✍"


async def test_the_log_of_a_failure_holds_neither_token_nor_words(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    card = await stage.card(BUREAU_GROUP)
    await break_reports(stage)
    start_logs()
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, WORDS, card.id)
    written = capsys.readouterr().err
    [line] = [json.loads(row) for row in written.splitlines() if "update failed" in row]
    assert "no such table: reports" in str(line)
    assert "缺资金" not in written
    assert "1:TEST" not in written


async def test_the_log_of_a_whole_day_holds_neither_token_nor_words(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logs()
    card = await stage.card(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "受阻：缺资金", card.id)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "nonsense", forged=True)
    await stage.at("2012-11-06 17:30")
    await stage.command(OFFICE, OFFICE, "/status")
    written = capsys.readouterr().err
    assert "delivered" in written
    assert "缺资金" not in written
    assert "1:TEST" not in written


async def test_a_press_counts_and_is_shown_although_its_answer_is_lost(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    stage.standin.faults.hang_up("answerCallbackQuery")
    stage.standin.people.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    await stage.settle()
    assert "钱青禾 已签收" in card.text


@pytest.mark.parametrize("wait", [3, 40])
async def test_a_card_that_could_not_be_edited_follows_later(stage: Stage, wait: int) -> None:
    card = await stage.card(BUREAU_GROUP)
    if wait == 3:
        stage.standin.faults.hang_up("editMessageText")
    else:
        stage.standin.faults.fail("editMessageText", retry_after=wait)
    assert await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    await stage.wait(wait - 1)
    assert "钱青禾 已签收" not in card.text
    await stage.wait(3)
    assert "钱青禾 已签收" in card.text
