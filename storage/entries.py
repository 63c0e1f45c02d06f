"""Assignments as the office reads them in lists, a page at a time."""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import OPEN_STATES, BlockReason, Role, State, Status
from plan.summary import Entry
from storage.lamps import lamp_of
from storage.schema import AssignmentRow, ReportRow, TaskRow, UnitRow

A = AssignmentRow
Query = Select[AssignmentRow, str, str, str, ReportRow]
Found = tuple[AssignmentRow, str, str, str, ReportRow | None]  # the last by an outer join

LIST_LENGTH = 20
STANDING = [*sorted(OPEN_STATES), State.CLAIMED]


def conditions(today: date) -> dict[str, ColumnElement[bool]]:
    """The lists the office asks for, each said once: they are counted and listed by the same words.

    late: past due and still the unit's to do; silent: due soon or past and never reported;
    blocked: asks for help; claimed: waits for the office. Neither late nor silent is what
    has not begun and what is history.
    """
    is_open, started = A.state.in_(sorted(OPEN_STATES)), or_(A.start.is_(None), A.start <= today)
    said, unsaid = A.reported_at.is_not(None), A.reported_at.is_(None)
    return {
        "late": and_(is_open, started, or_(~A.history, said), A.due < today),
        "silent": and_(is_open, started, ~A.history, unsaid, A.blue_on <= today),
        "blocked": and_(is_open, A.status == Status.BLOCKED),
        "claimed": A.state == State.CLAIMED,
    }


async def entries(
    session: AsyncSession,
    plan_id: int,
    which: str,
    today: date,
    limit: int = LIST_LENGTH,
    offset: int = 0,
) -> tuple[Entry, ...]:
    """One of the lists of `conditions`, the longest due first."""
    query = entry_query().where(A.plan_id == plan_id, conditions(today)[which])
    return await _page(session, query, today, limit, offset)


async def count_entries(session: AsyncSession, plan_id: int, which: str, today: date) -> int:
    """How long one of those lists is."""
    query = select(func.count()).where(A.plan_id == plan_id, conditions(today)[which])
    return await session.scalar(query) or 0


async def entries_of_unit(
    session: AsyncSession,
    plan_id: int,
    unit_id: int,
    today: date,
    limit: int = LIST_LENGTH,
    offset: int = 0,
) -> tuple[Entry, ...]:
    """What one unit still has to do in a plan, the nearest due first."""
    query = entry_query().where(A.plan_id == plan_id, A.unit_id == unit_id, A.state.in_(STANDING))
    return await _page(session, query, today, limit, offset)


async def entries_of_phase(
    session: AsyncSession, phase_id: int, today: date, limit: int = LIST_LENGTH, offset: int = 0
) -> tuple[Entry, ...]:
    """What still stands in one phase, the nearest due first."""
    query = entry_query().where(A.phase_id == phase_id, A.state.in_(STANDING))
    return await _page(session, query, today, limit, offset)


async def entry(session: AsyncSession, assignment_id: int, today: date) -> Entry:
    """One assignment. Raises NoResultFound for an unknown one."""
    row = (await session.execute(entry_query().where(A.id == assignment_id))).one()
    return entry_of(row, today)


def message_link(chat: int, message: int) -> str:
    """The way back to a message; only supergroups (ids below -100...) have links, "" elsewhere."""
    internal = str(chat).removeprefix("-100")
    return f"https://t.me/c/{internal}/{message}" if str(chat).startswith("-100") else ""


async def _page(
    session: AsyncSession, query: Query, today: date, limit: int, offset: int
) -> tuple[Entry, ...]:
    page = query.order_by(A.due, A.id).limit(limit).offset(offset)
    return tuple(entry_of(row, today) for row in await session.execute(page))


def entry_query() -> Query:
    """Assignments with what `entry_of` needs beside them."""
    return (
        select(A, TaskRow.number, TaskRow.title, UnitRow.name, ReportRow)
        .join(TaskRow, TaskRow.id == A.task_id)
        .join(UnitRow, UnitRow.id == A.unit_id)
        .outerjoin(ReportRow, ReportRow.id == A.report_id)
    )


def entry_of(found: Found, today: date) -> Entry:
    """An assignment with its task's number and title, its unit and its latest report."""
    assignment, number, title, unit, report = found
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
