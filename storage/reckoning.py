"""What a stretch of time came to: reports, lateness, and whether every deadline was reminded of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import day_ends
from plan.model import State
from storage.schema import AssignmentRow, CardLineRow, PostRow, ReportRow, TaskRow, UnitRow


@dataclass(frozen=True, slots=True)
class Deadline:
    """One assignment's due date: when it was first shown on a card, when it was claimed."""

    unit: str
    task: str
    due: date
    state: State
    reminded_at: datetime | None
    claimed_at: datetime | None

    def was_reminded(self, zone: ZoneInfo) -> bool:
        """Whether a card showed it before its day was over."""
        return self.reminded_at is not None and self.reminded_at < day_ends(self.due, zone)

    def was_met(self, zone: ZoneInfo) -> bool:
        """Whether it was claimed before its day was over."""
        return self.claimed_at is not None and self.claimed_at < day_ends(self.due, zone)


async def deadlines(session: AsyncSession, until: date) -> Sequence[Deadline]:
    """Every live due date up to a day, cancelled ones left out, in their order."""
    A = AssignmentRow
    first_card = (
        select(CardLineRow.assignment_id, func.min(PostRow.made_at).label("at"))
        .join(PostRow, PostRow.id == CardLineRow.post_id)
        .where(PostRow.kind == "card", PostRow.message_id.is_not(None))
        .group_by(CardLineRow.assignment_id)
        .subquery()
    )
    query = (
        select(UnitRow.name, TaskRow.number, A.due, A.state, first_card.c.at, A.claimed_at)
        .join(TaskRow, TaskRow.id == A.task_id)
        .join(UnitRow, UnitRow.id == A.unit_id)
        .outerjoin(first_card, first_card.c.assignment_id == A.id)
        .where(~A.history, A.due <= until, A.state != State.CANCELLED)
        .order_by(A.due, A.id)
    )
    return [
        Deadline(unit, task, due, State(state), reminded, claimed)
        for unit, task, due, state, reminded, claimed in await session.execute(query)
    ]


async def count_reports(session: AsyncSession) -> tuple[int, int]:
    """How many reports stand, and how many receipts; what was taken back is not counted."""
    stands = ReportRow.retracted_at.is_(None)
    query = select(ReportRow.receipt, func.count()).where(stands).group_by(ReportRow.receipt)
    counted = {bool(receipt): n for receipt, n in await session.execute(query)}
    return counted.get(False, 0), counted.get(True, 0)
