"""The only writer of an assignment's standing and of the days its lamp turns."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import local_day
from plan.model import BlockReason, State, Status
from plan.progress import Thresholds, turns
from plan.standing import Reviewed, Said, Standing, after
from storage.schema import AssignmentRow, ReportRow, ReviewRow


def standing_of(row: AssignmentRow) -> Standing:
    return Standing(
        state=State(row.state),
        status=Status(row.status) if row.status else None,
        percent=row.percent,
        reason=BlockReason(row.reason) if row.reason else None,
        received_at=row.received_at,
        received_by=row.received_by,
        reported_at=row.reported_at,
        claimed_at=row.claimed_at,
        report=row.report_id,
    )


def put_standing(
    row: AssignmentRow, standing: Standing, zone: ZoneInfo, thresholds: Thresholds
) -> None:
    """Write `standing` onto the row and let its lamp follow."""
    row.state, row.status, row.percent = standing.state, standing.status, standing.percent
    row.reason, row.report_id = standing.reason, standing.report
    row.received_at, row.received_by = standing.received_at, standing.received_by
    row.reported_at, row.claimed_at = standing.reported_at, standing.claimed_at
    set_turns(row, zone, thresholds)


def set_turns(row: AssignmentRow, zone: ZoneInfo, thresholds: Thresholds) -> None:
    days = turns(
        State(row.state),
        row.start,
        row.due,
        Status(row.status) if row.status else None,
        row.percent,
        local_day(row.reported_at, zone) if row.reported_at else None,
        local_day(row.claimed_at, zone) if row.claimed_at else None,
        thresholds,
    )
    row.blue_on, row.yellow_on, row.red_on = days.blue, days.yellow, days.red


async def retell(
    session: AsyncSession, row: AssignmentRow, zone: ZoneInfo, thresholds: Thresholds
) -> None:
    """Tell the assignment's story again from its first report, leaving out what was taken back."""
    reports = await session.scalars(
        select(ReportRow)
        .where(ReportRow.assignment_id == row.id, ReportRow.retracted_at.is_(None))
        .order_by(ReportRow.id)
    )
    reviews = await session.scalars(
        select(ReviewRow).where(ReviewRow.assignment_id == row.id).order_by(ReviewRow.id)
    )
    put_standing(row, tell(list(reports), list(reviews)), zone, thresholds)


def tell(reports: Sequence[ReportRow], reviews: Sequence[ReviewRow]) -> Standing:
    """The standing after these reports and reviews, in the order they happened."""
    events: list[tuple[datetime, Said | Reviewed]] = [(r.told_at, said_by(r)) for r in reports]
    events += [(r.at, Reviewed(r.at, r.accepted)) for r in reviews]
    standing = Standing()
    for _, event in sorted(events, key=lambda timed: timed[0]):
        # A decision on a claim that was taken back decides nothing any more.
        if isinstance(event, Said) or standing.state is State.CLAIMED:
            standing = after(standing, event)
    return standing


async def set_all_turns(
    session: AsyncSession, after_id: int, zone: ZoneInfo, thresholds: Thresholds, limit: int
) -> int | None:
    """Compute the lamps of up to `limit` assignments anew; the last one's id, None at the end."""
    query = select(AssignmentRow).where(AssignmentRow.id > after_id).order_by(AssignmentRow.id)
    rows = (await session.scalars(query.limit(limit))).all()
    for row in rows:
        set_turns(row, zone, thresholds)
    return rows[-1].id if rows else None


def said_by(report: ReportRow) -> Said:
    """What a stored report says, as the rules read it."""
    return Said(
        report=report.id,
        at=report.at,
        by=report.name,
        receipt=report.receipt,
        status=Status(report.status) if report.status else None,
        percent=report.percent,
        reason=BlockReason(report.reason) if report.reason else None,
    )
