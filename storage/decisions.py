"""What the office decides: claims accepted or returned, extensions granted or refused."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import State
from plan.reminders import is_history
from plan.rules import Rules
from plan.standing import Reviewed, after
from storage.schema import AssignmentRow, ExtensionRow, ReviewRow
from storage.standings import put_standing, set_turns, standing_of


@dataclass(frozen=True, slots=True)
class PendingExtension:
    """A request for more time that waits for the office."""

    id: int
    wanted: date
    asked_at: datetime


async def review(
    session: AsyncSession,
    assignment_id: int,
    by: int,
    accepted: bool,
    now: datetime,
    *,
    rules: Rules,
) -> int | None:
    """Accept a claim or return it; the review's id, or None when there is no claim (any more)."""
    row = await session.get_one(AssignmentRow, assignment_id)
    if row.state != State.CLAIMED:
        return None
    made = ReviewRow(assignment_id=assignment_id, at=now, by=by, accepted=accepted)
    session.add(made)
    standing = after(standing_of(row), Reviewed(now, accepted))
    put_standing(row, standing, rules)
    await session.flush()
    return made.id


async def find_review(session: AsyncSession, review_id: int) -> tuple[int, bool]:
    """What a review decided: (assignment, accepted)."""
    row = await session.get_one(ReviewRow, review_id)
    return row.assignment_id, row.accepted


async def pending_extension(session: AsyncSession, assignment_id: int) -> PendingExtension | None:
    """The latest request of an assignment that still waits for an answer."""
    query = select(ExtensionRow).where(
        ExtensionRow.assignment_id == assignment_id, ExtensionRow.decided_at.is_(None)
    )
    row = await session.scalar(query.order_by(ExtensionRow.id.desc()).limit(1))
    return PendingExtension(row.id, row.wanted, row.asked_at) if row else None


async def count_pending_extensions(session: AsyncSession) -> int:
    """How many assignments wait for an answer to a request."""
    waiting = func.count(ExtensionRow.assignment_id.distinct())
    return await session.scalar(select(waiting).where(ExtensionRow.decided_at.is_(None))) or 0


async def decide_extension(
    session: AsyncSession,
    assignment_id: int,
    by: int,
    granted: bool,
    now: datetime,
    *,
    rules: Rules,
) -> int | None:
    """Answer the pending request; returns its id, or None if nothing was pending.

    A granted date moves the due date; the original stays on the assignment.
    """
    pending = await pending_extension(session, assignment_id)
    if pending is None:
        return None
    await session.execute(
        update(ExtensionRow)
        .where(ExtensionRow.assignment_id == assignment_id, ExtensionRow.decided_at.is_(None))
        .values(decided_at=now, decided_by=by, granted=granted)
    )
    if granted:
        row = await session.get_one(AssignmentRow, assignment_id)
        row.due, row.live_from = pending.wanted, now
        row.history = is_history(row.due, now, rules.hours.zone)
        set_turns(row, rules)
    return pending.id


async def find_extension(session: AsyncSession, extension_id: int) -> tuple[int, date, bool]:
    """What was decided on a request: (assignment, the day asked for, granted)."""
    row = await session.get_one(ExtensionRow, extension_id)
    return row.assignment_id, row.wanted, bool(row.granted)
