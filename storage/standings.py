"""The only writer of an assignment's standing and of the days its lamp turns."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import local_day
from plan.model import BlockReason, State, Status
from plan.progress import Turns, turns
from plan.rules import Rules
from plan.standing import Reviewed, Said, Standing, after
from storage import marks
from storage.schema import AssignmentRow as A
from storage.schema import ReportRow, ReviewRow

TURNED_BY = "lamps turned by"
# Counted up whenever `plan.progress.turns` says other days, so that those stored are turned anew.
RULE = 2


OF = A.table().c
STANDS = select(
    OF.state,
    OF.status,
    OF.percent,
    OF.reason,
    OF.received_at,
    OF.received_by,
    OF.reported_at,
    OF.claimed_at,
    OF.report_id,
    OF.blue_on,
    OF.yellow_on,
    OF.red_on,
    OF.start,
    OF.due,
).where(OF.id == bindparam("assignment"))
FOLLOW = update(A.table()).where(OF.id == bindparam("assignment"))


async def follow(session: AsyncSession, assignment_id: int, said: Said, rules: Rules) -> None:
    """Let an assignment follow what was said of it last, without making an object of it."""
    one = {"assignment": assignment_id}
    row: Any = (await session.execute(STANDS, one)).one()
    standing = after(standing_of(row), said)
    columns = _columns(standing, row.start, row.due, rules)
    # An index is written anew for each of its columns that is set, be it to what it was.
    changed = {name: new for name, new in columns.items() if new != getattr(row, name)}
    if changed:
        await session.execute(FOLLOW, changed | one)


def standing_of(row: A) -> Standing:
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


def put_standing(row: A, standing: Standing, rules: Rules) -> None:
    """Write `standing` onto the row and let its lamp follow."""
    for name, value in _columns(standing, row.start, row.due, rules).items():
        setattr(row, name, value)


def _columns(standing: Standing, start: date | None, due: date, rules: Rules) -> dict[str, Any]:
    """A standing as an assignment's columns, with the days its lamp turns."""
    days = _turns(
        standing.state,
        start,
        due,
        standing.status,
        standing.percent,
        standing.reported_at,
        standing.claimed_at,
        rules=rules,
    )
    return {
        "state": standing.state,
        "status": standing.status,
        "percent": standing.percent,
        "reason": standing.reason,
        "report_id": standing.report,
        "received_at": standing.received_at,
        "received_by": standing.received_by,
        "reported_at": standing.reported_at,
        "claimed_at": standing.claimed_at,
        "blue_on": days.blue,
        "yellow_on": days.yellow,
        "red_on": days.red,
    }


def set_turns(row: A, rules: Rules) -> None:
    days = _turns(
        row.state,
        row.start,
        row.due,
        row.status,
        row.percent,
        row.reported_at,
        row.claimed_at,
        rules=rules,
    )
    row.blue_on, row.yellow_on, row.red_on = days.blue, days.yellow, days.red


async def retell(session: AsyncSession, row: A, rules: Rules) -> None:
    """Tell the assignment's story again from its first report, leaving out what was taken back."""
    reports = await session.scalars(
        select(ReportRow)
        .where(ReportRow.assignment_id == row.id, ReportRow.retracted_at.is_(None))
        .order_by(ReportRow.id)
    )
    reviews = await session.scalars(
        select(ReviewRow).where(ReviewRow.assignment_id == row.id).order_by(ReviewRow.id)
    )
    put_standing(row, tell(list(reports), list(reviews)), rules)


def tell(reports: Sequence[ReportRow], reviews: Sequence[ReviewRow]) -> Standing:
    """The standing after these reports and reviews, in the order they happened."""
    events: list[tuple[datetime, Said | Reviewed]] = [(r.told_at, said_by(r)) for r in reports]
    events += [(r.at, Reviewed(r.at, r.accepted)) for r in reviews]
    standing = Standing()
    for _, event in sorted(events, key=lambda timed: timed[0]):
        standing = after(standing, event)
    return standing


async def set_all_turns(
    session: AsyncSession, after_id: int, rules: Rules, limit: int
) -> int | None:
    """Compute the lamps of up to `limit` assignments anew; the last one's id, None at the end."""
    stands: list[Any] = [
        A.state,
        A.start,
        A.due,
        A.status,
        A.percent,
        A.reported_at,
        A.claimed_at,
    ]
    query = select(A.id, A.blue_on, A.yellow_on, A.red_on, *stands).where(A.id > after_id)
    rows = (await session.execute(query.order_by(A.id).limit(limit))).all()
    changed = []
    for number, blue, yellow, red, *standing in rows:
        days = _turns(*standing, rules=rules)
        if (days.blue, days.yellow, days.red) != (blue, yellow, red):
            new = {"blue_on": days.blue, "yellow_on": days.yellow, "red_on": days.red}
            changed.append({"id": number} | new)
    if changed:
        await session.execute(update(A), changed)
    return rows[-1].id if rows else None


def _turns(
    state: str,
    start: date | None,
    due: date,
    status: str | None,
    percent: int | None,
    reported_at: datetime | None,
    claimed_at: datetime | None,
    *,
    rules: Rules,
) -> Turns:
    return turns(
        State(state),
        start,
        due,
        Status(status) if status else None,
        percent,
        local_day(reported_at, rules.hours.zone) if reported_at else None,
        local_day(claimed_at, rules.hours.zone) if claimed_at else None,
        rules.thresholds,
    )


async def is_outdated(session: AsyncSession, rules: Rules) -> bool:
    """Whether lamps are stored that turn by other thresholds than these."""
    return await marks.get(session, TURNED_BY) not in (None, _named(rules))


async def note_thresholds(session: AsyncSession, rules: Rules, *, first: bool = False) -> None:
    """Note by which thresholds every lamp turns; with `first` only where none are noted."""
    if not first or await marks.get(session, TURNED_BY) is None:
        await marks.put(session, TURNED_BY, _named(rules))


def _named(rules: Rules) -> str:
    return f"rule {RULE}: {rules.thresholds} in {rules.hours.zone}"


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
