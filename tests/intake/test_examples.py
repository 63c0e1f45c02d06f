"""The sample plan is complete, and its task table says the same as the office would write it."""

from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from intake.reading import read_plan_file
from plan.changes import Thing, compare
from plan.model import Plan, UnitKind
from plan.problems import PlanErrors, Problem
from tests.intake.workbooks import TODAY

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN_FILE, TABLE = EXAMPLES / "yixing-2012.toml", EXAMPLES / "task-table.xlsx"
LATER = TODAY.replace(year=2026)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan_file(PLAN_FILE, reference=LATER).plan


def test_the_sample_plan_is_complete(plan: Plan) -> None:
    main_tasks = {task.number.split(".")[0] for task in plan.tasks}
    assert (len(plan.phases), len(main_tasks), len(plan.tasks)) == (3, 8, 41)
    assert Counter(unit.kind for unit in plan.units) == {
        UnitKind.DEPARTMENT: 5,
        UnitKind.TOWN: 4,
        UnitKind.COMMUNITY: 6,
    }
    people = [person for unit in plan.units for person in unit.people]
    assert len({person.name for person in people}) == len(people) == 60
    assert all(unit.parent for unit in plan.units if unit.kind is UnitKind.COMMUNITY)
    assert all(task.lead and task.units and task.standard for task in plan.tasks)


def test_the_table_over_the_plan_changes_nothing(plan: Plan) -> None:
    draft = read_plan_file(TABLE, reference=LATER, base=plan)
    assert compare(plan, draft.plan) == ()
    assert [(note.key, note.place) for note in draft.notes] == [
        ("plan.column_not_read", "任务分解表!L4"),
        ("plan.text_not_read", "任务分解表!A47"),
        ("plan.text_not_read", "任务分解表!A48"),
    ]


def test_the_table_alone_makes_the_same_tasks(plan: Plan) -> None:
    draft = read_plan_file(TABLE, reference=LATER)
    assert draft.plan.tasks == plan.tasks
    assert (draft.plan.title, draft.plan.number) == (plan.title, plan.number)
    changed = {change.what for change in compare(plan, draft.plan)}
    assert changed == {Thing.PLAN, Thing.PHASE, Thing.UNIT, Thing.PERSON}


def test_one_broken_row_is_named_by_its_cell_and_nothing_is_read(
    plan: Plan, tmp_path: Path
) -> None:
    book = load_workbook(TABLE)
    sheet = book.active
    sheet["G15"], sheet["J15"] = "鹿渚镇、青埠慎", "尽早"
    path = tmp_path / "broken.xlsx"
    book.save(path)
    with pytest.raises(PlanErrors) as caught:
        read_plan_file(path, reference=LATER, base=plan)
    assert caught.value.problems == (
        Problem("plan.unknown_unit_near", "任务分解表!G15", {"name": "青埠慎", "near": "青埠镇"}),
        Problem("plan.unread_date", "任务分解表!J15", {"found": "尽早"}),
    )
