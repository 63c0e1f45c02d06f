"""Plans as the office wrote them: saving is updating, and what is gone is cancelled, not erased."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Person, PersonRole, Phase, Plan, Role, State, Task, Unit, UnitKind
from storage.schema import AssignmentRow, PersonRow, PhaseRow, PlanRow, TaskRow, UnitRow
from storage.units import chats_by_unit


async def titles(session: AsyncSession) -> Sequence[str]:
    """The plans the bot runs, oldest first."""
    return (await session.scalars(select(PlanRow.title).order_by(PlanRow.id))).all()


async def identify(session: AsyncSession, title: str) -> int | None:
    return await session.scalar(select(PlanRow.id).where(PlanRow.title == title))


async def rename(session: AsyncSession, title: str, new: str) -> None:
    """Give a plan another title, which none may have yet."""
    await session.execute(update(PlanRow).where(PlanRow.title == title).values(title=new))


async def named(session: AsyncSession) -> Sequence[tuple[int, str]]:
    """Every plan's id and title, oldest first."""
    query = select(PlanRow.id, PlanRow.title).order_by(PlanRow.id)
    return (await session.execute(query)).all()


async def of_assignment(session: AsyncSession, assignment_id: int) -> int:
    """The plan an assignment belongs to."""
    return (await session.get_one(AssignmentRow, assignment_id)).plan_id


async def ids(session: AsyncSession) -> Sequence[int]:
    return (await session.scalars(select(PlanRow.id).order_by(PlanRow.id))).all()


async def load(session: AsyncSession, plan_id: int) -> Plan:
    """The plan as it stands, in the form a plan file would have."""
    plan = await session.get_one(PlanRow, plan_id)
    phases = await _phases(session, plan_id)
    tasks = await _tasks(session, plan_id, {row.id: row.code for row in phases})
    return Plan(
        title=plan.title,
        number=plan.number,
        goal=plan.goal,
        phases=tuple(Phase(row.code, row.name, row.start, row.end) for row in phases),
        units=await _units(session),
        tasks=tasks,
    )


async def _phases(session: AsyncSession, plan_id: int) -> Sequence[PhaseRow]:
    query = select(PhaseRow).where(PhaseRow.plan_id == plan_id, PhaseRow.position >= 0)
    return (await session.scalars(query.order_by(PhaseRow.position))).all()


async def _units(session: AsyncSession) -> tuple[Unit, ...]:
    rows = (await session.scalars(select(UnitRow).order_by(UnitRow.position, UnitRow.id))).all()
    names = {row.id: row.name for row in rows}
    chats = await chats_by_unit(session)
    people: dict[int, list[Person]] = {}
    here = select(PersonRow).where(PersonRow.left_at.is_(None)).order_by(PersonRow.id)
    for row in await session.scalars(here):
        person = Person(row.name, PersonRole(row.role), row.telegram_id)
        people.setdefault(row.unit_id, []).append(person)
    return tuple(
        Unit(
            name=row.name,
            kind=UnitKind(row.kind),
            parent=names.get(row.parent_id or 0),
            chat=chats.get(row.id),
            people=tuple(people.get(row.id, ())),
        )
        for row in rows
    )


async def _tasks(session: AsyncSession, plan_id: int, codes: dict[int, str]) -> tuple[Task, ...]:
    units: dict[int, dict[Role, list[str]]] = {}
    assigned = (
        select(AssignmentRow.task_id, AssignmentRow.role, UnitRow.name)
        .join(UnitRow, UnitRow.id == AssignmentRow.unit_id)
        .where(AssignmentRow.plan_id == plan_id, AssignmentRow.state != State.CANCELLED)
        .order_by(AssignmentRow.id)
    )
    for task_id, role, name in await session.execute(assigned):
        units.setdefault(task_id, {}).setdefault(Role(role), []).append(name)
    query = select(TaskRow).where(TaskRow.plan_id == plan_id, TaskRow.position >= 0)
    rows = await session.scalars(query.order_by(TaskRow.position))
    return tuple(_task(row, codes[row.phase_id], units.get(row.id, {})) for row in rows)


def _task(row: TaskRow, phase: str, units: dict[Role, list[str]]) -> Task:
    return Task(
        number=row.number,
        title=row.title,
        phase=phase,
        due=row.due,
        lead=next(iter(units.get(Role.LEAD, ())), None),
        units=tuple(units.get(Role.RESPONSIBLE, ())),
        assist=tuple(units.get(Role.ASSIST, ())),
        start=row.start,
        due_text=row.due_text,
        standard=row.standard,
        evidence=row.evidence,
    )


async def last_due(session: AsyncSession) -> date | None:
    """The latest due date of all that is still to be done, in whatever plan."""
    query = select(func.max(AssignmentRow.due))
    return await session.scalar(
        query.where(AssignmentRow.state.not_in([State.CLOSED, State.CANCELLED]))
    )
