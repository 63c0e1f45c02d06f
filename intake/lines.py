"""The rows of a task table as lines: one task each, with the cells it was written in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from intake.columns import Column, read_header
from intake.workbook import Sheet
from plan.problems import Problem

UNIT_COLUMNS = frozenset({Column.LEAD, Column.UNITS, Column.ASSIST})
HEADING_COLUMNS = frozenset({Column.INDEX, Column.NUMBER, Column.CATEGORY})
NUMERAL = re.compile(r"[\d.]+")
INVISIBLE = re.compile("_x000D_|[\0-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A value and the address it was written at."""

    address: str
    value: object

    @property
    def text(self) -> str:
        """The value as somebody sees it."""
        return words(self.value)


Heads = Mapping[int, Column | None]
Spots = Mapping[Column, tuple[Spot, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """A task of the table; `address` is the cell for its title in its row."""

    address: str
    heading: Spot
    spots: Spots

    @property
    def section(self) -> str:
        """What it stands under: lines with the same words here belong together."""
        return f"{self.heading.address} {self.text(Column.CATEGORY)}"

    def spot(self, column: Column) -> Spot | None:
        """What stands in a column, the first of what stands there."""
        return next(iter(self.spots.get(column, ())), None)

    def text(self, column: Column) -> str:
        """What stands in a column as words, "" for nothing."""
        spot = self.spot(column)
        return spot.text if spot else ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What keeps a table from being imported, and what the office should know if it is."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: all it shows, and by position what was written in the row itself."""

    spots: Spots
    texts: frozenset[str]
    own: Mapping[int, str]

    def own_columns(self, heads: Heads) -> frozenset[Column]:
        """The known columns that were written in this row."""
        return frozenset(column for at in self.own if (column := heads.get(at)))


def words(value: object) -> str:
    """A value as somebody sees it in its cell, without the characters nobody sees."""
    match value:
        case None:
            return ""
        case float():
            return f"{value:g}"
        case datetime():
            return value.date().isoformat()
        case _:
            return INVISIBLE.sub("", str(value)).strip()


def read_lines(sheet: Sheet, header: int, findings: Findings) -> list[Line]:
    """The tasks below the row `header`.

    A row of one text that runs across it, or stands where numbers and categories do, opens a
    section. A row that only names units goes on with the task above it.
    """
    heads = read_header(sheet.rows[header])
    title = next(at for at, column in heads.items() if column is Column.TASK)
    head = _row(sheet, header, heads, Findings())
    lines: list[Line] = []
    headings = [Spot(sheet.name, None)]
    for at in range(header + 1, len(sheet.rows)):
        row = _row(sheet, at, heads, findings)
        if not row.own or row.own == head.own:
            continue
        start = sheet.address(at, min(row.own))
        if len(row.texts) == 1 and NUMERAL.fullmatch(*row.texts):
            findings.notes.append(Problem("plan.only_a_number", start))
        elif _is_heading(row, heads):
            headings.append(Spot(start, row.own[min(row.own)]))
        elif lines and row.own_columns(heads) <= UNIT_COLUMNS:
            lines[-1] = _continued(lines[-1], row)
        else:
            line = Line(sheet.address(at, title), headings[-1], row.spots)
            lines.append(_carried(lines[-1], line) if lines else line)
    findings.notes.extend(_without_tasks(headings[1:], lines))
    findings.problems.extend(problem for line in lines for problem in _unclear(line))
    return lines


def note_unread(sheet: Sheet, header: int) -> Iterator[Problem]:
    """The columns with something in them that is not read."""
    heads = read_header(sheet.rows[header])
    for at, cell in enumerate(sheet.rows[header]):
        below = (row[at].value for row in sheet.rows[header + 1 :])
        if heads.get(at) is None and any(words(value) for value in below):
            name = " ".join(words(cell.value).split())
            yield Problem("plan.column_not_read", sheet.address(header, at), {"name": name})


def _row(sheet: Sheet, at: int, heads: Heads, findings: Findings) -> Row:
    spots: dict[Column, tuple[Spot, ...]] = {}
    texts = [words(cell.value) for cell in sheet.rows[at]]
    own = {}
    for position, (cell, text) in enumerate(zip(sheet.rows[at], texts, strict=True)):
        column = heads.get(position)
        if text and cell.top == at:
            own[position] = text
        if column and cell.wrong and cell.top == at:
            findings.problems.append(Problem(cell.wrong, sheet.address(at, position)))
        if column and text and text not in [spot.text for spot in spots.get(column, ())]:
            spot = Spot(sheet.address(cell.top, position), cell.value)
            spots[column] = (*spots.get(column, ()), spot)
    return Row(spots, frozenset(filter(None, texts)), own)


def _is_heading(row: Row, heads: Heads) -> bool:
    runs_across = len(row.own) > 1
    return len(row.texts) == 1 and (runs_across or row.own_columns(heads) <= HEADING_COLUMNS)


def _continued(line: Line, row: Row) -> Line:
    """The line with the units of a further row."""
    spots = dict(line.spots)
    for column in UNIT_COLUMNS & row.spots.keys():
        before = spots.get(column, ())
        spots[column] = (*before, *(spot for spot in row.spots[column] if spot not in before))
    return replace(line, spots=spots)


def _carried(above: Line, line: Line) -> Line:
    """The line with the category, and for a content of its own the task, of the line above."""
    if above.heading != line.heading:
        return line
    carried = {Column.CATEGORY, Column.TASK} if Column.CONTENT in line.spots else {Column.CATEGORY}
    spots = {column: above.spots[column] for column in carried & above.spots.keys()}
    return replace(line, spots=spots | dict(line.spots))


def _without_tasks(headings: list[Spot], lines: list[Line]) -> Iterator[Problem]:
    used = {line.heading.address for line in lines}
    for heading in headings:
        if heading.address not in used:
            yield Problem("plan.text_not_read", heading.address, {"text": heading.text})


def _unclear(line: Line) -> Iterator[Problem]:
    if Column.TASK not in line.spots:
        yield Problem("plan.row_without_task", line.address)
    for column, spots in line.spots.items():
        if len(spots) > 1 and column not in UNIT_COLUMNS:
            texts = " | ".join(spot.text for spot in spots)
            yield Problem("plan.two_values", spots[-1].address, {"found": texts})
