"""The rows of a task table as lines: one task each, with the cells it was written in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from intake.columns import PEOPLE_COLUMNS, UNIT_COLUMNS, Column, head_words, is_header, read_header
from intake.spots import Findings, Spot, Spots, line_of, words
from intake.workbook import Sheet
from plan.problems import Problem
from plan.replies.numerals import HAN
from plan.replies.script import simplify

HEADING_COLUMNS = frozenset({Column.INDEX, Column.NUMBER, Column.CATEGORY})
CONTINUING_COLUMNS = frozenset(UNIT_COLUMNS + PEOPLE_COLUMNS)
SEVERAL_VALUES = CONTINUING_COLUMNS | {Column.STANDARD}
NUMERAL = re.compile(r"[\d.]+")
ORDINAL = re.compile(rf"[(（]?{HAN}(?:[)）、.．]|\s)")  # of a section: 一、 or （一） or 一 alone
SIGNED = r"(?:填表|填报|制表|报送|编制|审核|审批|审签|复核|签发)(?:人|单位|时间|日期)?"
# What stands below a table, or between its parts, and is no line of it.
REMARK = re.compile(
    rf"(?:{SIGNED}|联系人|联系电话|电话|日期|备注|附注|说明|注)[:：].*|(?:合计|总计|小计|共计)[:：]?",
    re.DOTALL,
)

Heads = Mapping[int, Column | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A task of the table; `address` is the cell for its title in its row.

    `spots` is what all its rows say together, `rows` what each of them says; `columns` are all
    that its table has, `wrong` those where a value could not be known.
    """

    address: str
    columns: frozenset[Column]
    heading: Spot
    spots: Spots
    rows: tuple[Spots, ...]
    wrong: frozenset[Column] = frozenset()

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


