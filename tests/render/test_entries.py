from dataclasses import replace
from datetime import date

import pytest

from plan.history import Past
from plan.model import State, Status
from render.entries import entry_head, entry_line, entry_name, past_line
from render.texts import Texts
from tests.render.builders import AT, ENTRY, TODAY, ZONE


def test_a_line_of_a_list_says_which_whose_and_how_far(zh: Texts) -> None:
    assert entry_line(3, ENTRY, TODAY, zh) == (
        "<b>3. 2.3 社区服务用房达标</b>（城东街道，牵头）\n"
        "11月12日（周一），逾期 1 天；⛔受阻（资金） 60% 🔴逾期\n"
        "　“缺资金，请财政部门协调”"
    )


def test_a_unit_that_said_nothing_is_not_quoted(zh: Texts) -> None:
    assert "“" not in entry_line(1, replace(ENTRY, note=""), TODAY, zh)


def test_what_waits_for_the_office_is_not_a_matter_of_days(zh: Texts) -> None:
    head = list(entry_head(replace(ENTRY, state=State.CLAIMED), TODAY, zh))
    assert head[2].startswith("11月12日（周一），已申请办结，待办公室审核；")
    assert len(head) == 3


def test_an_open_assignment_shows_its_state(zh: Texts) -> None:
    assert list(entry_head(ENTRY, TODAY, zh))[-1] == "状态：办理中"


def test_in_a_sentence_task_and_unit_are_enough(zh: Texts) -> None:
    assert entry_name(ENTRY, zh) == "2.3 城东街道"


@pytest.mark.parametrize(
    ("past", "line"),
    [
        (Past(AT, "张三", receipt=True), "· 11月12日 14:32 张三：收到"),
        (Past(AT, "张三", status=Status.DONE), "· 11月12日 14:32 张三：已完成"),
        (
            Past(AT, "张三", extend_to=date(2012, 11, 25)),
            "· 11月12日 14:32 张三：申请延期至11月25日（周日）",
        ),
        (
            Past(AT, "张三", percent=60, note="缺资金", link="https://t.me/c/1/2"),
            '· 11月12日 14:32 张三：推进中 60%　<a href="https://t.me/c/1/2">原文</a>\n　“缺资金”',
        ),
        (
            Past(AT, "张三", receipt=True, retracted=True),
            "<s>· 11月12日 14:32 张三：收到</s>（已撤回）",
        ),
    ],
)
def test_history_leads_back_to_the_message(past: Past, line: str, zh: Texts) -> None:
    assert past_line(past, zh, ZONE) == line
