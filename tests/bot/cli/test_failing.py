"""Failures are one sentence each, and never a traceback."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot.cli.failing import unexpected
from render.texts import load_texts
from tests.bot.cli.conftest import Duban

ROOT = Path(__file__).parents[3]
TOKEN = "123456:invented-for-these-tests-only"


def test_a_wrong_setting_stops_every_command(duban: Duban) -> None:
    Path("config.toml").write_text("[lamps]\nnear_days = -1\nred_gap = 'x'")
    for command in (["summary"], ["plan", "show"], ["days"], ["bind", "--office"], ["run"]):
        result = duban(*command)
        assert result.stderr.splitlines() == [
            "lamps.near_days：不能小于 0",
            "lamps.red_gap：应是整数，例如 3",
        ]
        assert result.exit_code == 1


def test_a_named_file_of_settings_must_exist(duban: Duban) -> None:
    assert duban("summary", "--config", "none.toml").stderr == "none.toml：没有这个文件\n"


def test_a_wrong_setting_is_told_in_the_language_of_its_file(duban: Duban) -> None:
    Path("config.toml").write_text("[lamps]\nnear_days = -1\n[language]\ndefault = 'en'")
    assert duban("summary").stderr == "lamps.near_days: this must not be less than 0\n"


@pytest.mark.usefixtures("database")
def test_a_database_of_a_newer_version_is_refused(duban: Duban) -> None:
    with closing(sqlite3.connect("duban.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'later'")
    result = duban("summary")
    assert result.stderr.startswith("数据库由更新版本的 Duban 写入")
    assert result.exit_code == 1


@pytest.mark.usefixtures("database")
def test_a_database_that_may_only_be_read_is_refused(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUBAN_DATABASE__URL", "sqlite:///file:duban.db?mode=ro&uri=true")
    result = duban("days", "set", "2012-10-08", "--off")
    assert "无法写入，请检查文件及其目录的权限" in result.stderr
    assert result.exit_code == 1


@pytest.fixture
def little_room(imported: str) -> Iterator[None]:
    """The database cannot grow any more, as on a disk with no space left."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(Pool, "connect", limit)
    yield
    event.remove(Pool, "connect", limit)


@pytest.mark.usefixtures("little_room")
def test_a_disk_that_is_full_loses_nothing(duban: Duban, plan_file: Path) -> None:
    tasks = "".join(
        f'[[tasks]]\nnumber = "9.{n}"\ntitle = "{"长" * 200}"\nphase = "2"\n' for n in range(200)
    )
    plan_file.write_text(plan_file.read_text() + tasks)
    result = duban("plan", "import", "--yes", str(plan_file))
    assert result.stderr.startswith("数据库 sqlite:///duban.db 所在磁盘空间已满")
    assert result.exit_code == 1
    assert "2 个单位" in duban("plan", "show").stdout


@pytest.mark.usefixtures("database")
def test_a_database_in_use_by_another_program_is_told(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect("duban.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        monkeypatch.setenv("DUBAN_DATABASE__URL", "sqlite:///duban.db?timeout=0.1")
        result = duban("days", "set", "2012-10-08", "--off")
    assert "正被其他程序占用" in result.stderr


def test_what_nobody_foresaw_has_a_number_and_a_log(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_path: object) -> None:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")

    monkeypatch.setattr("bot.cli.setup.load_settings", broken)
    result = duban("summary")
    found = re.fullmatch(r"出现意外错误，编号 (\w{8})，详情在 (\S+)。\n", result.stderr)
    assert found
    log = Path(found[2])
    text = log.read_text("utf-8")
    log.unlink()
    assert result.exit_code == 1
    assert found[1] in log.name
    assert "RuntimeError" in text
    assert TOKEN not in text


def test_a_log_that_cannot_be_written_is_no_second_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.failing.gettempdir", lambda: "/nowhere/at/all")
    said = unexpected(RuntimeError("x"), load_texts()["en"])
    assert "RuntimeError" in said


def test_a_reader_who_leaves_early_is_no_failure(plan_file: Path) -> None:
    command = [sys.executable, "-m", "bot", "plan", "import", str(plan_file), "--dry-run"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_finds_no_room_is_told(unbuffered: str) -> None:
    command = [sys.executable, "-m", "bot", "plan", "show", "--json"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered}
    with open("/dev/full", "w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment)
    assert result.stderr.decode() == "磁盘已满，请腾出空间后再试。\n"
    assert result.returncode == 1
