"""Where in the workbook a problem is: loading knows places of a plan, the office knows cells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from intake.columns import Column
from intake.lines import Line
from plan.problems import Problem

COLUMNS = {
    "number": (Column.NUMBER, Column.INDEX),
    "lead": (Column.LEAD, Column.UNITS),
    "units": (Column.UNITS,),
    "assist": (Column.ASSIST,),
    "start": (Column.START, Column.PERIOD),
    "due": (Column.DUE, Column.PERIOD),
    "due_text": (Column.DUE, Column.PERIOD),
    "standard": (Column.STANDARD, Column.CONTENT),
    "evidence": (Column.EVIDENCE,),
}
PLACE = re.compile(r'(?P<list>\w+)\[(?P<at>\d+)\](?: ".*")?(?: (?P<key>\w+))?', re.DOTALL)
CELL = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]+)(?P<row>\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the entries of each list of a plan were written; what was not stays with `path`."""

    path: str
    tasks: Sequence[Line]
    units: Sequence[str]
    phases: Sequence[str]

    def of(self, problem: Problem) -> Problem:
        """The problem with its places in the workbook."""
        values = dict(problem.values)
        if "first" in values:
            values["first"] = self._cell(f"{values['first']} number")
        return replace(problem, place=self._cell(problem.place), values=values)

    def _cell(self, place: str) -> str:
        found = PLACE.fullmatch(place)
        at = int(found["at"]) - 1 if found else 0
        if found and found["list"] == "tasks":
            return _cell_of(self.tasks[at], found["key"])
        entries = {"units": self.units, "phases": self.phases}.get(found["list"] if found else "")
        return (entries[at] if entries else "") or f"{self.path}: {place}"


def in_order(problems: Iterable[Problem], sheets: Sequence[str]) -> list[Problem]:
    """The problems by sheet, row and column, each once; those of no cell come first."""

    def position(problem: Problem) -> tuple[int, int, int, str]:
        found = CELL.fullmatch(problem.place)
        if not found or found["sheet"] not in sheets:
            return (-1, 0, 0, "")
        column = found["column"]
        return (sheets.index(found["sheet"]), int(found["row"]), len(column), column)

    once = {(one.key, one.place, *sorted(one.values.items())): one for one in problems}
    return sorted(once.values(), key=position)


def _cell_of(line: Line, key: str | None) -> str:
    spots = (line.spot(column) for column in COLUMNS.get(key or "number", ()))
    return next((spot.address for spot in spots if spot), line.address)
