"""Counted assignments: a grouped query a question, whatever the size of the plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.history import Figures
from plan.model import Lamp, Phase, State
from plan.summary import COUNTS, Tally
from storage.entries import STANDING, conditions
from storage.lamps import lamp_conditions
from storage.schema import AssignmentRow as A
from storage.schema import PhaseRow, UnitRow


async def phase_figures(
    session: AsyncSession, plan_id: int, today: date
) -> Sequence[tuple[Phase, Figures]]:
    """The phases of a plan, in its order; those it no longer names are left out."""
    named = select(PhaseRow).where(PhaseRow.plan_id == plan_id, PhaseRow.position >= 0)
    rows = (await session.scalars(named.order_by(PhaseRow.position))).all()
    of_plan = A.phase_id.in_([row.id for row in rows])
    query = select(A.phase_id, *_columns(today)).where(of_plan).group_by(A.phase_id)
    tallies = {row[0]: _tally(row[1:]) for row in await session.execute(query)}
    return [
        (
            Phase(row.code, row.name, row.start, row.end),
            Figures(row.id, row.name, tallies.get(row.id, Tally())),
        )
        for row in rows
    ]


async def due_figures(
    session: AsyncSession, plan_id: int, today: date
) -> Sequence[tuple[date, Tally]]:
    """The days on which something of the plan falls due, in their order."""
    query = select(A.due, *_columns(today)).where(A.plan_id == plan_id).group_by(A.due)
    return [(row[0], _tally(row[1:])) for row in await session.execute(query.order_by(A.due))]


async def unit_figures(
    session: AsyncSession, plan_id: int, today: date, limit: int | None = None, offset: int = 0
) -> Sequence[Figures]:
    """Units of the plan, those with the most red and yellow lamps first."""
    columns = _columns(today)
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
    names = await _unit_names(session, None if limit is None else [row[0] for row in rows])
    return [Figures(row[0], names[row[0]], _tally(row[1:])) for row in rows]


async def count_units(session: AsyncSession, plan_id: int) -> int:
    """How many units have something to do in a plan."""
    query = select(func.count(A.unit_id.distinct())).where(A.plan_id == plan_id)
    return await session.scalar(query) or 0


async def figures_of_phase(session: AsyncSession, phase_id: int, today: date) -> Figures:
    """One phase counted up. Raises NoResultFound for an unknown one."""
    phase = await session.get_one(PhaseRow, phase_id)
    query = select(*_columns(today)).where(A.phase_id == phase_id)
    return Figures(phase.id, phase.name, _tally((await session.execute(query)).one()))


async def figures_of_unit(
    session: AsyncSession, plan_id: int, unit_id: int, today: date
) -> Figures:
    """One unit of a plan counted up. Raises NoResultFound for an unknown one."""
    unit = await session.get_one(UnitRow, unit_id)
    query = select(*_columns(today)).where(A.plan_id == plan_id, A.unit_id == unit_id)
    return Figures(unit.id, unit.name, _tally((await session.execute(query)).one()))


def _columns(today: date) -> list[ColumnElement[int]]:
    stands = A.state.in_(STANDING)
    lists = conditions(today) | {
        "closed": A.state == State.CLOSED,
        "cancelled": A.state == State.CANCELLED,
    }
    lit = [and_(stands, condition) for condition in lamp_conditions(today).values()]
    return [func.count().filter(one) for one in (*lit, *(lists[name] for name in COUNTS))]


def _tally(figures: Row[Any] | Sequence[int]) -> Tally:
    lamps = dict(zip(Lamp, figures, strict=False))
    return Tally(lamps, *figures[len(lamps) :])


async def _unit_names(session: AsyncSession, ids: Sequence[int] | None) -> dict[int, str]:
    query = select(UnitRow.id, UnitRow.name)
    if ids is not None:
        query = query.where(UnitRow.id.in_(ids))
    return dict((await session.execute(query)).all())