class Kind(Enum):
    """What a row is for."""

    EMPTY = auto()
    HEADER = auto()
    NUMBER = auto()
    REMARK = auto()
    HEADING = auto()
    FURTHER = auto()
    LINE = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: all it shows in known columns, and by position what was written in the row itself."""

    spots: Spots
    own: Mapping[int, str]
    shown: frozenset[str]
    wrong: frozenset[Column]


def read_lines(sheet: Sheet, header: int, findings: Findings) -> list[Line]:
    """The tasks below the row `header`.

    A row of one text that runs across it, or stands where numbers and categories do, opens a
    section. A row that only names units and people goes on with the task above it.
    """
    heads = read_header(sheet.rows[header])
    usual = head_words(sheet.rows[header])
    headings = [Spot(sheet.name, None)]
    lines: list[Line] = []
    for at in range(header + 1, len(sheet.rows)):
        row = _row(sheet, at, heads, findings)
        kind = Kind.HEADER if is_header(sheet.rows[at], usual) else _kind(row, heads, lines)
        text = line_of(" ".join(dict.fromkeys(row.own.values())))
        start = Spot(sheet.address(at, min(row.own, default=0)), text)
        if kind is Kind.HEADER:
            heads = read_header(sheet.rows[at])
        elif kind is Kind.NUMBER:
            findings.notes.append(Problem("plan.only_a_number", start.address))
        elif kind is Kind.REMARK:
            findings.notes.append(_not_read(start))
        elif kind is Kind.HEADING:
            headings.append(start)
        elif kind is Kind.FURTHER:
            lines[-1] = _continued(lines[-1], row)
        elif kind is Kind.LINE:
            line = _line(sheet, at, heads, headings[-1], row)
            lines.append(_carried(lines[-1], line) if lines else line)
    findings.notes.extend(_note_headings(headings[1:], {line.heading.address for line in lines}))
    findings.problems.extend(problem for line in lines for problem in _unclear(line))
    return lines


def note_unread(sheet: Sheet, header: int) -> Iterator[Problem]:
    """The columns with something in them that is not read."""
    heads = read_header(sheet.rows[header])
    for at, cell in enumerate(sheet.rows[header]):
        below = (row[at].value for row in sheet.rows[header + 1 :])
        if heads.get(at) is None and any(words(value) for value in below):
            name = line_of(words(cell.value))
            yield Problem("plan.column_not_read", sheet.address(header, at), {"name": name})


def _row(sheet: Sheet, at: int, heads: Heads, findings: Findings) -> Row:
    spots: dict[Column, tuple[Spot, ...]] = {}
    own, shown, wrong = {}, set(), set()
    for position, cell in enumerate(sheet.rows[at]):
        column = heads.get(position)
        if column and cell.wrong:
            wrong.add(column)
            findings.problems.append(Problem(cell.wrong, sheet.address(cell.top, position)))
        if not (text := words(cell.value)):
            continue
        shown.add(text)
        if cell.top == at:
            own[position] = text
        if column and text not in [spot.text for spot in spots.get(column, ())]:
            spot = Spot(sheet.address(cell.top, position), cell.value)
            spots[column] = (*spots.get(column, ()), spot)
    return Row(spots, own, frozenset(shown), frozenset(wrong))


def _kind(row: Row, heads: Heads, above: list[Line]) -> Kind:
    columns = {column for at in row.own if (column := heads.get(at))}
    texts = list(dict.fromkeys(row.own.values()))
    if not texts:
        return Kind.EMPTY
    if NUMERAL.fullmatch(texts[0]) and columns <= HEADING_COLUMNS and len(texts) == 1:
        return Kind.NUMBER
    if REMARK.fullmatch(simplify(texts[0])) or not columns:
        return Kind.REMARK
    if _is_heading(row, columns, texts):
        return Kind.HEADING
    return Kind.FURTHER if above and columns <= CONTINUING_COLUMNS else Kind.LINE


def _is_heading(row: Row, columns: set[Column], texts: list[str]) -> bool:
    """One text across the row or where numbers stand, or a numeral and a name and nothing else."""
    if len(row.shown) == 1 and (len(row.own) > 1 or columns <= HEADING_COLUMNS):
        return True
    only_named = columns <= HEADING_COLUMNS | {Column.TASK} and len(texts) <= 2
    return only_named and ORDINAL.match(f"{texts[0]} ") is not None


def _line(sheet: Sheet, at: int, heads: Heads, heading: Spot, row: Row) -> Line:
    title = next(place for place, column in heads.items() if column is Column.TASK)
    columns = frozenset(filter(None, heads.values()))
    return Line(sheet.address(at, title), columns, heading, row.spots, (row.spots,), row.wrong)


def _carried(above: Line, line: Line) -> Line:
    """The line with the category, and for a content of its own the task, of the line above."""
    if above.heading != line.heading:
        return line
    carried = {Column.CATEGORY, Column.TASK} if Column.CONTENT in line.spots else {Column.CATEGORY}
    spots = {column: above.spots[column] for column in carried & above.spots.keys()}
    return replace(line, spots=spots | dict(line.spots))


def _continued(line: Line, row: Row) -> Line:
    """The line with the units and people of a further row."""
    spots = dict(line.spots)
    for column in CONTINUING_COLUMNS & row.spots.keys():
        before = spots.get(column, ())
        spots[column] = (*before, *(spot for spot in row.spots[column] if spot not in before))
    return replace(line, spots=spots, rows=(*line.rows, row.spots))


def _note_headings(headings: list[Spot], used: set[str]) -> Iterator[Problem]:
    sections = [heading for heading in headings if heading.address in used]
    if sections:
        values = {"count": f"{len(sections)}", "names": "；".join(one.text for one in sections)}
        yield Problem("plan.sections", sections[0].address, values)
    for heading in headings:
        if heading.address not in used:
            yield _not_read(heading)


def _not_read(spot: Spot) -> Problem:
    return Problem("plan.text_not_read", spot.address, {"text": spot.text})


def _unclear(line: Line) -> Iterator[Problem]:
    if Column.TASK not in line.spots.keys() | line.wrong:
        yield Problem("plan.row_without_task", line.address)
    for column, spots in line.spots.items():
        if len(spots) > 1 and column not in SEVERAL_VALUES:
            texts = " | ".join(spot.text for spot in spots)
            yield Problem("plan.two_values", spots[-1].address, {"found": texts})
