"""What was said of one assignment, the latest first."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.history import Past
from plan.model import BlockReason, Status
from storage.entries import message_link
from storage.schema import ReportRow

SHOWN = 20


async def history(session: AsyncSession, assignment_id: int, limit: int = SHOWN) -> Sequence[Past]:
    """The latest reports of an assignment; those taken back are among them, and say so."""
    query = select(ReportRow).where(ReportRow.assignment_id == assignment_id)
    rows = await session.scalars(query.order_by(ReportRow.id.desc()).limit(limit))
    return [_past(row) for row in rows]


def _past(row: ReportRow) -> Past:
    return Past(
        at=row.at,
        name=row.name,
        receipt=row.receipt,
        status=Status(row.status) if row.status else None,
        percent=row.percent,
        reason=BlockReason(row.reason) if row.reason else None,
        extend_to=row.extend_to,
        note=row.note,
        link=message_link(row.chat, row.message),
        retracted=row.retracted_at is not None,
    )
