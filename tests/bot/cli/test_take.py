"""`duban plan import`."""

import os
import pty
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from tests.bot.cli.conftest import Duban
from tests.intake.workbooks import rewrite

ROOT = Path(__file__).parents[3]


def ask(query: str) -> list[Any]:
    with closing(sqlite3.connect("duban.db")) as connection:
        return connection.execute(query).fetchall()


def table(*rows: list[str], path: str = "任务表.xlsx") -> str:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["序号", "工作任务", "责任单位", "完成时限"], *rows):
        sheet.append(row)
    book.save(path)
    return path


def edit(path: Path, old: str, new: str) -> str:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return str(path)


def test_a_plan_comes_into_a_database_made_for_it(duban: Duban, plan_file: Path) -> None:
    result = duban("plan", "import", "--yes", str(plan_file))
    assert result.exit_code == 0
    assert "新增：方案 1、阶段 2、单位 2、人员 1、任务 2、分工 4" in result.stdout
    assert ask("SELECT title FROM plans") == [("和谐社区创建方案",)]


def test_what_comes_next_is_told(duban: Duban, plan_file: Path) -> None:
    said = duban("plan", "import", "--yes", str(plan_file)).stdout.splitlines()
    assert said[-4:] == [
        "已导入“和谐社区创建方案”，共 2 项任务。",
        "有 2 项分工的时限在导入时已过，作为历史保存，不再提醒。",
        "还有 1 个单位没有群：鹿渚镇。请逐个运行 duban bind 单位名称。",
        "办公室还没有群，请运行 duban bind --office。",
    ]


def test_a_year_whose_holidays_nobody_knows_is_told(duban: Duban, plan_file: Path) -> None:
    said = duban("plan", "import", "--yes", str(plan_file)).stderr
    assert said.startswith("⚠️ 尚无 2099 年的节假日安排")


def test_a_dry_run_saves_nothing(duban: Duban, plan_file: Path) -> None:
    result = duban("plan", "import", "--yes", str(plan_file), "--dry-run")
    assert "新增：方案 1" in result.stdout
    assert result.stderr == "以上只是预览，没有保存。\n"
    assert ask("SELECT * FROM plans") == []


@pytest.mark.usefixtures("imported")
def test_importing_again_changes_only_what_differs(duban: Duban, plan_file: Path) -> None:
    assert duban("plan", "import", "--yes", str(plan_file)).stdout == "没有变化\n"
    edit(plan_file, "配齐社区用房", "配齐社区服务用房")
    said = duban("plan", "import", "--yes", str(plan_file)).stdout
    assert said.startswith("变更：任务 1\n  任务 2.1 名称：配齐社区用房 → 配齐社区服务用房\n")
    assert ask("SELECT title FROM tasks WHERE number = '2.1'") == [("配齐社区服务用房",)]


@pytest.mark.usefixtures("imported")
def test_a_binding_made_since_outlives_an_import(duban: Duban, plan_file: Path) -> None:
    edit(plan_file, "chat = -1001\n", "")
    assert duban("plan", "import", "--yes", str(plan_file)).stdout == "没有变化\n"


