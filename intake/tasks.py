"""A line of a table as the task it would be in a plan file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from intake.assigning import Assigned
from intake.columns import Column
from intake.deadlines import Dates
from intake.lines import Line
from intake.phases import find_phase
from intake.spots import Findings, line_of
from plan.model import Phase
from plan.problems import Problem

OWN_WORDS = "；"


@dataclass(frozen=True, slots=True)
class Read:
    """A line with what its number, its dates and its units were read as."""

    line: Line
    number: str
    dates: Dates
    assigned: Assigned


def task_data(read: Read, titles: Mapping[str, int], phase: Phase | None) -> dict[str, object]:
    """The task in the form of a plan file; `titles` counts the lines with each title."""
    line = read.line
    title, content = (line_of(line.text(column)) for column in (Column.TASK, Column.CONTENT))
    standards = [line_of(spot.text) for spot in line.spots.get(Column.STANDARD, ())]
    if content and titles[title] > 1:
        title = f"{title}：{content}"
    elif content:
        standards.insert(0, content)
    found = {
        "number": read.number,
        "title": title,
        "phase": phase and phase.id,
        "lead": read.assigned.lead,
        "units": read.assigned.units,
        "assist": read.assigned.assist,
        "start": read.dates.start,
        "due": read.dates.due,
        "due_text": read.dates.text,
        "standard": OWN_WORDS.join(standards),
        "evidence": _count(line),
    }
    return {key: value for key, value in found.items() if value not in (None, "")}


def choose_phase(
    read: Read, phases: Sequence[Phase], before: Mapping[str, str], findings: Findings
) -> Phase | None:
    """The phase of a line; a line without a date is due at the end of it, which is noted."""
    line, dates = read.line, read.dates
    found = find_phase(line, read.number, dates, phases, before)
    place = line.spot(Column.DUE) or line.spot(Column.PERIOD)
    address = place.address if place else line.address
    is_said = bool(place) or Column.DUE in line.wrong
    if called := line.spot(Column.PHASE) if phases and not found else None:
        known = ", ".join(f"{phase.id} {phase.name}" for phase in phases)
        values = {"name": called.text, "known": known}
        findings.problems.append(Problem("plan.unknown_phase", called.address, values))
    elif not found and (dates.endless or not is_said):
        findings.problems.append(Problem("plan.no_due", address))
    elif found and not dates.due and (dates.endless or not is_said):
        values = {"name": found.name, "end": f"{found.end}"}
        findings.notes.append(Problem("plan.due_of_phase", address, values))
    return found


def note_beyond(read: Read, phase: Phase | None, goal: date | None, findings: Findings) -> None:
    """Note a deadline in words that was read as a day after its phase or after the plan's goal."""
    due, spot = read.dates.due, read.line.spot(Column.DUE) or read.line.spot(Column.PERIOD)
    if due is None or spot is None or not read.dates.text:
        return
    values = {"text": read.dates.text, "due": f"{due}"}
    if goal and due > goal:
        beyond = values | {"goal": f"{goal}"}
        findings.notes.append(Problem("plan.due_after_goal", spot.address, beyond))
    elif phase and due > phase.end:
        beyond = values | {"name": phase.name, "end": f"{phase.end}"}
        findings.notes.append(Problem("plan.due_after_phase", spot.address, beyond))


def _count(line: Line) -> object:
    """The pieces of evidence asked for, or what stands there instead."""
    spot = line.spot(Column.EVIDENCE)
    text = spot.text.removesuffix("份").removesuffix("件").strip() if spot else ""
    return int(text) if text.isdecimal() else text
