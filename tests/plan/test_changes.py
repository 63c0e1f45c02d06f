"""What an import would change is told before it happens."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from plan.changes import Change, ChangeKind, Thing, compare, keep_known
from plan.loading import load_plan
from plan.model import Person, PersonRole, Plan, Unit, UnitKind
from tests.plan.plans import plans, small_plan

PLAN = load_plan(small_plan())
[PHASE], [TASK] = PLAN.phases, PLAN.tasks
BUREAU, TOWN, VILLAGE = PLAN.units
ADDED, CHANGED, REMOVED = ChangeKind


def test_against_nothing_everything_is_new() -> None:
    assert compare(None, PLAN) == (
        Change(ADDED, Thing.PLAN, "", "title", "", "和谐社区创建方案"),
        Change(ADDED, Thing.PHASE, "1", "name", "", "动员"),
        Change(ADDED, Thing.UNIT, "市民政局", "kind", "", "department"),
        Change(ADDED, Thing.PERSON, "市民政局 钱青禾", "role", "", "liaison"),
        Change(ADDED, Thing.UNIT, "鹿渚镇", "kind", "", "town"),
        Change(ADDED, Thing.UNIT, "桃溪社区", "kind", "", "community"),
        Change(ADDED, Thing.TASK, "1.1", "title", "", "召开动员会"),
        Change(ADDED, Thing.ASSIGNMENT, "1.1 桃溪社区", "role", "", "assist"),
        Change(ADDED, Thing.ASSIGNMENT, "1.1 鹿渚镇", "role", "", "responsible"),
        Change(ADDED, Thing.ASSIGNMENT, "1.1 市民政局", "role", "", "lead"),
    )


def test_where_only_units_are_known_the_plan_is_new() -> None:
    known = Plan("", "", None, (), PLAN.units, ())
    assert [one.what for one in compare(known, replace(PLAN, phases=(), tasks=()))] == [Thing.PLAN]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (
            replace(PLAN, goal=None),
            Change(CHANGED, Thing.PLAN, "", "goal", "2012-12-31", ""),
        ),
        (
            replace(PLAN, title="创建方案"),
            Change(CHANGED, Thing.PLAN, "", "title", "和谐社区创建方案", "创建方案"),
        ),
        (
            replace(PLAN, phases=(replace(PHASE, end=date(2012, 9, 28)),)),
            Change(CHANGED, Thing.PHASE, "1", "end", "2012-09-30", "2012-09-28"),
        ),
        (
            replace(PLAN, units=(BUREAU, TOWN, replace(VILLAGE, parent=None))),
            Change(CHANGED, Thing.UNIT, "桃溪社区", "parent", "鹿渚镇", ""),
        ),
        (
            replace(PLAN, units=(replace(BUREAU, people=()), TOWN, VILLAGE)),
            Change(REMOVED, Thing.PERSON, "市民政局 钱青禾", "role", "liaison", ""),
        ),
        (
            replace(PLAN, tasks=(replace(TASK, due=date(2012, 9, 25)),)),
            Change(CHANGED, Thing.TASK, "1.1", "due", "2012-09-21", "2012-09-25"),
        ),
        (
            replace(PLAN, tasks=(replace(TASK, assist=()),)),
            Change(REMOVED, Thing.ASSIGNMENT, "1.1 桃溪社区", "role", "assist", ""),
        ),
        (
            replace(PLAN, tasks=(replace(TASK, units=("鹿渚镇", "桃溪社区")),)),
            Change(CHANGED, Thing.ASSIGNMENT, "1.1 桃溪社区", "role", "assist", "responsible"),
        ),
    ],
)
def test_one_difference_is_one_change(new: Plan, expected: Change) -> None:
    assert compare(PLAN, new) == (expected,)


def test_another_role_is_told_from_both_sides() -> None:
    person = Person("钱青禾", PersonRole.DEPUTY, 1001)
    new = replace(PLAN, units=(replace(BUREAU, people=(person,)), TOWN, VILLAGE))
    assert compare(PLAN, new) == (
        Change(ADDED, Thing.PERSON, "市民政局 钱青禾", "role", "", "deputy"),
        Change(REMOVED, Thing.PERSON, "市民政局 钱青禾", "role", "liaison", ""),
    )


@given(plans())
def test_a_plan_does_not_differ_from_itself(plan: Plan) -> None:
    assert compare(plan, plan) == ()


@given(plans(), plans())
def test_going_back_undoes_every_change(old: Plan, new: Plan) -> None:
    opposite = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED}
    back = {
        Change(opposite[one.kind], one.what, one.name, one.field, one.after, one.before)
        for one in compare(new, old)
    }
    assert back == set(compare(old, new))


def test_what_a_file_leaves_unsaid_is_kept() -> None:
    bound = replace(BUREAU, people=(*BUREAU.people, Person("孙亦舟", PersonRole.DEPUTY, 1002)))
    old = replace(PLAN, units=(bound, TOWN, VILLAGE))
    said = Unit("市民政局", UnitKind.DEPARTMENT, people=(Person("钱青禾", PersonRole.LIAISON),))
    added = Unit("云汀镇", UnitKind.TOWN)
    kept = keep_known(old, replace(PLAN, units=(added, said)))
    assert kept.units == (added, bound, TOWN, VILLAGE)


def test_what_a_file_says_wins() -> None:
    said = replace(BUREAU, chat=-7, people=(replace(BUREAU.people[0], telegram=8),))
    kept = keep_known(PLAN, replace(PLAN, units=(said, replace(TOWN, kind=UnitKind.COMMUNITY))))
    assert kept.units == (said, replace(TOWN, kind=UnitKind.COMMUNITY), VILLAGE)


@given(plans(), plans())
def test_keeping_removes_no_unit_and_nobody(old: Plan, new: Plan) -> None:
    gone = [one for one in compare(old, keep_known(old, new)) if one.kind is REMOVED]
    assert not {Thing.UNIT, Thing.PERSON} & {one.what for one in gone}
