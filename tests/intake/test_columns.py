"""A column is known by the words at its head, however the office set them."""

import opencc
import pytest

from intake.columns import (
    HEADS,
    WORDS,
    Column,
    find_header,
    head_words,
    is_header,
    name_column,
    read_header,
)
from intake.workbook import Cell


def row(*values: object) -> list[Cell]:
    return [Cell(value, 0) for value in values]


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("序号", Column.INDEX),
        ("任务编号", Column.NUMBER),
        ("任务类别（一级）", Column.CATEGORY),
        ("工作任务", Column.TASK),
        ("具体内容/工作举措", Column.CONTENT),
        ("目标/完成标准", Column.STANDARD),
        ("牵头单位", Column.LEAD),
        ("牵头\n责任单位", Column.LEAD),
        ("责 任 单 位", Column.UNITS),
        ("配合单位：", Column.ASSIST),
        ("启动时间", Column.START),
        ("完成时限*", Column.DUE),
        ("起止时间", Column.PERIOD),
        ("佐证材料数（份）", Column.EVIDENCE),
        ("责任人", Column.IN_CHARGE),
        ("直接责任人", Column.ACCOUNTABLE),
        ("联络员", Column.LIAISON),
        ("牽頭單位", Column.LEAD),
        ("備註", None),
        ("电话", None),
        ("牵头领导", None),
        (None, None),
        (7, None),
        ("本栏由牵头单位会同各责任单位填写并注明完成时限", None),
    ],
)
def test_a_head_names_its_column(head: object, column: Column | None) -> None:
    assert name_column(head) is column


@pytest.mark.parametrize("word", sorted(WORDS))
def test_heads_are_known_in_traditional_characters(word: str) -> None:
    assert name_column(opencc.OpenCC("s2tw").convert(word)) is name_column(word)


def test_no_word_stands_for_two_columns() -> None:
    assert len(WORDS) == sum(len(words.split()) for words in HEADS.values())


def test_the_header_is_the_row_that_names_most_columns() -> None:
    title = row("重点任务分解表", None, None, None)
    upper = row("序号", "工作任务", "责任分工", "责任分工")
    lower = row("序号", "工作任务", "牵头单位", "配合单位")
    data = row(1, "召开动员会", "市民政局", None)
    assert find_header([title, upper, lower, data]) == 2
    assert find_header([title, data]) is None
    assert find_header([]) is None


def test_heads_without_tasks_make_no_header() -> None:
    assert find_header([row("序号", "责任单位", "完成时限", "备注")]) is None


def test_a_table_may_only_have_contents() -> None:
    assert read_header(row("序号", "主要内容", "责任单位")) == {
        0: Column.INDEX,
        1: Column.TASK,
        2: Column.UNITS,
    }


def test_of_two_columns_of_tasks_the_second_is_the_content() -> None:
    heads = read_header(row("主要任务", "分项任务", "完成时限"))
    assert list(heads.values()) == [Column.TASK, Column.CONTENT, Column.DUE]


def test_a_header_is_known_again_but_no_task_is_taken_for_one() -> None:
    header = head_words(row("序号", "工作任务", "主责单位", "完成时限"))
    assert is_header(row("完成时限", "序号", "工作任务", "备注"), header)
    assert is_header(row("序号", "任务", "责任单位", "备注"), header)
    assert not is_header(row(1, "细化任务", "落实责任单位", "完善标准"), header)
