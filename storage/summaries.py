"""Summaries of a plan as of an instant, and the figures kept of those that were sent."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Lamp
from plan.summary import COUNTS, Summary, Tally, figures, total
from storage.entries import entries
from storage.figures import phase_figures, unit_figures
from storage.schema import PlanRow, SnapshotRow
from storage.units import unbound_units

LISTED = ("late", "blocked", "silent")


async def summarise(
    session: AsyncSession,
    plan_id: int,
    now: datetime,
    today: date,
    *,
    units: int | None = None,
    lists: bool = True,
    before: datetime | None = None,
) -> Summary:
    """The plan as of `now`, beside the last figures kept before `before`.

    `units` limits the list by unit to the worst ones, 0 to none; None gives all. Without
    `lists` the late, blocked and silent are only counted.
    """
    plan = await session.get_one(PlanRow, plan_id)
    phases = [(phase, one.tally) for phase, one in await phase_figures(session, plan_id, today)]
    by_unit = [] if units == 0 else await unit_figures(session, plan_id, today, units)
    listed = {
        name: await entries(session, plan_id, name, today) if lists else () for name in LISTED
    }
    last = await last_snapshot(session, plan_id, before)
    return Summary(
        plan=plan.title,
        as_of=now,
        today=today,
        goal=plan.goal,
        total=total(tally for _, tally in phases),
        phases=tuple(phases),
        units=tuple((one.name, one.tally) for one in by_unit),
        late=listed["late"],
        blocked=listed["blocked"],
        silent=listed["silent"],
        unbound=tuple(await unbound_units(session)),
        since=last[0] if last else None,
        before=last[1] if last else None,
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
    lamps = {lamp: row.figures.get(lamp, 0) for lamp in Lamp}  # older ones know fewer lamps
    return row.as_of, Tally(lamps, *(row.figures[name] for name in COUNTS))


async def keep_snapshot(session: AsyncSession, plan_id: int, summary: Summary) -> None:
    """Remember the figures a digest was sent with."""
    kept = figures(summary.total)
    session.add(SnapshotRow(plan_id=plan_id, as_of=summary.as_of, figures=kept))
