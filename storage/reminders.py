"""Who is owed a reminder on a day, read from the present state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import OPEN_STATES
from storage.schema import AssignmentRow, BindingRow, ChatRow, PhaseRow, TaskRow, UnitRow

# A due date that has a rung, and the instant that rung goes out.
Dues = Mapping[date, datetime]


@dataclass(frozen=True, slots=True)
class Debt:
    """An open assignment with a rung on the day; `chat` is None while its unit has no group."""

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
    query = (
        _with_chat(
            select(
                ChatRow.id,
                ChatRow.telegram_id,
                UnitRow.name,
                AssignmentRow.id,
                TaskRow.number,
                AssignmentRow.due,
            )
            .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
            .join(UnitRow, UnitRow.id == AssignmentRow.unit_id)
        )
        .where(_owing(AssignmentRow, AssignmentRow.due, dues), _is_open())
        .order_by(ChatRow.id, AssignmentRow.due, TaskRow.position, AssignmentRow.id)
    )
    if chat is not None:
        query = query.where(ChatRow.id == chat)
    return [Debt(*row) for row in await session.execute(query)]


async def phase_debts(
    session: AsyncSession, dues: Dues, chat: int | None = None
) -> Sequence[PhaseDebt]:
    """Every phase owed a reminder for one of `dues`, with the units still busy in it."""
    query = (
        _with_chat(
            select(
                ChatRow.id,
                ChatRow.telegram_id,
                UnitRow.name,
                PhaseRow.id,
                PhaseRow.name,
                PhaseRow.end,
                func.count(),
            )
            .join(AssignmentRow, AssignmentRow.phase_id == PhaseRow.id)
            .join(UnitRow, UnitRow.id == AssignmentRow.unit_id)
        )
        .where(_owing(PhaseRow, PhaseRow.end, dues), _is_open(), ~AssignmentRow.history)
        .group_by(ChatRow.id, ChatRow.telegram_id, UnitRow.name, PhaseRow.id)
        .order_by(ChatRow.id, PhaseRow.end)
    )
    if chat is not None:
        query = query.where(ChatRow.id == chat)
    return [PhaseDebt(*row) for row in await session.execute(query)]


async def owing_chats(session: AsyncSession, dues: Dues) -> Sequence[int]:
    """The chats a card is owed to, without reading what stands on it."""
    phase = exists().where(
        PhaseRow.id == AssignmentRow.phase_id,
        _owing(PhaseRow, PhaseRow.end, dues),
        ~AssignmentRow.history,
    )
    query = (
        select(BindingRow.chat_id)
        .distinct()
        .join(AssignmentRow, AssignmentRow.unit_id == BindingRow.unit_id)
        .where(
            BindingRow.ended_at.is_(None),
            _is_open(),
            or_(_owing(AssignmentRow, AssignmentRow.due, dues), phase),
        )
    )
    return (await session.scalars(query)).all()


def _owing(
    table: type[AssignmentRow] | type[PhaseRow], due: ColumnElement[date], dues: Dues
) -> ColumnElement[bool]:
    # What became known only after the rung's hour is history to it.
    live = [and_(due == day, table.live_from < at) for day, at in dues.items()]
    return and_(~table.history, or_(false(), *live))


def _is_open() -> ColumnElement[bool]:
    return AssignmentRow.state.in_(sorted(OPEN_STATES))


def _with_chat(query: Select[Any]) -> Select[Any]:
    bound = and_(BindingRow.unit_id == UnitRow.id, BindingRow.ended_at.is_(None))
    return query.outerjoin(BindingRow, bound).outerjoin(ChatRow, ChatRow.id == BindingRow.chat_id)
