"""A line finds its phase by its name, by its number before, or by its date."""

from datetime import date

import pytest

from plan.loading import load_plan
from plan.model import Phase, Plan
from plan.problems import Problem
from tests.intake.workbooks import Desk

HEADS = ("序号", "阶段", "工作任务", "责任单位", "完成时限")
BASE = load_plan(
    {
        "title": "方案",
        "phases": [
            {"id": "1", "name": "动员部署", "start": date(2012, 9, 17), "end": date(2012, 9, 30)},
            {"id": "2", "name": "组织实施", "start": date(2012, 10, 1), "end": date(2012, 11, 20)},
            {"id": "3", "name": "迎接检查", "start": date(2012, 11, 11), "end": date(2012, 12, 31)},
        ],
        "units": [{"name": "甲局", "kind": "department"}],
        "tasks": [{"number": "7", "title": "开会", "phase": "2"}],
    }
)


def phase(desk: Desk, name: object, due: object, number: int = 1, base: Plan = BASE) -> str:
    draft = desk.read(HEADS, (number, name, "开会", "甲局", due), base=base)
    return draft.plan.tasks[0].phase


@pytest.mark.parametrize(
    "name",
    ["组织实施", "组织实施阶段", "2", 2, 2.0, "二", "第二阶段", "第二阶段：组织实施", "組織實施"],
)
def test_a_phase_is_called_by_its_name_or_its_number(desk: Desk, name: object) -> None:
    assert phase(desk, name, "2012-12-31") == "2"


def test_the_exact_name_wins(desk: Desk) -> None:
    end = date(2012, 12, 31)
    phases = (Phase("2", "第一阶段", None, end), Phase("1", "一", None, end))
    base = Plan("方案", "", None, phases, BASE.units, ())
    assert phase(desk, "第一阶段", "2012-12-31", base=base) == "2"
    assert phase(desk, "一", "2012-12-31", base=base) == "1"


def test_a_task_stays_in_the_phase_it_had(desk: Desk) -> None:
    assert phase(desk, None, "2012-12-31", number=7) == "2"


def test_a_phase_that_is_gone_holds_nothing(desk: Desk) -> None:
    tasks = load_plan({**_data(), "tasks": [{"number": "7", "title": "开会", "phase": "1"}]}).tasks
    base = Plan("方案", "", None, (), BASE.units, tasks)
    draft = desk.read(HEADS, (7, None, "开会", "甲局", "2012-12-31"), base=base)
    assert [one.name for one in draft.plan.phases] == ["方案"]


def _data() -> dict[str, object]:
    end = date(2012, 12, 31)
    return {"title": "方案", "phases": [{"id": "1", "name": "全程", "end": end}]}


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2012-09-20", "1"),
        ("2012-10-01", "2"),
        ("2012-11-15", "3"),
        ("2013-01-15", "3"),
        ("长期", "3"),
    ],
)
def test_a_date_is_of_the_phase_open_then(desk: Desk, due: str, expected: str) -> None:
    assert phase(desk, None, due) == expected


def test_an_unknown_phase_is_a_problem_of_its_cell(desk: Desk) -> None:
    known = "1 动员部署, 2 组织实施, 3 迎接检查"
    assert desk.problems(HEADS, (1, "收尾", "开会", "甲局", "2012-12-31"), base=BASE) == [
        Problem("plan.unknown_phase", "任务!B2", {"name": "收尾", "known": known})
    ]


def test_without_a_date_the_end_of_the_phase_counts_and_is_told(desk: Desk) -> None:
    draft = desk.read(
        HEADS,
        (1, "组织实施", "开会", "甲局", None),
        (2, "组织实施", "值守", "甲局", "长期"),
        base=BASE,
    )
    assert [(task.due, task.due_text) for task in draft.plan.tasks] == [
        (date(2012, 11, 20), None),
        (date(2012, 11, 20), "长期"),
    ]
    values = {"name": "组织实施", "end": "2012-11-20"}
    assert draft.notes == (
        Problem("plan.due_of_phase", "任务!C2", values),
        Problem("plan.due_of_phase", "任务!E3", values),
    )


def test_without_date_and_phase_nothing_can_be_due(desk: Desk) -> None:
    assert desk.problems(HEADS, (1, None, "开会", "甲局", None), base=BASE) == [
        Problem("plan.no_due", "任务!C2")
    ]
    assert desk.problems(HEADS, (1, "组织实施", "开会", "甲局", "长期")) == [
        Problem("plan.no_due", "任务!E2")
    ]


def test_an_unread_date_is_not_told_a_second_time(desk: Desk) -> None:
    assert [one.key for one in desk.problems(HEADS, (1, None, "开会", "甲局", "尽快"))] == [
        "plan.unread_date"
    ]


def test_a_table_without_a_plan_makes_its_own_phases(desk: Desk) -> None:
    draft = desk.read(
        ("创建方案任务分解表",),
        HEADS,
        (1, "动员\n部署", "开会", "甲局", "9月20日"),
        (2, "动员 部署", "分解", "甲局", "9月28日"),
        (3, "实施", "检查", "甲局", "11月"),
        (4, None, "总结", "甲局", "12月"),
    )
    assert draft.plan.phases == (
        Phase("1", "动员 部署", None, date(2012, 9, 28)),
        Phase("2", "实施", None, date(2012, 11, 30)),
        Phase("3", "创建方案任务分解表", None, date(2012, 12, 31)),
    )
    assert [task.phase for task in draft.plan.tasks] == ["1", "1", "2", "3"]