def test_everything_wrong_with_a_plan_is_told_and_nothing_saved(
    duban: Duban, plan_file: Path
) -> None:
    edit(plan_file, 'phase = "2"', 'phase = "3"')
    edit(plan_file, 'number = "2.1"', 'number = "1.1"')
    result = duban("plan", "import", "--yes", str(plan_file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert 'plan.toml:31 tasks[2] "1.1" phase：没有“3”这个阶段' in result.stderr
    assert "任务编号重复" in result.stderr
    assert ask("SELECT * FROM plans") == []


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("none.toml", None, "none.toml：没有这个文件\n"),
        ("plan.toml", b"title = ", "plan.toml:1：此处不合 TOML 格式（Invalid value）\n"),
        ("plan.toml", b"\xff\xfe", "plan.toml:1：文件不是 UTF-8 编码，请另存为 UTF-8\n"),
        ("plan.xlsx", b"not a table", "plan.xlsx：这不是 .xlsx 表格文件\n"),
        (
            "plan.doc",
            b"x",
            "plan.doc：不认识“.doc”文件：方案文件以 .toml 结尾，任务表以 .xlsx 结尾\n",
        ),
    ],
)
def test_an_unreadable_file_is_told_in_one_line(
    duban: Duban, file: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        Path(file).write_bytes(content)
    result = duban("plan", "import", "--yes", file)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", says)


@pytest.mark.usefixtures("imported")
def test_a_table_goes_into_the_plan_that_is_named(duban: Duban) -> None:
    file = table(["2.1", "配齐社区用房", "鹿渚镇", "2099年11月18日"])
    refused = duban("plan", "import", "--yes", file)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("这份文件是哪个方案的？")
    result = duban("plan", "import", "--yes", file, "--into", "和谐社区创建方案")
    assert "任务 2.1 时限：2099-11-16 → 2099-11-18" in result.stdout
    assert "不再列入：任务 1" in result.stdout
    assert ask("SELECT title FROM plans") == [("和谐社区创建方案",)]


@pytest.mark.usefixtures("imported")
def test_a_table_may_be_a_plan_of_its_own(duban: Duban) -> None:
    file = table(["1", "清查台账", "鹿渚镇", "2099年5月1日"], path="年度工作.xlsx")
    assert duban("plan", "import", "--yes", file, "--new").exit_code == 0
    assert ask("SELECT title FROM plans") == [("和谐社区创建方案",), ("年度工作",)]
    assert duban("plan", "import", "--yes", file).stdout == "没有变化\n"
    assert ask("SELECT count(*) FROM units") == [(2,)]


@pytest.mark.usefixtures("imported")
def test_a_plan_file_with_another_title_is_no_second_plan_by_itself(
    duban: Duban, plan_file: Path
) -> None:
    file = edit(plan_file, "和谐社区创建方案", "和谐社区建设方案")
    refused = duban("plan", "import", "--yes", file)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("这份文件是哪个方案的？")
    renamed = duban("plan", "import", "--yes", file, "--into", "和谐社区创建方案")
    assert "方案 名称：和谐社区创建方案 → 和谐社区建设方案" in renamed.stdout
    assert ask("SELECT title FROM plans") == [("和谐社区建设方案",)]
    assert duban("plan", "import", file).stdout == "没有变化\n"


@pytest.mark.usefixtures("imported")
def test_a_plan_file_may_be_a_second_plan(duban: Duban, plan_file: Path) -> None:
    file = edit(plan_file, "和谐社区创建方案", "年度方案")
    assert duban("plan", "import", "--yes", file, "--new").exit_code == 0
    assert ask("SELECT title FROM plans") == [("和谐社区创建方案",), ("年度方案",)]
    refused = duban("plan", "import", "--yes", file, "--into", "和谐社区创建方案")
    assert refused.stderr.startswith("这份文件是另一个方案“年度方案”的")
    assert refused.exit_code == 1


@pytest.mark.usefixtures("database")
def test_without_a_terminal_nothing_is_saved_unasked(duban: Duban, plan_file: Path) -> None:
    result = duban("plan", "import", str(plan_file))
    assert "新增：方案 1" in result.stdout
    assert (result.exit_code, result.stderr) == (
        1,
        "没有保存：不在终端里，无法询问。确认导入请加 --yes。\n",
    )
    assert ask("SELECT * FROM plans") == []


def test_a_plan_without_a_task_is_refused(duban: Duban) -> None:
    Path("plan.toml").write_text('title = "和谐社区创建方案"\n', "utf-8")
    result = duban("plan", "import", "--yes", "plan.toml")
    assert result.stderr == "plan.toml：方案里没有任务，至少要有一个 [[tasks]]\n"
    assert result.exit_code == 1


@pytest.mark.usefixtures("imported")
def test_a_unit_the_bot_does_not_know_must_be_welcome(duban: Duban) -> None:
    file = table(["1", "清查台账", "云汀镇", "2099年5月1日"])
    refused = duban("plan", "import", "--yes", file, "--new")
    assert "没有“云汀镇”这个单位" in refused.stderr
    assert refused.exit_code == 1
    assert duban("plan", "import", "--yes", file, "--new", "--new-units").exit_code == 0


def test_what_was_left_out_of_a_table_is_told(duban: Duban) -> None:
    file = table(["1", "清查台账", "鹿渚镇", "2099年5月1日"], ["", "填表人：赵知秋", "", ""])
    result = duban("plan", "import", "--yes", file)
    assert result.stderr.startswith("请留意以下几处：\n")
    assert result.exit_code == 0


def test_a_plan_nobody_imported_cannot_be_updated(duban: Duban, plan_file: Path) -> None:
    result = duban("plan", "import", "--yes", str(plan_file), "--into", "别的方案")
    assert (result.exit_code, result.stderr) == (1, "没有“别的方案”这个方案。\n")


def do_nothing(_asked: subprocess.Popen[bytes]) -> None:
    pass


def on_a_terminal(
    args: list[str],
    answer: str,
    meanwhile: Callable[[subprocess.Popen[bytes]], None] = do_nothing,
) -> tuple[str, int]:
    """What a command says to somebody at a terminal who answers its question, if it has one."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", *args]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "dumb"}
    said, asked = b"", False
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        while read := _read(ours):
            said += read
            if not asked and "确认导入吗".encode() in said:
                asked = True
                meanwhile(process)
                os.write(ours, answer.encode())
    os.close(ours)
    return said.decode(), process.returncode


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1000)
    except OSError:  # Linux says so when nobody holds the other end any more
        return b""


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("answer", "saved", "last"),
    [("y\n", 1, "duban bind --office"), ("n\n", 0, "没有导入，一切照旧")],
)
def test_on_a_terminal_it_asks_before_it_saves(
    plan_file: Path, answer: str, saved: int, last: str
) -> None:
    said, code = on_a_terminal(["plan", "import", str(plan_file)], answer)
    assert last in said
    assert (code == 0) is bool(saved)
    assert "Traceback" not in said
    assert ask("SELECT count(*) FROM plans") == [(saved,)]


@pytest.mark.usefixtures("database")
def test_somebody_who_interrupts_the_question_has_saved_nothing(plan_file: Path) -> None:
    def interrupt(asked: subprocess.Popen[bytes]) -> None:
        while asked.poll() is None:  # one that comes just before the reading begins is not seen
            asked.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                asked.wait(5)

    said, code = on_a_terminal(["plan", "import", str(plan_file)], "", interrupt)
    assert "已中断" in said
    assert "Traceback" not in said
    assert code != 0
    assert ask("SELECT count(*) FROM plans") == [(0,)]


@pytest.mark.usefixtures("database")
def test_on_a_terminal_yes_saves_without_asking(plan_file: Path) -> None:
    said, code = on_a_terminal(["plan", "import", "--yes", str(plan_file)], "")
    assert ("确认导入吗" in said, code) == (False, 0)
    assert ask("SELECT count(*) FROM plans") == [(1,)]


@pytest.mark.usefixtures("imported")
def test_what_changed_while_the_office_looked_is_not_overwritten(plan_file: Path) -> None:
    edit(plan_file, "配齐社区用房", "配齐社区服务用房")

    def move_the_group(_asked: subprocess.Popen[bytes]) -> None:
        with closing(sqlite3.connect("duban.db")) as connection, connection:
            connection.execute("UPDATE chats SET telegram_id = -1002")

    said, code = on_a_terminal(["plan", "import", str(plan_file)], "y\n", move_the_group)
    assert "在您查看期间方案或群有了变动" in said
    assert code == 1
    assert ask("SELECT telegram_id FROM chats") == [(-1002,)]


def zipped(members: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "bomb": zipped({SHEET: bytes(210_000_000)}),
    "cells": zipped({SHEET: b"<c/>" * 600_000}),
    "no workbook": zipped({"setup.exe": b"MZ"}),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "nothing": b"",
    "half": zipped({SHEET: b"<worksheet/>"})[:-30],
    "too large": b"PK" + bytes(21 * 2**20),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_table_is_refused_in_one_sentence(duban: Duban, kind: str) -> None:
    Path("任务表.xlsx").write_bytes(HOSTILE[kind])
    result = duban("plan", "import", "--yes", "任务表.xlsx")
    assert result.exit_code == 1
    assert "任务表.xlsx" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not result.stdout


def test_formulas_are_read_as_saved_and_told(duban: Duban) -> None:
    path = Path(table(["1", "检查", '="鹿渚"&"镇"', "2099-01-01"]))
    rewrite(path, '<c r="C2">', '<c r="C2" t="str">')
    rewrite(path, "<v />", "<v>鹿渚镇</v>")
    result = duban("plan", "import", "--yes", str(path))
    assert result.exit_code == 0
    assert "Sheet!C2：共有 1 个单元格是公式" in result.stderr
    assert ask("SELECT name FROM units") == [("鹿渚镇",)]
