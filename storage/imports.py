"""Saving a plan over what is there: matched by name and number, nothing reported is ever erased."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Plan, Role, State, Task, Unit
from plan.progress import Thresholds, turns
from plan.reminders import is_history
from storage import marks
from storage.chats import ensure_chat
from storage.schema import AssignmentRow, PersonRow, PhaseRow, PlanRow, TaskRow, UnitRow
from storage.standings import set_turns
from storage.units import bind

Rows = list[dict[str, Any]]


async def save_plan(
    session: AsyncSession, plan: Plan, *, now: datetime, zone: ZoneInfo, thresholds: Thresholds
) -> int:
    """Make the stored plan equal `plan`; returns its id.

    Due dates already past at `now` become history. Tasks and assignments no longer named are
    cancelled; their reports stay. An extension the office granted outlives a repeated import.
    """
    plan_id = await _save_head(session, plan, now)
    await marks.put(session, changed_mark(plan_id), now.isoformat())
    units = await _save_units(session, plan.units, now)
    phases = await _save_phases(session, plan_id, plan, now, zone)
    tasks = await _save_tasks(session, plan_id, plan.tasks, phases)
    starts = {phase.id: phase.start for phase in plan.phases}
    wanted = {
        (tasks[task.number], units[unit]): _wanted(task, role, phases, starts)
        for task in plan.tasks
        for unit, role in task.assignments().items()
    }
    await _save_assignments(session, plan_id, wanted, now, zone, thresholds)
    return plan_id


def changed_mark(plan_id: int) -> str:
    """The mark that holds when a plan was last saved."""
    return f"plan {plan_id} saved at"


async def _save_head(session: AsyncSession, plan: Plan, now: datetime) -> int:
    row = await session.scalar(select(PlanRow).where(PlanRow.title == plan.title))
    if row is None:
        row = PlanRow(title=plan.title, imported_at=now)
        session.add(row)
    row.number, row.goal = plan.number, plan.goal
    await session.flush()
    return row.id


async def _save_units(
    session: AsyncSession, units: tuple[Unit, ...], now: datetime
) -> Mapping[str, int]:
    rows = {row.name: row for row in await session.scalars(select(UnitRow))}
    for position, unit in enumerate(units):
        row = rows.get(unit.name)
        if row is None:
            rows[unit.name] = row = UnitRow(name=unit.name, parent_id=None)
            session.add(row)
        row.kind, row.position = unit.kind, position
    await session.flush()
    for unit in units:
        rows[unit.name].parent_id = rows[unit.parent].id if unit.parent else None
        await _save_people(session, unit, rows[unit.name].id, now)
        if unit.chat is not None:
            chat = await ensure_chat(session, unit.chat, "", now)
            await bind(session, chat.id, rows[unit.name].id, None, now)
    return {name: row.id for name, row in rows.items()}


async def _save_people(session: AsyncSession, unit: Unit, unit_id: int, now: datetime) -> None:
    """People of the file join or take their ids; people bound in a chat are never removed."""
    if not unit.people:
        return
    here = select(PersonRow).where(PersonRow.unit_id == unit_id, PersonRow.left_at.is_(None))
    rows = {(row.name, row.role): row for row in await session.scalars(here)}
    for person in unit.people:
        row = rows.get((person.name, person.role))
        if row is None:
            row = PersonRow(unit_id=unit_id, name=person.name, role=person.role, joined_at=now)
            session.add(row)
        row.telegram_id = person.telegram or row.telegram_id


async def _save_phases(
    session: AsyncSession, plan_id: int, plan: Plan, now: datetime, zone: ZoneInfo
) -> Mapping[str, int]:
    query = select(PhaseRow).where(PhaseRow.plan_id == plan_id)
    rows = {row.code: row for row in await session.scalars(query)}
    for position, phase in enumerate(plan.phases):
        row = rows.get(phase.id)
        if row is None:
            rows[phase.id] = row = PhaseRow(plan_id=plan_id, code=phase.id, end=None)
            session.add(row)
        if row.end != phase.end:
            row.live_from, row.history = now, is_history(phase.end, now, zone)
        row.name, row.start, row.end, row.position = phase.name, phase.start, phase.end, position
    await session.flush()
    return {code: row.id for code, row in rows.items()}


async def _save_tasks(
    session: AsyncSession, plan_id: int, tasks: tuple[Task, ...], phases: Mapping[str, int]
) -> Mapping[str, int]:
    query = select(TaskRow).where(TaskRow.plan_id == plan_id)
    rows = {row.number: row for row in await session.scalars(query)}
    for row in rows.values():
        row.position = -1  # no longer in the plan, unless it is named below
    for position, task in enumerate(tasks):
        row = rows.get(task.number)
        if row is None:
            rows[task.number] = row = TaskRow(plan_id=plan_id, number=task.number)
            session.add(row)
        row.phase_id, row.title, row.position = phases[task.phase], task.title, position
        row.start, row.due, row.due_text = task.start, task.due, task.due_text
        row.standard, row.evidence = task.standard, task.evidence
    await session.flush()
    return {number: row.id for number, row in rows.items()}


def _wanted(
    task: Task, role: Role, phases: Mapping[str, int], starts: Mapping[str, date | None]
) -> dict[str, Any]:
    start = task.start or starts[task.phase]
    return {
        "role": role.value,
        "phase_id": phases[task.phase],
        # A task due before its phase opens has no schedule to be behind of.
        "start": start if start is None or start <= task.due else None,
        "due": task.due,
    }


async def _save_assignments(
    session: AsyncSession,
    plan_id: int,
    wanted: Mapping[tuple[int, int], dict[str, Any]],
    now: datetime,
    zone: ZoneInfo,
    thresholds: Thresholds,
) -> None:
    table = AssignmentRow
    query = select(table).where(table.plan_id == plan_id)
    known = {(row.task_id, row.unit_id): row for row in await session.scalars(query)}
    new: Rows = []
    for pair, want in wanted.items():
        row = known.pop(pair, None)
        if row is None:
            task_id, unit_id = pair
            fresh = {"plan_id": plan_id, "task_id": task_id, "unit_id": unit_id, **want}
            new.append(fresh | _first(want, now, zone, thresholds))
        else:
            _renew(row, want, now, zone, thresholds)
    if new:
        await session.execute(insert(table), new)
    for row in known.values():
        row.state = State.CANCELLED
    await session.flush()


def _first(
    want: Mapping[str, Any], now: datetime, zone: ZoneInfo, thresholds: Thresholds
) -> dict[str, Any]:
    days = turns(State.ASSIGNED, want["start"], want["due"], None, None, None, None, thresholds)
    return {
        "original_due": want["due"],
        "live_from": now,
        "history": is_history(want["due"], now, zone),
        "state": State.ASSIGNED.value,
        "blue_on": days.blue,
        "yellow_on": days.yellow,
        "red_on": days.red,
    }


def _renew(
    row: AssignmentRow,
    want: Mapping[str, Any],
    now: datetime,
    zone: ZoneInfo,
    thresholds: Thresholds,
) -> None:
    if row.state == State.CANCELLED:
        row.state = State.ASSIGNED
    if row.original_due != want["due"]:
        row.due = row.original_due = want["due"]
        row.live_from, row.history = now, is_history(want["due"], now, zone)
    row.role, row.phase_id, row.start = want["role"], want["phase_id"], want["start"]
    set_turns(row, zone, thresholds)


async def count_history(session: AsyncSession, plan_id: int) -> int:
    """How many assignments of a plan were over when they were imported, and fire nothing."""
    query = select(func.count()).where(
        AssignmentRow.plan_id == plan_id,
        AssignmentRow.history,
        AssignmentRow.state != State.CANCELLED,
    )
    return await session.scalar(query) or 0
