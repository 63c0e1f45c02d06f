"""Saving a plan over what is there: matched by name and number, nothing reported is ever erased."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import SQLColumnExpression, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Plan, Role, State, Task, Unit
from plan.progress import turns
from plan.reminders import is_history
from plan.rules import Rules
from storage import marks
from storage.cards import redraw_cards_with
from storage.chats import ensure_chat
from storage.schema import AssignmentRow, PersonRow, PhaseRow, PlanRow, TaskRow, UnitRow
from storage.standings import note_thresholds, retell, set_turns
from storage.units import bind, chats_by_unit

Wanted = Mapping[tuple[int, int], Mapping[str, Any]]
AT_ONCE = 500  # ids in one query
NO_LONGER = -1  # the position of what the plan no longer names


async def save_plan(session: AsyncSession, plan: Plan, *, now: datetime, rules: Rules) -> int:
    """Make the stored plan equal `plan`; returns its id.

    Due dates already past at `now` become history. Tasks and assignments no longer named are
    cancelled; their reports stay. An extension the office granted outlives a repeated import.
    Cards that show what changed are drawn anew.
    """
    plan_id = await _save_head(session, plan, now)
    await marks.put(session, changed_mark(plan_id), now.isoformat())
    units = await _save_units(session, plan.units, now)
    phases = await _save_phases(session, plan_id, plan, now, rules.hours.zone)
    tasks = await _save_tasks(session, plan_id, plan.tasks, phases, now)
    starts = {phase.id: phase.start for phase in plan.phases}
    wanted = {
        (tasks[task.number], units[unit]): _wanted(task, role, phases, starts)
        for task in plan.tasks
        for unit, role in task.assignments().items()
    }
    await _save_assignments(session, plan_id, wanted, now, rules)
    await note_thresholds(session, rules, first=True)
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
    session: AsyncSession, units: Sequence[Unit], now: datetime
) -> Mapping[str, int]:
    rows = {row.name: row for row in await session.scalars(select(UnitRow))}
    for position, unit in enumerate(units):
        row = rows.get(unit.name)
        if row is None:
            rows[unit.name] = row = UnitRow(name=unit.name, parent_id=None)
            session.add(row)
        row.kind, row.position = unit.kind, position
    await session.flush()
    ids = {name: row.id for name, row in rows.items()}
    for unit in units:
        rows[unit.name].parent_id = ids[unit.parent] if unit.parent else None
    await _save_people(session, units, ids, now)
    bound = await chats_by_unit(session)
    for unit in units:
        # A unit bound in one of its chat's topics keeps that.
        if unit.chat is not None and unit.chat != bound.get(ids[unit.name]):
            chat = await ensure_chat(session, unit.chat, "", now)
            await bind(session, chat.id, ids[unit.name], None, now)
    return ids


async def _save_people(
    session: AsyncSession, units: Sequence[Unit], ids: Mapping[str, int], now: datetime
) -> None:
    """People of the file join or take their ids; people bound in a chat are never removed."""
    here = await session.scalars(select(PersonRow).where(PersonRow.left_at.is_(None)))
    rows = {(row.unit_id, row.name, row.role): row for row in here}
    for unit in units:
        for person in unit.people:
            key = ids[unit.name], person.name, str(person.role)
            row = rows.get(key)
            if row is None:
                row = PersonRow(unit_id=key[0], name=key[1], role=key[2], joined_at=now)
                rows[key] = row
                session.add(row)
            row.telegram_id = person.telegram or row.telegram_id
    await session.flush()


async def _save_phases(
    session: AsyncSession, plan_id: int, plan: Plan, now: datetime, zone: ZoneInfo
) -> Mapping[str, int]:
    query = select(PhaseRow).where(PhaseRow.plan_id == plan_id)
    rows = {row.code: row for row in await session.scalars(query)}
    for row in rows.values():
        row.position = NO_LONGER  # unless it is named below
    for position, phase in enumerate(plan.phases):
        known = rows.get(phase.id)
        row = known or PhaseRow(plan_id=plan_id, code=phase.id)
        if known is None:
            rows[phase.id] = row
            session.add(row)
        if known is None or row.end != phase.end:
            row.live_from, row.history = now, is_history(phase.end, now, zone)
        row.name, row.start, row.end, row.position = phase.name, phase.start, phase.end, position
    await session.flush()
    return {code: row.id for code, row in rows.items()}


async def _save_tasks(
    session: AsyncSession,
    plan_id: int,
    tasks: Sequence[Task],
    phases: Mapping[str, int],
    now: datetime,
) -> Mapping[str, int]:
    query = select(TaskRow).where(TaskRow.plan_id == plan_id)
    rows = {row.number: row for row in await session.scalars(query)}
    for row in rows.values():
        row.position = NO_LONGER  # unless it is named below
    for position, task in enumerate(tasks):
        known = rows.get(task.number)
        row = known or TaskRow(plan_id=plan_id, number=task.number)
        if known is None:
            rows[task.number] = row
            session.add(row)
        row.phase_id, row.title, row.position = phases[task.phase], task.title, position
        row.start, row.due, row.due_text = task.start, task.due, task.due_text
        row.standard, row.evidence = task.standard, task.evidence
    changed = [row.id for row in rows.values() if row.id and session.is_modified(row)]
    await session.flush()
    await _redraw(session, AssignmentRow.task_id, changed, now)
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
    wanted: Wanted,
    now: datetime,
    rules: Rules,
) -> None:
    rows = await session.scalars(select(AssignmentRow).where(AssignmentRow.plan_id == plan_id))
    known = {(row.task_id, row.unit_id): row for row in rows}
    new = [
        {"plan_id": plan_id, "task_id": pair[0], "unit_id": pair[1], **want}
        | _first(want, now, rules)
        for pair, want in wanted.items()
        if pair not in known
    ]
    if new:
        await session.execute(insert(AssignmentRow), new)
    for pair, row in known.items():
        if pair in wanted:
            await _renew(session, row, wanted[pair], now, rules)
        else:
            row.state = State.CANCELLED
            set_turns(row, rules)
    changed = [row.id for row in known.values() if session.is_modified(row)]
    await session.flush()
    await _redraw(session, AssignmentRow.id, changed, now)


def _first(want: Mapping[str, Any], now: datetime, rules: Rules) -> dict[str, Any]:
    days = turns(
        State.ASSIGNED, want["start"], want["due"], None, None, None, None, rules.thresholds
    )
    return {
        "original_due": want["due"],
        "live_from": now,
        "history": is_history(want["due"], now, rules.hours.zone),
        "state": State.ASSIGNED.value,
        "blue_on": days.blue,
        "yellow_on": days.yellow,
        "red_on": days.red,
    }


async def _renew(
    session: AsyncSession,
    row: AssignmentRow,
    want: Mapping[str, Any],
    now: datetime,
    rules: Rules,
) -> None:
    if row.original_due != want["due"]:
        row.due = row.original_due = want["due"]
        row.live_from, row.history = now, is_history(want["due"], now, rules.hours.zone)
    row.role, row.phase_id, row.start = want["role"], want["phase_id"], want["start"]
    if row.state == State.CANCELLED:
        await retell(session, row, rules)
    else:
        set_turns(row, rules)


async def _redraw(
    session: AsyncSession, column: SQLColumnExpression[int], ids: Sequence[int], now: datetime
) -> None:
    for at in range(0, len(ids), AT_ONCE):
        await redraw_cards_with(session, column.in_(ids[at : at + AT_ONCE]), now)


async def count_history(session: AsyncSession, plan_id: int) -> int:
    """How many assignments of a plan were over when they were imported, and fire nothing."""
    query = select(func.count()).where(
        AssignmentRow.plan_id == plan_id,
        AssignmentRow.history,
        AssignmentRow.state != State.CANCELLED,
    )
    return await session.scalar(query) or 0
