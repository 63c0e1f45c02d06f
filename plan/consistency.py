"""Whether the parts of a plan fit together: names that must be one, and dates in their order."""

from collections.abc import Iterator, Mapping, Sequence

from plan.model import Phase, Plan, Task, Unit
from plan.problems import Guesses, Problem, entry


def contradictions(plan: Plan) -> Iterator[Problem]:
    """What does not fit between the parts of `plan`.

    A name that could not be read is "" and passed over; it may be the one others refer to.
    """
    yield from _repeated("plan.duplicate_phase", "phases", [phase.id for phase in plan.phases])
    yield from _repeated("plan.duplicate_unit", "units", [unit.name for unit in plan.units])
    yield from _repeated("plan.duplicate_task", "tasks", [task.number for task in plan.tasks])
    for at, phase in enumerate(plan.phases, 1):
        yield from _phase(entry("phases", at, phase.id), phase)
    parents = {unit.name: unit.parent for unit in plan.units}
    known = Guesses(parents.keys())
    phases = {phase.id: phase for phase in plan.phases}
    for at, unit in enumerate(plan.units, 1):
        yield from _unit(entry("units", at, unit.name), unit, known)
    yield from _cycles(plan.units, parents)
    for at, task in enumerate(plan.tasks, 1):
        yield from _task(entry("tasks", at, task.number), task, phases, known)


def _repeated(key: str, list_name: str, names: Sequence[str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for at, name in enumerate(names, 1):
        if name and first.setdefault(name, at) != at:
            yield Problem(key, entry(list_name, at, name), {"first": f"{list_name}[{first[name]}]"})


def _phase(place: str, phase: Phase) -> Iterator[Problem]:
    if phase.start and phase.end < phase.start:
        dates = {"start": f"{phase.start}", "end": f"{phase.end}"}
        yield Problem("plan.phase_ends_early", f"{place} end", dates)


def _unit(place: str, unit: Unit, known: Guesses) -> Iterator[Problem]:
    yield from _unknown(f"{place} parent", [unit.parent or ""], known)
    seen = set()
    for person in unit.people:
        if (person.name, person.role) in seen:
            values = {"name": person.name, "role": person.role.value}
            yield Problem("plan.duplicate_person", f"{place} people", values)
        seen.add((person.name, person.role))


def _cycles(units: Sequence[Unit], parents: Mapping[str, str | None]) -> Iterator[Problem]:
    told: set[str] = set()
    for at, unit in enumerate(units, 1):
        path = _way_up(unit.name, parents)
        if parents.get(path[-1]) == unit.name and told.isdisjoint(path):
            told.update(path)
            place = f"{entry('units', at, unit.name)} parent"
            yield Problem("plan.parent_cycle", place, {"path": " → ".join([*path, unit.name])})


def _way_up(name: str, parents: Mapping[str, str | None]) -> list[str]:
    """`name` and the units above it, as far as they are all different."""
    path = {name: True}
    while (above := parents.get(name)) and above not in path:
        path[above] = True
        name = above
    return list(path)


def _task(place: str, task: Task, phases: Mapping[str, Phase], units: Guesses) -> Iterator[Problem]:
    yield from _unknown(f"{place} lead", [task.lead or ""], units)
    yield from _unknown(f"{place} units", task.units, units)
    yield from _unknown(f"{place} assist", task.assist, units)
    phase = phases.get(task.phase)
    if not phase and task.phase and "" not in phases:
        values = {"name": task.phase, "known": ", ".join(phases)}
        yield Problem("plan.unknown_phase", f"{place} phase", values)
    dates = {"due": f"{task.due}"}
    if task.start and task.due < task.start:
        yield Problem("plan.due_before_start", f"{place} due", dates | {"start": f"{task.start}"})
    if phase and phase.start and task.due < phase.start:
        dates |= {"start": f"{phase.start}", "phase": phase.id}
        yield Problem("plan.due_before_phase", f"{place} due", dates)


def _unknown(place: str, names: Sequence[str], units: Guesses) -> Iterator[Problem]:
    for name in names:
        if not name or name in units.known or "" in units.known:
            continue
        if near := units.nearest(name):
            yield Problem("plan.unknown_unit_near", place, {"name": name, "near": near})
        else:
            yield Problem("plan.unknown_unit", place, {"name": name})
