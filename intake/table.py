"""The office's own task table (.xlsx) as a draft of a plan; nothing in it is dropped in silence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from intake.assigning import Directory, assign
from intake.captions import Captions, read_captions
from intake.cells import Cells, in_order
from intake.columns import Column, find_header
from intake.deadlines import read_dates, time_of
from intake.draft import Draft
from intake.lines import Line, note_unread, read_lines
from intake.numbering import number_lines
from intake.people import add_people, read_people
from intake.phases import make_phases
from intake.spots import Findings, line_of, words
from intake.tasks import Read, choose_phase, note_beyond, task_data
from intake.workbook import Sheet, read_sheets
from plan.loading import NAME_LIMIT, load_plan, plan_as_data
from plan.model import Phase, Plan
from plan.problems import PlanErrors, Problem

NO_PLAN = Plan("", "", None, (), (), ())


@dataclass(frozen=True, slots=True)
class Table:
    """What all the sheets of a workbook say together."""

    path: Path
    sheets: Sequence[str]
    captions: Captions
    lines: Sequence[Line]
    findings: Findings

    @property
    def title(self) -> str:
        """What stands above the table, or the name of its file."""
        # A name that is no UTF-8 can be opened, but neither kept nor shown.
        name = self.path.stem.encode("utf-8", "replace").decode()
        return self.captions.title or words(name)


def open_table(path: Path) -> Table:
    """The lines of every visible sheet of the workbook at `path` that looks like a task table.

    Raises PlanErrors when the file cannot be read or has no such sheet.
    """
    findings = Findings()
    sheets = read_sheets(path)
    tables = [*_tables(sheets, findings)]
    if not tables:
        raise PlanErrors(Problem("plan.no_table", str(path)))
    lines: list[Line] = []
    for sheet, header in tables:
        findings.notes.extend(note_unread(sheet, header))
        findings.notes.extend(_formulas(sheet))
        lines.extend(read_lines(sheet, header, findings))
    if not lines and not findings.problems:
        findings.problems.append(Problem("plan.no_tasks", str(path)))
    first, header = tables[0]
    names = [sheet.name for sheet in sheets]
    return Table(path, names, read_captions(first.rows[:header]), lines, findings)


def read_table(
    path: Path, *, reference: date, base: Plan | None = None, new_units: bool = False
) -> Draft:
    """The draft of the plan that the workbook at `path` is the task table of.

    `base` is what is known of the plan: it gives title, phases, units and people, and its own
    tasks give way. Units it does not have are a problem unless `new_units` are welcome. Dates
    without a year fall into the time of `base`, or into the year of `reference`. Raises
    PlanErrors with the cell of every problem.
    """
    return draft_of(open_table(path), reference=reference, base=base, new_units=new_units)


def draft_of(
    table: Table, *, reference: date, base: Plan | None = None, new_units: bool = False
) -> Draft:
    """The same for a table that is already open."""
    base = base or NO_PLAN
    directory = Directory.of(base.units, table.findings)
    if new_units or not base.units:
        directory.learn(table.lines)
    reads = _reads(table, directory, base, reference)
    plan, cells = _plan(table, reads, directory, base)
    loaded = _load(plan, cells, table)
    new = [unit for unit in loaded.units if unit.name in directory.new]
    return Draft(loaded, tuple(new), tuple(in_order(table.findings.notes, table.sheets)))


def _tables(sheets: Sequence[Sheet], findings: Findings) -> Iterator[tuple[Sheet, int]]:
    """The sheets with a header, and its row; the others are noted."""
    for sheet in sheets:
        header = find_header(sheet.rows)
        place = sheet.address(0, 0)
        if sheet.hidden:
            findings.notes.append(Problem("plan.hidden_sheet", place, {"name": sheet.name}))
        elif header is not None:
            yield sheet, header
        elif any(words(cell.value) for row in sheet.rows for cell in row):
            findings.notes.append(Problem("plan.sheet_not_read", place, {"name": sheet.name}))


def _formulas(sheet: Sheet) -> Iterator[Problem]:
    """That values were read which nobody typed: nothing is computed here."""
    cells = [
        sheet.address(row, column)
        for row, line in enumerate(sheet.rows)
        for column, cell in enumerate(line)
        if cell.computed
    ]
    if cells:
        yield Problem("plan.formulas_read", cells[0], {"n": str(len(cells))})


def _reads(table: Table, directory: Directory, base: Plan, reference: date) -> list[Read]:
    time = time_of(base, " ".join(table.captions), reference)
    return [
        Read(line, number, read_dates(line, time, table.findings), assign(line, directory))
        for line, number in zip(table.lines, number_lines(table.lines), strict=True)
    ]


def _plan(
    table: Table, reads: Sequence[Read], directory: Directory, base: Plan
) -> tuple[Mapping[str, object], Cells]:
    """The data of the plan, and the cells it comes from."""
    title = base.title or table.title
    dues = [read.dates.due for read in reads]
    phases = base.phases or make_phases(table.lines, dues, title[:NAME_LIMIT])
    people = read_people(table.lines, directory)
    units = [add_people(unit, people.get(unit.name, ())) for unit in directory.known.values()]
    head = replace(
        base,
        title=title,
        number=base.number or table.captions.number[:NAME_LIMIT],
        phases=tuple(phases),
        units=tuple(units),
        tasks=(),
    )
    before = {task.number: task.phase for task in base.tasks}
    titles = Counter(line_of(line.text(Column.TASK)) for line in table.lines)
    tasks = []
    for read in reads:
        phase = choose_phase(read, phases, before, table.findings)
        note_beyond(read, phase, base.goal, table.findings)
        tasks.append(task_data(read, titles, phase))
    cells = Cells(
        str(table.path),
        table.lines,
        [directory.new.get(unit.name, "") for unit in units],
        [_first(table.lines, phase) for phase in phases],
    )
    return plan_as_data(head) | {"tasks": tasks}, cells


def _first(lines: Sequence[Line], phase: Phase) -> str:
    """The cell that names a phase first, "" if none does."""
    spots = (line.spot(Column.PHASE) for line in lines)
    return next((spot.address for spot in spots if spot and line_of(spot.text) == phase.name), "")


def _load(data: Mapping[str, object], cells: Cells, table: Table) -> Plan:
    """The plan, if nothing is wrong with it or with the table."""
    problems = list(table.findings.problems)
    told = {problem.place for problem in problems}
    try:
        plan = load_plan(data)
    except PlanErrors as errors:
        # What could not be read is missing now, but that was told.
        found = [one for one in errors.problems if not told or one.key != "plan.missing"]
        problems += [one for one in map(cells.of, found) if one.place not in told]
    if problems:
        raise PlanErrors(*in_order(problems, table.sheets))
    return plan
