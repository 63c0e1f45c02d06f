"""The office's own task table (.xlsx) as a draft of a plan; nothing in it is dropped in silence."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from intake.columns import Column
from intake.lines import Findings
from intake.workbook import read_sheets
from plan.model import Plan, Unit
from plan.problems import PlanErrors, Problem

DOCUMENT_NUMBER = re.compile(r"\w+[〔\[(（]\d{4}[〕\])）]\d+号")
NOT_A_TITLE = re.compile(r"附[件表]?\d*[:：]?|(?:填报|制表|单位|日期|时间).*")
KEYS = {
    "number": Column.NUMBER,
    "phase": Column.PHASE,
    "lead": Column.LEAD,
    "units": Column.UNITS,
    "assist": Column.ASSIST,
    "start": Column.START,
    "due": Column.DUE,
    "due_text": Column.DUE,
    "standard": Column.STANDARD,
    "evidence": Column.EVIDENCE,
}
IN_TASK = re.compile(r"tasks\[(?P<at>\d+)\](?: \".*\")?(?: (?P<key>\w+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a table says as a plan.

    `new_units` were not known before, their kind is a guess; `notes` name what was left out or
    understood in a way the office should look at.
    """

    plan: Plan
    new_units: tuple[Unit, ...]
    notes: tuple[Problem, ...]


def read_table(path: Path, *, reference: date, base: Plan | None = None) -> Draft:
    """The tasks of every sheet of the workbook at `path` that looks like a task table.

    `base` is the plan they are tasks of: it gives title, phases, units and people, and its own
    tasks give way. Dates without a year take that of `reference`. Raises PlanErrors with the
    cell of every problem.
    """
    base = base or NO_PLAN
    findings = Findings()
    sheets = read_sheets(path)
    tables = list(_tables(sheets, findings))
    if not tables:
        raise PlanErrors(Problem("plan.no_table", str(path)))
    lines = [line for table in tables for line in _lines(table, findings)]
    title = base.title or _title(tables[0].sheet.rows[: tables[0].header]) or path.stem
    ...
