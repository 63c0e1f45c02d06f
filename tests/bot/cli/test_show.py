"""`duban plan show`."""

import json
import tomllib
from datetime import date

import pytest

from plan.loading import load_plan, plan_as_data
from tests.bot.cli.conftest import PLAN, Duban


@pytest.mark.usefixtures("imported")
def test_the_plan_is_shown_with_its_tasks_below_their_phases(duban: Duban) -> None:
    assert duban("plan", "show").stdout == (
        "和谐社区创建方案\n试办发〔2012〕1号\n目标日期：2099年12月31日\n\n"
        "阶段 1 动员（2012年9月17日至2012年9月30日）\n"
        "1.1 召开动员会（2012年9月30日）市民政局（牵头）、鹿渚镇（责任）\n\n"
        "阶段 2 实施（2099年11月20日止）\n"
        "2.1 配齐社区用房（2099年11月16日）鹿渚镇（责任）、市民政局（配合）\n\n"
        "共 2 个单位，其中 1 个还没有群。\n"
    )


@pytest.mark.usefixtures("imported")
def test_as_json_it_is_the_data_of_a_plan_file(duban: Duban) -> None:
    shown = json.loads(duban("plan", "show", "--json").stdout)
    data = plan_as_data(load_plan(tomllib.loads(PLAN)))
    assert shown == json.loads(json.dumps(data, default=date.isoformat))


@pytest.mark.usefixtures("database")
def test_without_a_plan_it_says_what_to_do(duban: Duban) -> None:
    result = duban("plan", "show")
    assert result.exit_code == 1
    assert result.stderr == "还没有导入方案，请先运行 duban plan import。\n"


@pytest.mark.usefixtures("imported")
def test_of_several_plans_one_must_be_named(duban: Duban) -> None:
    with open("other.toml", "w", encoding="utf-8") as file:
        file.write(PLAN.replace("和谐社区创建方案", "别的方案"))
    duban("plan", "import", "--yes", "--new", "other.toml")
    refused = duban("plan", "show")
    assert refused.stderr == "有几个方案，请用 --plan 指明一个：和谐社区创建方案、别的方案。\n"
    assert duban("plan", "show", "--plan", "别的方案").stdout.startswith("别的方案\n")
    assert duban("plan", "show", "--plan", "没有").stderr == "没有“没有”这个方案。\n"
