"""Workbooks as an office would save them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from intake.draft import Draft
from intake.table import read_table
from plan.model import Plan
from plan.problems import PlanErrors, Problem
from tests.wording import worded

HEADS = ("序号", "工作任务", "牵头单位", "责任单位", "配合单位", "完成时限")
TODAY = date(2012, 9, 1)

Rows = Sequence[Sequence[object]]


def save(
    path: Path, sheets: Mapping[str, Rows], merged: Sequence[str] = (), hidden: Sequence[str] = ()
) -> Path:
    """Write `sheets` by name; the ranges `merged` are those of the first."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    for name in hidden:
        book[name].sheet_state = "hidden"
    book.save(path)
    return path


def rewrite(path: Path, old: str, new: str, member: str = "xl/worksheets/sheet1.xml") -> Path:
    """Replace what is written in a part of the archive, which must be there."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[member]
    parts[member] = parts[member].replace(old.encode(), new.encode())
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


class Desk:
    """Reads tables whose rows are given; the first row is row 1 of the sheet 任务."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(
        self,
        *rows: Sequence[object],
        merged: Sequence[str] = (),
        base: Plan | None = None,
        new_units: bool = False,
    ) -> Draft:
        """The draft of a table."""
        save(self.path, {"任务": rows}, merged)
        draft = read_table(self.path, reference=TODAY, base=base, new_units=new_units)
        worded(draft.notes)
        return draft

    def problems(
        self, *rows: Sequence[object], merged: Sequence[str] = (), base: Plan | None = None
    ) -> list[Problem]:
        """Everything that is wrong with a table."""
        with pytest.raises(PlanErrors) as caught:
            self.read(*rows, merged=merged, base=base)
        return worded(caught.value.problems)
