"""The parts of a plan must fit together."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.consistency import contradictions
from plan.loading import load_plan
from plan.model import Person, PersonRole, Plan, Unit, UnitKind
from plan.problems import Problem
from tests.plan.plans import plans, small_plan
from tests.wording import worded

PLAN = load_plan(small_plan())
[PHASE], [TASK] = PLAN.phases, PLAN.tasks
BUREAU, TOWN, VILLAGE = PLAN.units


def found(plan: Plan) -> list[Problem]:
    return worded(contradictions(plan))


@given(plans())
def test_a_sound_plan_has_no_contradictions(plan: Plan) -> None:
    assert found(plan) == []


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (
            replace(PLAN, phases=(PHASE, PHASE)),
            Problem("plan.duplicate_phase", 'phases[2] "1"', {"first": "phases[1]"}),
        ),
        (
            replace(PLAN, units=(*PLAN.units, BUREAU)),
            Problem("plan.duplicate_unit", 'units[4] "市民政局"', {"first": "units[1]"}),
        ),
        (
            replace(PLAN, tasks=(TASK, TASK)),
            Problem("plan.duplicate_task", 'tasks[2] "1.1"', {"first": "tasks[1]"}),
        ),
        (
            replace(PLAN, phases=(replace(PHASE, end=date(2012, 9, 16)),)),
            Problem(
                "plan.phase_ends_early",
                'phases[1] "1" end',
                {"start": "2012-09-17", "end": "2012-09-16"},
            ),
        ),
        (
            replace(PLAN, units=(BUREAU, TOWN, replace(VILLAGE, parent="鹿诸镇"))),
            Problem(
                "plan.unknown_unit_near",
                'units[3] "桃溪社区" parent',
                {"name": "鹿诸镇", "near": "鹿渚镇"},
            ),
        ),
        (
            replace(PLAN, units=(replace(BUREAU, people=BUREAU.people * 2), TOWN, VILLAGE)),
            Problem(
                "plan.duplicate_person",
                'units[1] "市民政局" people',
                {"name": "钱青禾", "role": "liaison"},
            ),
        ),
        (
            replace(PLAN, tasks=(replace(TASK, lead="财政"),)),
            Problem("plan.unknown_unit", 'tasks[1] "1.1" lead', {"name": "财政"}),
        ),
        (
            replace(PLAN, tasks=(replace(TASK, units=("鹿渚镇", "镇"), assist=()),)),
            Problem("plan.unknown_unit", 'tasks[1] "1.1" units', {"name": "镇"}),
        ),
        (
            replace(PLAN, tasks=(replace(TASK, assist=("公安",)),)),
            Problem("plan.unknown_unit", 'tasks[1] "1.1" assist', {"name": "公安"}),
        ),
        (
            replace(PLAN, tasks=(replace(TASK, phase="7"),)),
            Problem("plan.unknown_phase", 'tasks[1] "1.1" phase', {"name": "7", "known": "1"}),
        ),
        (
            replace(PLAN, tasks=(replace(TASK, start=date(2012, 9, 22)),)),
            Problem(
                "plan.due_before_start",
                'tasks[1] "1.1" due',
                {"due": "2012-09-21", "start": "2012-09-22"},
            ),
        ),
        (
            replace(PLAN, tasks=(replace(TASK, start=None, due=date(2012, 9, 1)),)),
            Problem(
                "plan.due_before_phase",
                'tasks[1] "1.1" due',
                {"due": "2012-09-01", "start": "2012-09-17", "phase": "1"},
            ),
        ),
    ],
)
def test_each_contradiction_is_named(plan: Plan, expected: Problem) -> None:
    phase_dates = {"plan.due_before_phase"}
    problems = [one for one in found(plan) if one.key not in phase_dates - {expected.key}]
    assert problems == [expected]


def test_one_person_may_fill_two_roles_of_a_small_unit() -> None:
    people = (Person("云砚田", PersonRole.LIAISON), Person("云砚田", PersonRole.IN_CHARGE))
    assert found(Plan("方案", "", None, (), (Unit("甲", UnitKind.TOWN, people=people),), ())) == []


def test_a_phase_without_a_start_asks_nothing_of_due_dates() -> None:
    task = replace(TASK, start=None, due=date(1999, 1, 1))
    assert found(replace(PLAN, phases=(replace(PHASE, start=None),), tasks=(task,))) == []


def tree(**parents: str | None) -> Plan:
    units = tuple(Unit(name, UnitKind.TOWN, parent) for name, parent in parents.items())
    return Plan("方案", "", None, (), units, ())


def test_a_circle_of_units_is_told_once_and_shown() -> None:
    assert found(tree(d="a", a="b", b="c", c="a", e=None)) == [
        Problem("plan.parent_cycle", 'units[2] "a" parent', {"path": "a → b → c → a"})
    ]


def test_a_unit_cannot_be_its_own_parent() -> None:
    assert [one.values["path"] for one in found(tree(a="a", b="b"))] == ["a → a", "b → b"]


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef"), min_size=1))
def test_every_circle_is_found_and_nothing_else(parents: dict[str, str]) -> None:
    """Cutting what hangs from nothing, again and again, leaves the circles."""
    rest = dict(parents)
    while tops := [name for name, parent in rest.items() if parent not in rest]:
        for name in tops:
            del rest[name]
    told = {
        name
        for problem in found(tree(**parents))
        if problem.key == "plan.parent_cycle"
        for name in problem.values["path"].split(" → ")
    }
    circles = {name for name in rest if name in _reached(rest, name)}
    assert told == circles


def _reached(parents: dict[str, str], name: str) -> set[str]:
    seen: set[str] = set()
    while (name := parents[name]) not in seen:
        seen.add(name)
    return seen
