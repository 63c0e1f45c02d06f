"""The figures of a plan: a few grouped queries, whatever its size."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import OPEN_STATES, BlockReason, Lamp, Phase, Role, State, Status
from plan.summary import Entry, Summary, Tally
from storage.lamps import lamp_column, lamp_of
from storage.schema import AssignmentRow as A
from storage.schema import PhaseRow, PlanRow, ReportRow, SnapshotRow, TaskRow, UnitRow
from storage.units import unbound_units

LIST_LENGTH = 20
STANDING = [*sorted(OPEN_STATES), State.CLAIMED]


def conditions(today: date) -> dict[str, ColumnElement[bool]]:
    """The lists the office asks for, each said once: they are counted and listed by the same words.

    late: past due and still the unit's to do; silent: due soon or past and never reported;
    blocked: asks for help; claimed: waits for the office.
    """
    is_open, seen = A.state.in_(sorted(OPEN_STATES)), ~A.history | A.reported_at.is_not(None)
    return {
        "late": and_(is_open, seen, A.due < today),
        "silent": and_(is_open, ~A.history, A.reported_at.is_(None), A.blue_on <= today),
        "blocked": and_(is_open, A.status == Status.BLOCKED),
        "claimed": A.state == State.CLAIMED,
    }


async def summarise(
    session: AsyncSession,
    plan_id: int,
    now: datetime,
    today: date,
    *,
    units: int | None = None,
    before: datetime | None = None,
) -> Summary:
    """The plan as of `now`, beside the last figures kept before `before`.

    `units` limits the list by unit to the worst ones; None gives all.
    """
    plan = await session.get_one(PlanRow, plan_id)
    phases = await _by_phase(session, plan_id, today)
    last = await last_snapshot(session, plan_id, before)
    listed = {
        name: await entries(session, plan_id, name, today) for name in ("late", "blocked", "silent")
    }
    return Summary(
        plan=plan.title,
        as_of=now,
        today=today,
        goal=plan.goal,
        total=total([tally for _, tally in phases]),
        phases=phases,
        units=await by_unit(session, plan_id, today, units),
        late=listed["late"],
        blocked=listed["blocked"],
        silent=listed["silent"],
        unbound=tuple(await unbound_units(session)),
        since=last[0] if last else None,
        before=last[1] if last else None,
    )


def _figures(today: date) -> list[ColumnElement[Any]]:
    lamp = lamp_column(today)
    stands = A.state.in_(STANDING)
    lamps = [func.sum(case((and_(stands, lamp == name), 1), else_=0)) for name in Lamp]
    states = [
        func.sum(case((A.state == name, 1), else_=0)) for name in (State.CLOSED, State.CANCELLED)
    ]
    lists = [func.sum(case((condition, 1), else_=0)) for condition in conditions(today).values()]
    return [*lamps, *states, *lists]


def _tally(figures: Sequence[int]) -> Tally:
    lamps = dict(zip(Lamp, figures, strict=False))
    closed, cancelled, late, silent, blocked, claimed = figures[len(lamps) :]
    return Tally(lamps, claimed, closed, cancelled, late, silent, blocked)


async def _by_phase(
    session: AsyncSession, plan_id: int, today: date
) -> tuple[tuple[Phase, Tally], ...]:
    query = select(A.phase_id, *_figures(today)).where(A.plan_id == plan_id).group_by(A.phase_id)
    figures = {row[0]: _tally(row[1:]) for row in await session.execute(query)}
    phases = await session.scalars(
        select(PhaseRow).where(PhaseRow.plan_id == plan_id).order_by(PhaseRow.position)
    )
    return tuple(
        (Phase(row.code, row.name, row.start, row.end), figures.get(row.id, Tally()))
        for row in phases
    )


async def by_unit(
    session: AsyncSession, plan_id: int, today: date, limit: int | None = None, offset: int = 0
) -> tuple[tuple[str, Tally], ...]:
    """Units of the plan, those with the most red and yellow lamps first."""
    columns = _figures(today)
    red, yellow = columns[list(Lamp).index(Lamp.RED)], columns[list(Lamp).index(Lamp.YELLOW)]
    query = (
        select(A.unit_id, *columns)
        .where(A.plan_id == plan_id)
        .group_by(A.unit_id)
        .order_by(red.desc(), yellow.desc(), A.unit_id)
        .limit(limit)
        .offset(offset)
    )
    rows = (await session.execute(query)).all()
    ids = [row[0] for row in rows] if limit is not None else None
    names = await _unit_names(session, ids)
    return tuple((names[row[0]], _tally(row[1:])) for row in rows)


async def _unit_names(session: AsyncSession, ids: Sequence[int] | None) -> dict[int, str]:
    query = select(UnitRow.id, UnitRow.name)
    if ids is not None:
        query = query.where(UnitRow.id.in_(ids))
    return dict(row._tuple() for row in await session.execute(query))


async def entries(
    session: AsyncSession,
    plan_id: int,
    which: str,
    today: date,
    limit: int = LIST_LENGTH,
    offset: int = 0,
) -> tuple[Entry, ...]:
    """One of the lists of `conditions`, the longest due first."""
    query = _entry_query().where(A.plan_id == plan_id, conditions(today)[which])
    page = query.order_by(A.due, A.id).limit(limit).offset(offset)
    return tuple(_entry(row, today) for row in await session.execute(page))


async def entries_of_unit(
    session: AsyncSession,
    unit_id: int,
    today: date,
    limit: int = LIST_LENGTH,
    offset: int = 0,
    plan_id: int | None = None,
) -> tuple[Entry, ...]:
    """What one unit still has to do, the nearest due first."""
    query = _entry_query().where(A.unit_id == unit_id, A.state.in_(STANDING))
    if plan_id is not None:
        query = query.where(A.plan_id == plan_id)
    page = query.order_by(A.due, A.id).limit(limit).offset(offset)
    return tuple(_entry(row, today) for row in await session.execute(page))


async def entries_of_phase(
    session: AsyncSession, phase_id: int, today: date, limit: int = LIST_LENGTH, offset: int = 0
) -> tuple[Entry, ...]:
    """What still stands in one phase, the nearest due first."""
    query = _entry_query().where(A.phase_id == phase_id, A.state.in_(STANDING))
    page = query.order_by(A.due, A.id).limit(limit).offset(offset)
    return tuple(_entry(row, today) for row in await session.execute(page))


async def entry(session: AsyncSession, assignment_id: int, today: date) -> Entry:
    row = (await session.execute(_entry_query().where(A.id == assignment_id))).one()
    return _entry(row, today)


def _entry_query() -> Select[Any]:
    return (
        select(A, TaskRow.number, TaskRow.title, UnitRow.name, ReportRow)
        .join(TaskRow, TaskRow.id == A.task_id)
        .join(UnitRow, UnitRow.id == A.unit_id)
        .outerjoin(ReportRow, ReportRow.id == A.report_id)
    )


def _entry(row: Row[Any], today: date) -> Entry:
    assignment, number, title, unit, report = row
    return Entry(
        assignment=assignment.id,
        task=number,
        title=title,
        unit=unit,
        role=Role(assignment.role),
        due=assignment.due,
        lamp=lamp_of(assignment, today),
        state=State(assignment.state),
        status=Status(assignment.status) if assignment.status else None,
        percent=assignment.percent,
        reason=BlockReason(assignment.reason) if assignment.reason else None,
        note=report.note if report else "",
        reported_at=assignment.reported_at,
        link=message_link(report.chat, report.message) if report else "",
    )


def message_link(chat: int, message: int) -> str:
    """The way back to a message; only supergroups (ids below -100...) have links, "" elsewhere."""
    internal = str(chat).removeprefix("-100")
    return f"https://t.me/c/{internal}/{message}" if str(chat).startswith("-100") else ""


def total(tallies: Sequence[Tally]) -> Tally:
    """The sum over phases."""
    return Tally(
        {lamp: sum(t.lamps.get(lamp, 0) for t in tallies) for lamp in Lamp},
        *(
            sum(getattr(t, name) for t in tallies)
            for name in ("claimed", "closed", "cancelled", "late", "silent", "blocked")
        ),
    )


async def last_snapshot(
    session: AsyncSession, plan_id: int, before: datetime | None = None
) -> tuple[datetime, Tally] | None:
    """The figures of the last digest sent (before an instant), and when."""
    query = select(SnapshotRow).where(SnapshotRow.plan_id == plan_id)
    if before is not None:
        query = query.where(SnapshotRow.as_of < before)
    row = await session.scalar(query.order_by(SnapshotRow.id.desc()).limit(1))
    if row is None:
        return None
    figures = dict(row.figures)
    lamps = {Lamp(name): count for name, count in figures.pop("lamps").items()}
    return row.as_of, Tally(lamps, **figures)


async def keep_snapshot(session: AsyncSession, plan_id: int, summary: Summary) -> None:
    """Remember the figures a digest was sent with."""
    t = summary.total
    figures: dict[str, Any] = {"lamps": {lamp.value: n for lamp, n in t.lamps.items()}}
    for name in ("claimed", "closed", "cancelled", "late", "silent", "blocked"):
        figures[name] = getattr(t, name)
    session.add(SnapshotRow(plan_id=plan_id, as_of=summary.as_of, figures=figures))
