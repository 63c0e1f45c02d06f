"""`duban demo`: the whole loop in the terminal, apart from everything that is real."""

import asyncio
import re
import signal
import socket
from pathlib import Path

import pytest
import typer
from aiohttp import ClientSession

from bot.cli.failing import Failure
from bot.cli.page import show_page
from bot.cli.setup import Setup
from bot.clock import system_clock
from bot.config import Settings
from render.texts import load_texts
from tests.bot.cli.conftest import Duban

BOTH = """
title = "演练方案"
[[phases]]
id = "1"
name = "实施"
end = 2012-11-20
[[units]]
name = "鹿渚镇"
kind = "town"
[[units]]
name = "市民政局"
kind = "department"
[[tasks]]
number = "1.1"
title = "配齐社区用房"
phase = "1"
units = ["鹿渚镇", "市民政局"]
due = 2012-11-16
"""


@pytest.fixture
def plan() -> Path:
    """A plan that names neither groups nor people."""
    path = Path("demo.toml")
    path.write_text(BOTH, "utf-8")
    return path


def test_it_plays_a_plan_to_the_offices_summary(duban: Duban, plan: Path) -> None:
    played = duban("demo", "--print", "--plan", str(plan), "--from", "2012-11-13", "--days", "2")
    assert played.exit_code == 0, played.stderr
    assert "2012-11-13 ─" in played.stdout
    assert "⏰ 任务提醒：剩 3 天" in played.stdout
    assert "市民政局  " in played.stdout, "what the other group did is counted"
    last = played.stdout.rindex("/status")
    assert "📊 演练方案" in played.stdout[last:], "it ends with the office's summary"


def test_without_a_first_day_it_ends_on_the_day_most_units_share(duban: Duban, plan: Path) -> None:
    played = duban("demo", "--print", "--plan", str(plan), "--days", "1")
    assert "2012-11-16 ─" in played.stdout


def test_a_plan_that_cannot_be_read_is_told_in_one_sentence(duban: Duban) -> None:
    played = duban("demo", "--plan", "nowhere.toml")
    assert (played.exit_code, played.stdout) == (1, "")
    assert len(played.stderr.splitlines()) == 1


def test_without_a_screen_it_plays_the_whole_plan_and_prints_the_figures(
    duban: Duban, plan: Path
) -> None:
    played = duban("demo", "--headless", "--plan", str(plan), "--from", "2012-11-08")
    assert played.exit_code == 0, played.stderr
    assert "共 13 天，从2012年11月8日到2012年11月20日。" in played.stdout
    assert "时限 2 个：按时 2，逾期办结 0，至今未办 0。" in played.stdout
    assert "每个时限都及时提醒过" in played.stdout
    assert "鹿渚镇" in played.stdout


def test_a_deadline_nobody_was_reminded_of_is_named(duban: Duban, plan: Path) -> None:
    # No rung of this ladder falls before the due date.
    Path("config.toml").write_text("[reminders]\nbefore = []\n", "utf-8")
    played = duban("demo", "--headless", "--plan", str(plan), "--from", "2012-11-15")
    assert played.exit_code == 1
    assert "有 2 个时限没有提醒就过去了：" in played.stdout
    assert "1.1  鹿渚镇" in played.stdout


def test_one_way_of_playing_is_chosen(duban: Duban) -> None:
    played = duban("demo", "--headless", "--print")
    assert (played.exit_code, len(played.stderr.splitlines())) == (1, 1)


async def test_the_page_is_served_until_it_is_told_to_stop(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = asyncio.Queue[str]()
    monkeypatch.setattr(typer, "echo", said.put_nowait)
    setup = Setup(Settings(), load_texts()["en"], system_clock())
    serving = asyncio.create_task(show_page(setup, plan, None, None))
    url = re.search(r"http://127\.0\.0\.1:\d+/", await said.get())
    assert url
    async with ClientSession() as session, session.get(url[0]) as answer:
        assert answer.status == 200
    signal.raise_signal(signal.SIGTERM)
    await serving


async def test_a_port_that_is_taken_is_told(plan: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        setup = Setup(Settings(), load_texts()["en"], system_clock())
        with pytest.raises(Failure, match=r"demo\.port_taken"):
            await show_page(setup, plan, None, taken.getsockname()[1])
