"""`duban demo`: the whole loop in the terminal, apart from everything that is real."""

from pathlib import Path

import pytest

from bot.cli.playing import apart_from
from bot.config import Settings
from rehearsal import open_standin
from rehearsal.clock import MovableClock
from tests.bot.cli.conftest import Duban
from tests.flows.stage import local

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
    played = duban("demo", "--plan", str(plan), "--from", "2012-11-13", "--days", "2")
    assert played.exit_code == 0, played.stderr
    assert "2012-11-13 ─" in played.stdout
    assert "⏰ 任务提醒：剩 3 天" in played.stdout
    assert "市民政局  " in played.stdout, "what the other group did is counted"
    last = played.stdout.rindex("/status")
    assert "📊 演练方案" in played.stdout[last:], "it ends with the office's summary"


def test_without_a_first_day_it_ends_on_the_day_most_units_share(duban: Duban, plan: Path) -> None:
    played = duban("demo", "--plan", str(plan), "--days", "1")
    assert "2012-11-16 ─" in played.stdout


def test_a_plan_that_cannot_be_read_is_told_in_one_sentence(duban: Duban) -> None:
    played = duban("demo", "--plan", "nowhere.toml")
    assert (played.exit_code, played.stdout) == (1, "")
    assert len(played.stderr.splitlines()) == 1


async def test_it_cannot_reach_telegram_or_the_live_database(tmp_path: Path) -> None:
    live = Settings.model_validate(
        {
            "telegram": {"token": "123456:real", "proxy": "http://127.0.0.1:1"},
            "database": {"url": "sqlite:///duban.db", "evidence": "evidence"},
            "office": {"people": [1], "leaders": [2]},
            "reminders": {"before": [5]},
        }
    )
    async with open_standin(MovableClock(local("2012-11-05 07:00"))) as standin:
        apart = apart_from(live, standin, tmp_path)
        assert apart.telegram.api_url == standin.url
    assert apart.telegram.proxy is None
    assert "real" not in apart.telegram.token.get_secret_value()
    assert str(tmp_path) in apart.database.url
    assert tmp_path in apart.database.evidence.parents
    assert {1, 2}.isdisjoint((*apart.office.people, *apart.office.leaders))
    assert apart.reminders.before == (5,), "the office's own ladder is what is rehearsed"
