"""`duban reply`."""

import json
import subprocess
import sys
from pathlib import Path

from tests.bot.cli.conftest import Duban

ROOT = Path(__file__).parents[3]
ITEM = {
    "n": None,
    "receipt": False,
    "status": None,
    "percent": None,
    "no_change": False,
    "expected_on": None,
    "extend_to": None,
    "withdraw": False,
}


def test_a_sure_reply_is_printed_as_json(duban: Duban) -> None:
    result = duban("reply", "1 完成 2 80%", "--tasks", "2", "--json")
    assert json.loads(result.stdout) == {
        "sure": True,
        "items": [
            ITEM | {"n": 1, "status": "done"},
            ITEM | {"n": 2, "status": "in_progress", "percent": 80},
        ],
    }
    assert result.exit_code == 0


def test_a_day_is_printed_as_a_date(duban: Duban) -> None:
    args = ["--today", "2012-11-06", "--due", "2012-11-16"]
    result = duban("reply", "申请延期到11月25日", *args, "--json")
    assert json.loads(result.stdout)["items"] == [ITEM | {"extend_to": "2012-11-25"}]


def test_a_sure_reply_is_told_in_words(duban: Duban) -> None:
    assert duban("reply", "进度80%").stdout == "直接记录：\n进度 80%\n"


def test_an_unsure_reply_says_why_it_would_be_asked(duban: Duban) -> None:
    result = duban("reply", "完成", "--tasks", "3")
    assert result.stdout.startswith("不会直接记录，会先询问。原因：")
    assert result.stdout.endswith("目前理解为：\n已完成\n")


def test_each_line_of_the_input_is_answered_with_one_line(duban: Duban) -> None:
    lines = ['{"text": "收到"}', "", '{"text": "2 完成", "tasks": 2, "due": "2012-11-16"}']
    result = duban("reply", "-", "--json", given="\n".join(lines))
    assert [json.loads(line)["sure"] for line in result.stdout.splitlines()] == [True, True]


def test_a_line_that_is_no_reply_is_named(duban: Duban) -> None:
    for wrong in ("完成", "[]", '{"text": 1}', '{"text": "好", "tasks": 0}', '{"today": "2012"}'):
        result = duban("reply", "-", "--json", given=f'{{"text": "收到"}}\n{wrong}\n')
        assert len(result.stdout.splitlines()) == 1
        assert result.stderr == "第 2 行不是含有 text 的 JSON 对象。\n"
        assert result.exit_code == 1


def test_an_answer_comes_before_the_next_line_is_asked() -> None:
    command = [sys.executable, "-m", "bot", "reply", "-", "--json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for text in ("收到", "完成"):
            process.stdin.write(json.dumps({"text": text}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["sure"]
        process.stdin.close()
        assert process.wait(10) == 0
