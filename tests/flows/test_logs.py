"""Whole days with people and troubles in them: neither token, name nor word reaches the log."""

import json
import logging
from typing import cast

import pytest

from bot.logs import Form, start_logs
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    STRANGER,
    TOWN,
    TOWN_GROUP,
    TOWN_LIAISON,
)

WORD = "紫荆花暗语"
HOSTILE = [
    f"进度60%，{WORD}",
    f"受阻：缺资金 {WORD}\n{{}}%s%(x)s\x1b[31m\u202e",
    f"2 已完成 {WORD}",
    f"申请延期到11月25日 {WORD}",
    f"{WORD}",
    f"撤回 {WORD}",
]
SECRET = (WORD, "1:TEST", "钱青禾", "何听泉", BUREAU, TOWN, "社区用房", "工作群")


@pytest.fixture(params=["json", "text"])
def form(request: pytest.FixtureRequest) -> Form:
    return cast(Form, request.param)


async def a_day_with_everything(stage: Stage) -> None:
    """Cards, replies of every kind, presses, files, strangers, commands, and a bad network."""
    faults = stage.standin.faults
    bureau = await stage.card(BUREAU_GROUP)
    town = stage.last(TOWN_GROUP)
    for text in HOSTILE:
        faults.hang_up("setMessageReaction")
        message = await stage.say(TOWN_GROUP, TOWN_LIAISON, text, town.id)
        await stage.edit(TOWN_GROUP, TOWN_LIAISON, message, f"{text} {WORD}")
        await stage.say(BUREAU_GROUP, STRANGER, text, bureau.id)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, bureau.id, f"c:{WORD}", forged=True)
    await stage.press(BUREAU_GROUP, BUREAU_LIAISON, bureau.id, "收到")
    faults.fail("getFile", code=400, description="Bad Request: wrong file_id")
    for name in (f"{WORD}.pdf", f"{WORD}.exe"):
        await stage.send_file(BUREAU_GROUP, BUREAU_LIAISON, bureau.id, name, caption=HOSTILE[0])
    await stage.command(OFFICE, OFFICE, "/status")
    await stage.say(OFFICE, OFFICE, f"/bind {WORD}")
    faults.fail("sendMessage", code=403, description="Forbidden: bot was kicked", chat=TOWN_GROUP)
    faults.lose_reply("sendMessage", chat=BUREAU_GROUP)
    faults.fail("editMessageText", code=429, times=3)
    await stage.at("2012-11-08 18:00")


async def test_nothing_people_wrote_and_no_token_is_logged(
    stage: Stage, capfd: pytest.CaptureFixture[str], form: Form
) -> None:
    start_logs(form, logging.DEBUG)
    await a_day_with_everything(stage)
    written = capfd.readouterr().err
    assert "delivered" in written
    assert "reported" in written
    assert [secret for secret in SECRET if secret in written] == []


async def test_every_line_of_an_update_says_which_one_it_was(
    stage: Stage, capfd: pytest.CaptureFixture[str]
) -> None:
    start_logs()
    card = await stage.card(BUREAU_GROUP)
    message = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度60%", card.id)
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    [reported] = [line for line in lines if line["event"] == "reported"]
    assert (reported["chat"], reported["message"]) == (BUREAU_GROUP, message)
    assert {"update", "report", "assignment", "unit"} <= reported.keys()
    [sent, *_] = [line for line in lines if line["event"] == "delivered"]
    assert {"row", "chat", "kind", "outcome"} <= sent.keys()
