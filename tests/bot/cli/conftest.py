"""The real command line, run in an empty folder and in no particular language."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

Duban = Callable[..., Result]

PLAN = """
title = "和谐社区创建方案"
number = "试办发〔2012〕1号"
goal = 2099-12-31
[[phases]]
id = "1"
name = "动员"
start = 2012-09-17
end = 2012-09-30
[[phases]]
id = "2"
name = "实施"
end = 2099-11-20
[[units]]
name = "市民政局"
kind = "department"
chat = -1001
people = [{ name = "钱青禾", role = "liaison", telegram = 1001 }]
[[units]]
name = "鹿渚镇"
kind = "town"
[[tasks]]
number = "1.1"
title = "召开动员会"
phase = "1"
lead = "市民政局"
units = ["鹿渚镇"]
[[tasks]]
number = "2.1"
title = "配齐社区用房"
phase = "2"
units = ["鹿渚镇"]
assist = ["市民政局"]
due = 2099-11-16
"""


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("DUBAN_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def plan_file() -> Path:
    """A plan with one line long past and one far ahead, in the present folder."""
    Path("plan.toml").write_text(PLAN, "utf-8")
    return Path("plan.toml")


@pytest.fixture
def imported(duban: Duban, plan_file: Path, database: str) -> str:
    """The address of a database with that plan in it."""
    assert duban("plan", "import", "--yes", str(plan_file)).exit_code == 0
    return database


@pytest.fixture
def duban() -> Duban:
    """Runs a command: duban("reply", "收到")."""

    def run(*args: str, given: str = "") -> Result:
        return CliRunner().invoke(app, args, input=given)

    return run
