"""A plan from the data of a plan file, and back: everything wrong with it is told at once."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum

from plan.consistency import contradictions
from plan.fields import Table
from plan.model import Person, PersonRole, Phase, Plan, Task, Unit, UnitKind
from plan.problems import PlanErrors, Problem

TITLE_LIMIT = 300
NAME_LIMIT = 100
ID_LIMIT = 20
DUE_TEXT_LIMIT = 100
STANDARD_LIMIT = 2000

EVIDENCE = range(100)
TELEGRAM_IDS = range(1, 2**52)  # how wide Telegram says its identifiers may become
CHAT_IDS = range(-(2**52), 0)

# Stands in for a date that was noted as wrong; no later check finds fault with it.
SOME_DAY = date.max
NOTHING = (None, "", (), 0)


def load_plan(data: Mapping[str, object]) -> Plan:
    """The plan that `data`, a plan file without its syntax, describes.

    Runs of white space count as one space; a task without a due date has its phase's end.
    Raises PlanErrors with every problem there is. Lists count from 1 in the places.
    """
    problems: list[Problem] = []
    plan = _plan(Table(data, "", problems))
    problems.extend(contradictions(plan))
    if problems:
        raise PlanErrors(*problems)
    return plan


def plan_as_data(plan: Plan) -> dict[str, object]:
    """The data `load_plan` makes an equal plan from; what is empty is left out."""
    return _filled(plan)


def _plan(table: Table) -> Plan:
    table.allow_fields_of(Plan)
    table.require("title")
    phases = tuple(_phase(one) for one in table.tables("phases", "id"))
    ends = {phase.id: phase.end for phase in phases}
    return Plan(
        title=table.text("title", TITLE_LIMIT),
        number=table.text("number", NAME_LIMIT),
        goal=table.day("goal"),
        phases=phases,
        units=tuple(_unit(one) for one in table.tables("units", "name")),
        tasks=tuple(_task(one, ends) for one in table.tables("tasks", "number")),
    )


def _phase(table: Table) -> Phase:
    table.allow_fields_of(Phase)
    table.require("id", "name", "end")
    return Phase(
        id=table.text("id", ID_LIMIT),
        name=table.text("name", NAME_LIMIT),
        start=table.day("start"),
        end=table.day("end") or SOME_DAY,
    )


def _unit(table: Table) -> Unit:
    table.allow_fields_of(Unit)
    table.require("name", "kind")
    return Unit(
        name=table.text("name", NAME_LIMIT),
        kind=table.choice("kind", UnitKind) or UnitKind.DEPARTMENT,
        parent=table.text("parent", NAME_LIMIT) or None,
        chat=table.number("chat", CHAT_IDS, "plan.bad_chat"),
        people=tuple(filter(None, map(_person, table.tables("people", "name")))),
    )


def _person(table: Table) -> Person | None:
    table.allow_fields_of(Person)
    table.require("name", "role")
    name = table.text("name", NAME_LIMIT)
    role = table.choice("role", PersonRole)
    telegram = table.number("telegram", TELEGRAM_IDS, "plan.bad_telegram")
    return Person(name, role, telegram) if name and role else None


def _task(table: Table, ends: Mapping[str, date]) -> Task:
    table.allow_fields_of(Task)
    table.require("number", "title", "phase")
    phase = table.text("phase", ID_LIMIT)
    return Task(
        number=table.text("number", ID_LIMIT),
        title=table.text("title", TITLE_LIMIT),
        phase=phase,
        due=table.day("due") or (SOME_DAY if "due" in table.data else ends.get(phase, SOME_DAY)),
        lead=table.text("lead", NAME_LIMIT) or None,
        units=table.names("units", NAME_LIMIT),
        assist=table.names("assist", NAME_LIMIT),
        start=table.day("start"),
        due_text=table.text("due_text", DUE_TEXT_LIMIT) or None,
        standard=table.text("standard", STANDARD_LIMIT),
        evidence=table.number("evidence", EVIDENCE, "plan.bad_evidence") or 0,
    )


def _filled(value: Plan | Phase | Unit | Person | Task) -> dict[str, object]:
    found = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: _as_data(one) for name, one in found.items() if one not in NOTHING}


def _as_data(value: object) -> object:
    match value:
        case Phase() | Unit() | Person() | Task():
            return _filled(value)
        case tuple():
            return [_as_data(one) for one in value]
        case StrEnum():
            return value.value
        case _:
            return value
