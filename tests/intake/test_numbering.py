"""Every line has a number: the office's own, or one that its category and place give."""

import pytest

from plan.problems import Problem
from tests.intake.workbooks import Desk

HEADS = ("序号", "任务类别", "工作任务", "责任单位", "完成时限")


def numbers(desk: Desk, *rows: tuple[object, object], merged: tuple[str, ...] = ()) -> list[str]:
    lines = [(*row, f"任务{at}", "甲局", "2012-11-16") for at, row in enumerate(rows)]
    return [task.number for task in desk.read(HEADS, *lines, merged=merged).plan.tasks]


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (1, "1"),
        (1.0, "1"),
        (1.1, "1.1"),
        ("2.3", "2.3"),
        ("１．２", "1.2"),
        ("(3)", "3"),
        ("4、", "4"),
    ],
)
def test_a_number_is_written_plainly(desk: Desk, given: object, number: str) -> None:
    assert numbers(desk, (given, None)) == [number]


def test_lines_without_numbers_are_counted(desk: Desk) -> None:
    assert numbers(desk, (None, None), (None, None)) == ["1", "2"]


def test_numbers_that_run_through_stay_as_they_are(desk: Desk) -> None:
    rows = [(1, "甲类"), (2, None), (3, "乙类"), (4, None)]
    assert numbers(desk, *rows) == ["1", "2", "3", "4"]


def test_numbers_that_begin_again_are_told_apart_by_their_category(desk: Desk) -> None:
    rows = [(1, "甲类"), (2, None), (1, "乙类"), (2, None)]
    assert numbers(desk, *rows) == ["1.1", "1.2", "2.1", "2.2"]


@pytest.mark.parametrize(
    "names",
    [
        ("三、甲类", "五、乙类"),
        ("（三）甲类", "（五）乙类"),
        ("3.甲类", "5.乙类"),
        ("第三章", "第五章"),
    ],
)
def test_the_number_before_a_category_is_its_number(desk: Desk, names: tuple[str, str]) -> None:
    rows = [(1, names[0]), (2, None), (1, names[1])]
    assert numbers(desk, *rows) == ["3.1", "3.2", "5.1"]


def test_categories_with_one_number_are_counted(desk: Desk) -> None:
    assert numbers(desk, (1, "一、甲类"), (1, "一、乙类")) == ["1.1", "2.1"]


def test_a_merged_number_is_that_of_the_category(desk: Desk) -> None:
    rows = [("一", None), (None, None), ("三", None), (None, None), (5, None), (None, None)]
    merged = ("A2:A3", "A4:A5", "A6:A7")
    assert numbers(desk, *rows, merged=merged) == ["1.1", "1.2", "3.1", "3.2", "5.1", "5.2"]


def test_a_number_given_twice_is_no_new_beginning(desk: Desk) -> None:
    rows = [
        (number, kind, f"任务{at}", "甲局", "2012-11-16")
        for at, (number, kind) in enumerate([(1, "甲类"), (2, None), (3, "乙类"), (2, None)])
    ]
    assert desk.problems(HEADS, *rows) == [
        Problem("plan.duplicate_task", "任务!A5", {"first": "任务!A3"})
    ]
