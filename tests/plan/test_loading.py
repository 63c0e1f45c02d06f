"""Plans are read whole, and everything wrong with one is told at once."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.loading import load_plan, plan_as_data
from plan.model import Person, PersonRole, Phase, Plan, Task, Unit, UnitKind
from plan.problems import PlanErrors, Problem
from tests.plan.plans import plans, small_plan
from tests.wording import worded

MISSING = object()


def problems(data: Mapping[str, object]) -> list[Problem]:
    with pytest.raises(PlanErrors) as caught:
        load_plan(data)
    return worded(caught.value.problems)


def broken(*path: str | int, by: object) -> dict[str, Any]:
    """The small plan with the value at `path` replaced, or taken out if `by` is MISSING."""
    data = small_plan()
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    if by is MISSING:
        del inner[path[-1]]
    else:
        inner[path[-1]] = by
    return data


def test_a_whole_plan_is_read() -> None:
    assert load_plan(small_plan()) == Plan(
        title="和谐社区创建方案",
        number="试办发〔2012〕1号",
        goal=date(2012, 12, 31),
        phases=(Phase("1", "动员", date(2012, 9, 17), date(2012, 9, 30)),),
        units=(
            Unit(
                "市民政局",
                UnitKind.DEPARTMENT,
                chat=-1001,
                people=(Person("钱青禾", PersonRole.LIAISON, 1001),),
            ),
            Unit("鹿渚镇", UnitKind.TOWN),
            Unit("桃溪社区", UnitKind.COMMUNITY, parent="鹿渚镇"),
        ),
        tasks=(
            Task(
                number="1.1",
                title="召开动员会",
                phase="1",
                due=date(2012, 9, 21),
                lead="市民政局",
                units=("鹿渚镇",),
                assist=("桃溪社区",),
                start=date(2012, 9, 18),
                due_text="9月21日前",
                standard="会议已开",
                evidence=1,
            ),
        ),
    )


def test_only_a_title_is_needed() -> None:
    assert load_plan({"title": "方案"}) == Plan("方案", "", None, (), (), ())


def test_a_task_without_a_due_date_has_its_phases_end() -> None:
    [task] = load_plan(broken("tasks", 0, "due", by=MISSING)).tasks
    assert task.due == date(2012, 9, 30)


def test_white_space_runs_are_one_space() -> None:
    assert load_plan({"title": " 创建\n\t方案 　2012 "}).title == "创建 方案 2012"


def test_units_may_share_a_chat() -> None:
    assert load_plan(broken("units", 1, "chat", by=-1001)).units[1].chat == -1001


@given(plans())
def test_what_is_written_as_data_is_read_again(plan: Plan) -> None:
    assert load_plan(plan_as_data(plan)) == plan


def test_data_leaves_out_what_is_empty() -> None:
    assert plan_as_data(Plan("方案", "", None, (), (Unit("甲", UnitKind.TOWN),), ())) == {
        "title": "方案",
        "units": [{"name": "甲", "kind": "town"}],
    }


TASK = 'tasks[1] "1.1"'
UNIT = 'units[1] "市民政局"'
TASK_KEYS = "number, title, phase, due, lead, units, assist, start, due_text, standard, evidence"


@pytest.mark.parametrize(
    ("path", "by", "expected"),
    [
        (["title"], MISSING, ("plan.missing", "title", {})),
        (["title"], "", ("plan.empty", "title", {})),
        (["title"], " \n", ("plan.empty", "title", {})),
        (["title"], 7, ("plan.not_text", "title", {"found": "7"})),
        (["title"], "题" * 301, ("plan.too_long", "title", {"length": "301", "limit": "300"})),
        (["title"], "方\u200b案", ("plan.invisible", "title", {"code": "U+200B"})),
        (["title"], "方\x00案", ("plan.invisible", "title", {"code": "U+0000"})),
        (["goal"], "年底", ("plan.not_date", "goal", {"found": "'年底'"})),
        (["goal"], date(2212, 1, 1), ("plan.bad_year", "goal", {"found": "2212-01-01"})),
        (["task"], [], ("plan.unknown_key_near", "task", {"near": "tasks"})),
        (
            ["秘密"],
            1,
            (
                "plan.unknown_key",
                "秘密",
                {"known": "title, number, goal, phases, units, tasks"},
            ),
        ),
        (["phases", 0, "end"], MISSING, ("plan.missing", 'phases[1] "1" end', {})),
        (["units", 1, "name"], 2, ("plan.not_text", "units[2] name", {"found": "2"})),
        (["phases", 0, "id"], 1, ("plan.not_text", "phases[1] id", {"found": "1"})),
        (["units", 0, "kind"], MISSING, ("plan.missing", f"{UNIT} kind", {})),
        (
            ["units", 0, "kind"],
            "ministry",
            (
                "plan.not_one_of",
                f"{UNIT} kind",
                {"found": "'ministry'", "known": "department, town, community"},
            ),
        ),
        (["units", 0, "name"], "局" * 101, ("plan.too_long", "name", {})),
        (["units", 0, "chat"], 5, ("plan.bad_chat", f"{UNIT} chat", {"found": "5"})),
        (["units", 0, "chat"], "-5", ("plan.bad_chat", f"{UNIT} chat", {"found": "'-5'"})),
        (["units", 0, "people"], {}, ("plan.not_tables", f"{UNIT} people", {"found": "{}"})),
        (
            ["units", 0, "people", 0, "telegram"],
            -3,
            ("plan.bad_telegram", f'{UNIT} people[1] "钱青禾" telegram', {"found": "-3"}),
        ),
        (
            ["units", 0, "people", 0, "role"],
            ["liaison"],
            (
                "plan.not_one_of",
                f'{UNIT} people[1] "钱青禾" role',
                {"found": "['liaison']", "known": "liaison, deputy, in_charge, accountable"},
            ),
        ),
        (
            ["units", 0, "people", 0, "name"],
            MISSING,
            ("plan.missing", f"{UNIT} people[1] name", {}),
        ),
        (["tasks", 0, "number"], 1.1, ("plan.not_text", "tasks[1] number", {"found": "1.1"})),
        (["tasks", 0, "title"], "", ("plan.empty", f"{TASK} title", {})),
        (["tasks", 0, "phase"], MISSING, ("plan.missing", f"{TASK} phase", {})),
        (
            ["tasks", 0, "due"],
            datetime.combine(date(2012, 9, 21), time(17)),
            ("plan.not_date", f"{TASK} due", {"found": "2012-09-21 17:00:00"}),
        ),
        (
            ["tasks", 0, "units"],
            "鹿渚镇",
            ("plan.not_names", f"{TASK} units", {"found": "'鹿渚镇'"}),
        ),
        (["tasks", 0, "units"], [1], ("plan.not_names", f"{TASK} units", {"found": "[1]"})),
        (["tasks", 0, "units"], ["鹿渚镇", ""], ("plan.empty", f"{TASK} units", {})),
        (["tasks", 0, "lead"], ["甲"], ("plan.not_text", f"{TASK} lead", {"found": "['甲']"})),
        (["tasks", 0, "evidence"], -1, ("plan.bad_evidence", f"{TASK} evidence", {"found": "-1"})),
        (
            ["tasks", 0, "evidence"],
            True,
            ("plan.bad_evidence", f"{TASK} evidence", {"found": "True"}),
        ),
        (
            ["tasks", 0, "deadline"],
            date(2012, 9, 21),
            ("plan.unknown_key", f"{TASK} deadline", {"known": TASK_KEYS}),
        ),
        (["tasks", 0], "1.1", ("plan.not_tables", "tasks", {"found": "['1.1']"})),
    ],
)
def test_one_mistake_is_one_problem_with_its_place(
    path: list[str | int], by: object, expected: tuple[str, str, Mapping[str, str]]
) -> None:
    key, place, values = expected
    found = problems(broken(*path, by=by))
    assert (found[0].key, place in found[0].place) == (key, True)
    if values:
        assert found == [Problem(key, place, values)]


def test_every_problem_is_told_at_once() -> None:
    data = small_plan()
    data["goal"] = "soon"
    data["units"][0]["kind"] = "city"
    data["tasks"][0]["lead"] = "民政局"
    data["tasks"][0]["evidence"] = "two"
    assert [problem.key for problem in problems(data)] == [
        "plan.not_date",
        "plan.not_one_of",
        "plan.bad_evidence",
        "plan.unknown_unit_near",
    ]


def test_a_wrong_date_is_not_blamed_twice() -> None:
    data = small_plan()
    data["phases"][0]["end"] = "9月底"
    data["tasks"][0]["due"] = "9月21日"
    assert [problem.key for problem in problems(data)] == ["plan.not_date", "plan.not_date"]


def test_errors_name_every_place_in_a_log_line() -> None:
    errors = PlanErrors(Problem("plan.missing", "title"), Problem("plan.empty", "units[1] name"))
    assert str(errors) == "title: plan.missing; units[1] name: plan.empty"


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_no_value_anywhere_breaks_the_reading(data: st.DataObject) -> None:
    plan = small_plan()
    table = data.draw(
        st.sampled_from([plan, plan["phases"][0], *plan["units"], *plan["tasks"]])
        | st.just(plan["units"][0]["people"][0])
    )
    table[data.draw(st.sampled_from(sorted(table)) | st.text())] = data.draw(values)
    with suppress(PlanErrors):
        read = load_plan(plan)
        assert load_plan(plan_as_data(read)) == read
