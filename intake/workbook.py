"""The cells of an .xlsx file, merged ones filled; files made to exhaust the machine are refused."""

import re
import warnings
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from intake.files import MEBIBYTE, read_bytes
from plan.problems import PlanErrors, Problem

FILE_LIMIT = 20 * MEBIBYTE
UNPACKED_LIMIT = 200 * MEBIBYTE
ROW_LIMIT = 200_000
CELL_LIMIT = 500_000  # openpyxl was measured to need 260 MB for as many
PART_LIMIT = 10_000  # each costs time, also an empty one; a sheet has a handful
TAGS_OF_A_CELL = 10  # hardly half of them are needed; the rest are texts and styles

OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # how .xls begins, and .xlsx once it has a password
LOCKED = "EncryptedPackage".encode("utf-16-le")
ELEMENT = re.compile(rb'<(?:\w+:)?(?:(row|c)[\s/>]|mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)")')
COMPUTED_TEXT = "str"  # also of a formula whose value is no text at all

# What openpyxl and zipfile are known to raise for damaged files.
DAMAGED = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and the row it was written in: further up if the cell is merged.

    `wrong` is the key of a problem when the value cannot be known; `computed` is one that a formula
    had when the file was saved.
    """

    value: object
    top: int
    wrong: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet; rows and columns count from 1 in addresses, from 0 here."""

    name: str
    hidden: bool
    rows: list[list[Cell]]

    def address(self, row: int, column: int) -> str:
        """A place as a spreadsheet shows it: Sheet1!F12."""
        return f"{self.name}!{get_column_letter(column + 1)}{row + 1}"


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of the workbook at `path`, formulas as the values they had when it was saved.

    Raises PlanErrors for a file that is no .xlsx, locked, damaged, larger than 20 MB or 200 MB
    unpacked, or that has more than 200,000 rows or half a million cells.
    """
    content = read_bytes(path, FILE_LIMIT)
    if content.startswith(OLE):
        key = "plan.locked_xlsx" if LOCKED in content else "plan.old_xls"
        raise PlanErrors(Problem(key, str(path)))
    if not content.startswith(b"PK"):
        raise PlanErrors(Problem("plan.not_xlsx", str(path)))
    try:
        _check_size(path, content)
        return tuple(_sheets(path, content))
    except DAMAGED as error:
        raise PlanErrors(Problem("plan.damaged_xlsx", str(path))) from error


def _check_size(path: Path, content: bytes) -> None:
    """Refuse by the archive's directory, then by counting, before anything is built in memory."""
    with ZipFile(BytesIO(content)) as archive:
        if len(archive.infolist()) > PART_LIMIT:
            raise BadZipFile("too many parts")
        if sum(member.file_size for member in archive.infolist()) > UNPACKED_LIMIT:
            values = {"limit": str(UNPACKED_LIMIT // MEBIBYTE)}
            raise PlanErrors(Problem("plan.unpacks_too_large", str(path), values))
        counts = Counter[bytes]()
        for member in archive.infolist():
            with archive.open(member) as part:
                _count(part, counts)
    tagged = counts[b"<"] // TAGS_OF_A_CELL
    _check_count(path, counts[b"row"], max(counts[b"c"], tagged))


def _check_count(path: Path, rows: int, cells: int) -> None:
    if rows > ROW_LIMIT or cells > CELL_LIMIT:
        values = {"rows": f"{ROW_LIMIT:,}", "cells": f"{CELL_LIMIT:,}"}
        raise PlanErrors(Problem("plan.too_many_cells", str(path), values))


def _count(part: IO[bytes], counts: Counter[bytes]) -> None:
    """Count the rows, cells and tags of a part; every cell of a merged range is one."""
    rest = b""
    while chunk := part.read(MEBIBYTE):
        text = rest + chunk
        cut = max(text.rfind(b"<"), 0)
        _count_in(text[:cut], counts)
        rest = text[cut:]
    _count_in(rest, counts)


def _count_in(text: bytes, counts: Counter[bytes]) -> None:
    counts[b"<"] += text.count(b"<")
    for found in ELEMENT.finditer(text):
        if found[2]:
            counts[b"c"] += _area(found[2].decode())
        else:
            counts[found[1]] += 1


def _area(merged: str) -> int:
    left, top, right, bottom = range_boundaries(merged)
    return int((right - left + 1) * (bottom - top + 1))


def _sheets(path: Path, content: bytes) -> Iterator[Sheet]:
    written = _open(content, formulas=True)
    has_formulas = any(
        cell.data_type == "f"
        for sheet in written.worksheets
        for row in _grid(path, sheet)
        for cell in row
    )
    saved = _open(content, formulas=False) if has_formulas else written
    for sheet, computed in zip(written.worksheets, saved.worksheets, strict=True):
        rows = [[_cell(cell, computed) for cell in row] for row in _grid(path, sheet)]
        for merged in sheet.merged_cells.ranges:
            _fill(rows, merged.bounds)
        yield Sheet(sheet.title, sheet.sheet_state != "visible", rows)


def _open(content: bytes, *, formulas: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which nobody here reads
        return load_workbook(BytesIO(content), data_only=not formulas, keep_links=False)


def _grid(path: Path, sheet: Any) -> Any:
    _check_count(path, sheet.max_row, sheet.max_row * sheet.max_column)
    return sheet.iter_rows()


def _cell(cell: Any, computed: Any) -> Cell:
    top = cell.row - 1
    is_formula = cell.data_type == "f"
    if is_formula:
        cell = computed.cell(cell.row, cell.column)
        if cell.value is None and cell.data_type != COMPUTED_TEXT:
            return Cell(None, top, "plan.formula_without_value")
    if cell.data_type == "e":
        return Cell(None, top, "plan.error_in_cell")
    return Cell(cell.value, top, computed=is_formula)


def _fill(rows: list[list[Cell]], bounds: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = bounds
    for row in rows[top - 1 : bottom]:
        row[left - 1 : right] = [rows[top - 1][left - 1]] * len(row[left - 1 : right])
