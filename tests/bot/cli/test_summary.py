"""`duban summary`."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import system_clock
from plan.calendar import Hours, local_day
from plan.loading import load_plan
from plan.model import Status
from plan.rules import Rules
from storage import reports
from storage.engine import open_database
from storage.imports import save_plan
from storage.reports import Source, Words
from tests.bot.cli.conftest import Duban
from tests.plan.plans import small_plan

ZONE = ZoneInfo("Asia/Shanghai")
RULES = Rules(Hours(ZONE))
IMPORTED = datetime(2012, 9, 18, 1, tzinfo=UTC)


@pytest.fixture
async def story(database: str) -> None:
    """A plan of September 2012 with one report on the 19th, of a task due on the 21st."""
    said = IMPORTED + timedelta(days=1)
    source = Source("m1", -1001, 7, 1001, "钱青禾", said)
    async with open_database(database) as sessions, sessions.begin() as session:
        await save_plan(session, load_plan(small_plan()), now=IMPORTED, rules=RULES)
        words = Words(status=Status.DONE, note="会议已开")
        await reports.add_report(session, 1, words, source, rules=RULES)


@pytest.mark.usefixtures("imported")
def test_the_figures_of_now_are_printed(duban: Duban) -> None:
    said = duban("summary").stdout
    assert said.startswith("📊 和谐社区创建方案\n")
    assert "鹿渚镇" in said


@pytest.mark.usefixtures("story")
def test_the_figures_of_a_day_gone_by_are_those_of_its_end(duban: Duban) -> None:
    by_day = {
        day: json.loads(duban("summary", "--as-of", f"2012-09-{day}", "--json").stdout)
        for day in (18, 19, 22)
    }
    assert [one["total"]["claimed"] for one in by_day.values()] == [0, 1, 1]
    assert [one["total"]["late"] for one in by_day.values()] == [0, 0, 2]
    assert by_day[18]["as_of"] == "2012-09-18T15:59:59+00:00"
    assert by_day[18]["today"] == "2012-09-18"


@pytest.mark.usefixtures("story")
def test_nothing_is_noted_where_the_plan_was_there_unchanged(duban: Duban) -> None:
    assert duban("summary", "--as-of", "2012-09-19").stderr == ""


@pytest.mark.usefixtures("story")
def test_figures_from_before_the_plan_say_so(duban: Duban) -> None:
    result = duban("summary", "--as-of", "2012-09-10")
    assert result.exit_code == 0
    assert result.stderr.startswith("方案在2012年9月18日导入或改动过")


@pytest.mark.usefixtures("story")
def test_a_day_not_yet_over_has_no_figures(duban: Duban) -> None:
    result = duban("summary", "--as-of", "2099-01-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "2099年1月1日还没有过完，无法给出那天结束时的数字。\n"


@pytest.mark.usefixtures("story")
def test_as_of_today_is_now(duban: Duban) -> None:
    today = local_day(system_clock(), ZONE).isoformat()
    told = json.loads(duban("summary", "--as-of", today, "--json").stdout)
    now = json.loads(duban("summary", "--json").stdout)
    assert told | {"as_of": ""} == now | {"as_of": ""}


@pytest.mark.usefixtures("database")
def test_without_a_plan_it_says_what_to_do(duban: Duban) -> None:
    assert duban("summary").stderr == "还没有导入方案，请先运行 duban plan import。\n"
