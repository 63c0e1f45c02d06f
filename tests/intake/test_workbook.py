"""Cells are read as they are shown; what would exhaust the machine is refused before that."""

from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from intake import workbook
from intake.workbook import Cell, Sheet, read_sheets
from plan.problems import PlanErrors, Problem
from tests.intake.workbooks import rewrite, save
from tests.wording import worded


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def sheet(path: Path) -> Sheet:
    [only] = read_sheets(path)
    return only


def problem(path: Path) -> Problem:
    with pytest.raises(PlanErrors) as caught:
        read_sheets(path)
    [only] = worded(caught.value.problems)
    return only


def values(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet(path).rows]


def test_words_numbers_and_dates_are_read(path: Path) -> None:
    save(path, {"表": [["任务", 1, 1.5, datetime(2012, 11, 16)], [None, "二"]]})
    assert values(path) == [["任务", 1, 1.5, datetime(2012, 11, 16)], [None, "二", None, None]]


def test_a_merged_range_says_everywhere_what_stands_in_its_first_cell(path: Path) -> None:
    save(path, {"表": [["甲", "乙"], [None, "丙"], [None, None]]}, ["A1:A2", "B2:B3"])
    assert values(path) == [["甲", "乙"], ["甲", "丙"], [None, "丙"]]
    assert [[cell.top for cell in row] for row in sheet(path).rows] == [[0, 0], [0, 1], [2, 1]]


def test_an_address_is_what_a_spreadsheet_shows(path: Path) -> None:
    save(path, {"任务 1": [["甲"]]})
    assert sheet(path).address(6, 27) == "任务 1!AB7"


def test_a_hidden_sheet_is_marked(path: Path) -> None:
    save(path, {"表": [["甲"]], "旧表": [["乙"]], "又": []}, hidden=["旧表"])
    assert [(one.name, one.hidden) for one in read_sheets(path)] == [
        ("表", False),
        ("旧表", True),
        ("又", False),
    ]


def test_a_formula_has_the_value_it_had_when_saved(path: Path) -> None:
    rewrite(save(path, {"表": [["=1+1"]]}), "<v />", "<v>2</v>")
    assert sheet(path).rows == [[Cell(2, 0, computed=True)]]


def test_a_formula_that_was_never_computed_is_wrong(path: Path) -> None:
    save(path, {"表": [["=1+1"]]})
    assert sheet(path).rows == [[Cell(None, 0, "plan.formula_without_value")]]


def test_a_formula_that_shows_nothing_is_empty(path: Path) -> None:
    save(path, {"表": [['=IF(1,"","")']]})
    rewrite(path, '<c r="A1">', '<c r="A1" t="str">')
    assert sheet(path).rows == [[Cell(None, 0, computed=True)]]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_in_a_cell_is_wrong(path: Path, error: str) -> None:
    save(path, {"表": [[error]]})
    assert sheet(path).rows == [[Cell(None, 0, "plan.error_in_cell")]]


def test_old_and_locked_workbooks_are_told_apart(path: Path) -> None:
    path.write_bytes(workbook.OLE + b"anything")
    assert problem(path) == Problem("plan.old_xls", str(path))
    path.write_bytes(workbook.OLE + workbook.LOCKED)
    assert problem(path) == Problem("plan.locked_xlsx", str(path))


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", "任务".encode("gb18030"), b"%PDF-1.7"])
def test_what_is_no_workbook_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert problem(path) == Problem("plan.not_xlsx", str(path))


def test_an_archive_of_something_else_is_refused(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert problem(path) == Problem("plan.damaged_xlsx", str(path))


def test_half_a_file_is_damaged(path: Path) -> None:
    save(path, {"表": [["甲"]]})
    path.write_bytes(path.read_bytes()[:-200])
    assert problem(path) == Problem("plan.damaged_xlsx", str(path))


def test_broken_xml_is_damaged(path: Path) -> None:
    rewrite(save(path, {"表": [["甲"]]}), "</sheetData>", "</sheet")
    assert problem(path) == Problem("plan.damaged_xlsx", str(path))


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (workbook.UNPACKED_LIMIT + 1))
    assert problem(path) == Problem("plan.unpacks_too_large", str(path), {"limit": "200"})


TOO_MANY = {"rows": "200,000", "cells": "500,000"}


@pytest.mark.parametrize(
    "content",
    [
        b"<row>" * 200_001,
        b'<c r="A1">' * 500_001,
        b'<x:c r="A1"/>' * 500_001,
        b'<mergeCell ref="A1:XFD1000"/>',
        b"<si><t>a</t></si>" * 1_300_000,
    ],
    ids=["rows", "cells", "prefixed", "merged", "texts"],
)
def test_too_many_cells_are_counted_before_they_are_built(path: Path, content: bytes) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/anything.xml", content)
    assert problem(path) == Problem("plan.too_many_cells", str(path), TOO_MANY)


def test_one_cell_far_away_makes_no_million_rows(path: Path) -> None:
    rewrite(save(path, {"表": [["甲"]]}), 'r="A1"', 'r="A1000000"')
    assert problem(path) == Problem("plan.too_many_cells", str(path), TOO_MANY)


def test_a_merged_range_may_reach_beyond_what_is_written(path: Path) -> None:
    save(path, {"表": [["甲", "乙"]]}, ["A1:A9"])
    assert [row[0].value for row in sheet(path).rows] == ["甲"] * 9


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "甲">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p; <!ENTITY a "">]>',
    ],
    ids=["own", "file", "net", "parameter"],
)
def test_a_workbook_defines_no_entities(path: Path, doctype: str) -> None:
    """Python's own parser takes one, and multiplies a long one a hundred times."""
    save(path, {"表": [["甲"]]})
    rewrite(path, "<worksheet ", f"{doctype}<worksheet ")
    rewrite(path, "<t>甲</t>", "<t>&a;</t>")
    assert problem(path) == Problem("plan.damaged_xlsx", str(path))


def test_tags_without_an_end_are_refused(path: Path) -> None:
    rewrite(save(path, {"表": [["甲"]]}), "<sheetData>", "<sheetData>" + "<a>" * 200_000)
    assert problem(path) == Problem("plan.damaged_xlsx", str(path))


def test_names_that_lead_out_of_the_archive_write_nothing(path: Path) -> None:
    save(path, {"表": [["甲"]]})
    with ZipFile(path, "a") as archive:
        archive.writestr("../../escaped.xml", "<x/>")
        archive.writestr("/escaped.xml", "<x/>")
    assert values(path) == [["甲"]]
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_entities_that_multiply_are_refused(path: Path) -> None:
    save(path, {"表": [["甲"]]})
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "ha">{laughs}]><worksheet '
    rewrite(path, "<worksheet ", doctype)
    rewrite(path, "<t>甲</t>", "<t>&e9;</t>")
    assert problem(path) == Problem("plan.damaged_xlsx", str(path))
