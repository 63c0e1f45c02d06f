"""Who is owed a reminder on a day, read from the present state."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import OPEN_STATES
from storage.schema import AssignmentRow, BindingRow, ChatRow, PhaseRow, TaskRow, UnitRow

# A due date that has a rung, and the instant that rung goes out.
Dues = Mapping[date, datetime]


@dataclass(frozen=True, slots=True)
class Debt:
    """An open assignment with a rung on the day; `chat` is None while nobody hears it.

    That is while its unit has no group, or one that takes no messages.
    """

    chat: int | None
    telegram: int | None
    unit: str
    assignment: int
    task: str
    due: date


@dataclass(frozen=True, slots=True)
class PhaseDebt:
    """A phase with a rung on the day, for a unit that still has open tasks in it."""

    chat: int | None
    telegram: int | None
    unit: str
    phase: int
    name: str
    end: date
    open_tasks: int


async def debts(session: AsyncSession, dues: Dues, chat: int | None = None) -> Sequence[Debt]:
    """Every assignment owed a reminder for one of `dues`, of one chat or of all."""
    unit: list[Any] = [ChatRow.id, ChatRow.telegram_id, UnitRow.name]
    assignment = [AssignmentRow.id, TaskRow.number, AssignmentRow.due]
    query = (
        _heard(select(*unit, *assignment).select_from(AssignmentRow), chat)
        .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
        .where(_owing(AssignmentRow, AssignmentRow.due, dues), _is_open())
        .order_by(ChatRow.id.nulls_first(), AssignmentRow.due, TaskRow.position, AssignmentRow.id)
    )
    return [Debt(*row) for row in await session.execute(query)]


async def phase_debts(
    session: AsyncSession, dues: Dues, chat: int | None = None
) -> Sequence[PhaseDebt]:
    """Every phase owed a reminder for one of `dues`, with the units still busy in it."""
    unit: list[Any] = [ChatRow.id, ChatRow.telegram_id, UnitRow.name]
    phase = [PhaseRow.id, PhaseRow.name, PhaseRow.end]
    query = (
        _heard(select(*unit, *phase, func.count()).select_from(AssignmentRow), chat)
        .join(PhaseRow, PhaseRow.id == AssignmentRow.phase_id)
        .where(_owing(PhaseRow, PhaseRow.end, dues), _is_open(), ~AssignmentRow.history)
        .group_by(*unit, UnitRow.id, *phase)
        .order_by(ChatRow.id.nulls_first(), PhaseRow.end, PhaseRow.id, UnitRow.id)
    )
    return [PhaseDebt(*row) for row in await session.execute(query)]


async def owing_chats(session: AsyncSession, dues: Dues) -> Sequence[int]:
    """The chats a card is owed to, without reading what stands on it."""
    due = _owing(AssignmentRow, AssignmentRow.due, dues)
    phases = select(PhaseRow.id).where(_owing(PhaseRow, PhaseRow.end, dues))
    in_phase = and_(AssignmentRow.phase_id.in_(phases), ~AssignmentRow.history)
    units = [
        select(AssignmentRow.unit_id).where(_is_open(), condition) for condition in (due, in_phase)
    ]
    query = (
        select(BindingRow.chat_id)
        .distinct()
        .where(BindingRow.ended_at.is_(None), or_(*(BindingRow.unit_id.in_(one) for one in units)))
        .order_by(BindingRow.chat_id)
    )
    return (await session.scalars(query)).all()


def _owing(
    table: type[AssignmentRow] | type[PhaseRow], due: SQLColumnExpression[date], dues: Dues
) -> ColumnElement[bool]:
    # What became known only after the rung's hour is history to it. All the rungs of a day go out
    # at one instant, so that the condition grows by the days and not by the ladder: a database
    # takes only so many conditions within each other.
    by_hour: dict[datetime, list[date]] = defaultdict(list)
    for day, at in sorted(dues.items()):
        by_hour[at].append(day)
    live = [and_(due.in_(days), table.live_from < at) for at, days in by_hour.items()]
    return and_(due.in_(sorted(dues)), ~table.history, or_(false(), *live))


def _is_open() -> ColumnElement[bool]:
    return AssignmentRow.state.in_(sorted(OPEN_STATES))


def _heard(query: Select[Any], chat: int | None) -> Select[Any]:
    """With the units and the groups that hear them: one group's units only, or every unit."""
    query = query.join(UnitRow, UnitRow.id == AssignmentRow.unit_id)
    bound = and_(BindingRow.unit_id == UnitRow.id, BindingRow.ended_at.is_(None))
    group = ChatRow.id == BindingRow.chat_id
    if chat is None:
        heard = and_(group, ChatRow.usable)
        return query.outerjoin(BindingRow, bound).outerjoin(ChatRow, heard)
    return query.join(BindingRow, bound).join(ChatRow, group).where(BindingRow.chat_id == chat)
