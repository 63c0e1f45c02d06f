"""People are taken from a row of one unit; phone numbers never."""

import pytest

from intake.people import add_people
from plan.model import Person, PersonRole, Unit, UnitKind
from plan.problems import Problem
from tests.intake.workbooks import Desk

HEADS = ("序号", "工作任务", "责任单位", "责任人", "直接责任人", "联络员", "完成时限")
DEPUTY, LIAISON = PersonRole.DEPUTY, PersonRole.LIAISON


def liaisons(desk: Desk, text: object) -> tuple[list[str], list[Problem]]:
    draft = desk.read(HEADS, (1, "开会", "市民政局", None, None, text, "2012-11-16"))
    [unit] = draft.plan.units
    return [person.name for person in unit.people], list(draft.notes)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("钱青禾", ["钱青禾"]),
        ("钱青禾、孙亦舟", ["钱青禾", "孙亦舟"]),
        ("钱青禾\n孙亦舟", ["钱青禾", "孙亦舟"]),
        ("钱 禾", ["钱禾"]),
        ("钱青禾 13800000000", ["钱青禾"]),
        ("钱青禾（0510-8000 0000）", ["钱青禾"]),
        ("钱青禾（办公室）", ["钱青禾"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
        ("Anna Schmidt-Lee", ["Anna Schmidt-Lee"]),
        ("13800000000", []),
    ],
)
def test_a_name_is_taken_without_what_stands_around_it(
    desk: Desk, text: str, names: list[str]
) -> None:
    assert liaisons(desk, text) == (names, [])


@pytest.mark.parametrize(
    "text", ["张局长", "办公室主任 钱青禾", "待定：月底前报", "各科室负责同志", "（办公室）"]
)
def test_what_may_be_no_name_is_told(desk: Desk, text: str) -> None:
    assert liaisons(desk, text) == (
        [],
        [Problem("plan.person_not_read", "任务!F2", {"found": text})],
    )


def test_each_column_is_a_role(desk: Desk) -> None:
    row = (1, "开会", "市民政局", "孙亦舟", "李听泉", "钱青禾", "2012-11-16")
    [unit] = desk.read(HEADS, row).plan.units
    assert unit.people == (
        Person("钱青禾", PersonRole.LIAISON),
        Person("孙亦舟", PersonRole.IN_CHARGE),
        Person("李听泉", PersonRole.ACCOUNTABLE),
    )


def test_nobody_knows_whose_people_several_units_have(desk: Desk) -> None:
    draft = desk.read(
        HEADS,
        (1, "开会", "甲局、乙局", "孙亦舟", None, "钱青禾", "2012-11-16"),
        (2, "分解", None, None, None, "李听泉", "2012-11-16"),
    )
    assert [unit.people for unit in draft.plan.units] == [(), ()]
    assert Problem("plan.people_not_read", "任务!F2", {"count": "3"}) in draft.notes


def test_each_row_below_a_task_may_name_a_unit_and_its_people(desk: Desk) -> None:
    draft = desk.read(
        HEADS,
        (1, "开会", "甲局", None, None, "钱青禾", "2012-11-16"),
        (None, None, "乙局", None, None, "孙亦舟", None),
        merged=["B2:B3", "G2:G3"],
    )
    assert draft.plan.tasks[0].units == ("甲局", "乙局")
    assert [[one.name for one in unit.people] for unit in draft.plan.units] == [
        ["钱青禾"],
        ["孙亦舟"],
    ]


def test_who_is_known_keeps_what_is_known() -> None:
    bound = Person("钱青禾", LIAISON, 1001)
    unit = Unit("甲局", UnitKind.DEPARTMENT, people=(bound,))
    people = [Person("钱青禾", LIAISON), Person("钱青禾", DEPUTY)]
    assert add_people(unit, people).people == (bound, Person("钱青禾", DEPUTY))
