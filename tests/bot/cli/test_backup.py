"""`duban backup` and `duban restore`."""

import json
from pathlib import Path

import pytest
from filelock import FileLock

from tests.bot.cli.conftest import Duban

BACKUP = "a.zip"


@pytest.fixture
def backed_up(duban: Duban, imported: str) -> str:
    """A backup of a database with a plan in it, and the database's address."""
    assert imported
    assert duban("backup", BACKUP).exit_code == 0
    return imported


def shown_plan(duban: Duban) -> object:
    return json.loads(duban("plan", "show", "--json").stdout)


@pytest.mark.usefixtures("imported")
def test_a_backup_says_what_it_holds(duban: Duban) -> None:
    result = duban("backup", BACKUP)
    assert result.exit_code == 0
    assert "已备份到 a.zip" in result.stdout
    assert "0 个佐证文件" in result.stdout
    assert Path(BACKUP).exists()


@pytest.mark.usefixtures("backed_up")
def test_a_lost_database_comes_back(duban: Duban) -> None:
    before = shown_plan(duban)
    for file in Path().glob("duban.db*"):
        file.unlink()
    result = duban("restore", BACKUP)
    assert result.exit_code == 0
    assert "行数据" in result.stdout
    assert "不再重发" in result.stdout
    assert shown_plan(duban) == before


@pytest.mark.usefixtures("backed_up")
def test_what_is_there_stays_unless_told(duban: Duban) -> None:
    assert duban("days", "set", "2099-10-08", "--off").exit_code == 0
    result = duban("restore", BACKUP)
    assert result.exit_code == 1
    assert "--replace" in result.stderr
    unasked = duban("restore", BACKUP, "--replace")
    assert unasked.exit_code == 1
    assert "--yes" in unasked.stderr
    assert "2099" in duban("days").stdout
    assert duban("restore", BACKUP, "--replace", "--yes").exit_code == 0
    assert "2099" not in duban("days").stdout


@pytest.mark.usefixtures("backed_up")
@pytest.mark.parametrize("moment", ["2999-01-01", "x"])
def test_a_loss_to_come_is_none(duban: Duban, moment: str) -> None:
    result = duban("restore", BACKUP, "--replace", "--yes", "--lost-at", moment)
    assert result.exit_code == 1
    assert "时刻" in result.stderr


@pytest.mark.usefixtures("backed_up")
def test_after_a_bot_that_had_ended_nothing_is_missing(duban: Duban) -> None:
    result = duban("restore", BACKUP, "--replace", "--yes", "--lost-at", "1999-01-01")
    assert result.exit_code == 0
    assert "没有缺失" in result.stdout


@pytest.mark.usefixtures("backed_up")
@pytest.mark.parametrize("ended", ["1999-01-01T09:00", "1999-01-01T01:00+00:00"])
def test_what_is_told_of_a_loss_names_its_zone(duban: Duban, ended: str) -> None:
    result = duban("restore", BACKUP, "--replace", "--yes", "--lost-at", ended)
    assert "1月1日 09:00（Asia/Shanghai）" in result.stdout


def test_without_a_database_nothing_is_written(duban: Duban) -> None:
    result = duban("backup", BACKUP)
    assert (result.exit_code, list(Path().iterdir())) == (1, [])
    assert "没有可备份的内容" in result.stderr


@pytest.mark.usefixtures("imported")
def test_what_is_no_backup_is_left_alone(duban: Duban, plan_file: Path) -> None:
    for command in ("backup", "restore"):
        result = duban(command, str(plan_file))
        assert result.exit_code == 1
        assert "plan.toml" in result.stderr
    assert plan_file.read_text("utf-8")


@pytest.mark.usefixtures("backed_up")
def test_a_file_a_bot_has_is_left_alone(duban: Duban) -> None:
    with FileLock("duban.db.lock"):
        result = duban("restore", BACKUP, "--replace", "--yes")
    assert result.exit_code == 1
    assert "duban.db" in result.stderr
