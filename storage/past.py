"""The figures as they were: every assignment's story told again, up to an instant.

What an import changed since then is not undone: of a plan only the newest version is kept.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Lamp, Phase, State
from plan.progress import SETTLED
from plan.reminders import is_history
from plan.rules import Rules
from plan.summary import Entry, Summary, Tally, tally_of, total
from storage import marks
from storage.entries import LIST_LENGTH, Found, entry_of, entry_query
from storage.imports import changed_mark
from storage.schema import (
    AssignmentRow,
    BindingRow,
    ExtensionRow,
    PhaseRow,
    PlanRow,
    ReportRow,
    ReviewRow,
    UnitRow,
)
from storage.standings import put_standing, tell
from storage.summaries import last_snapshot

Event = TypeVar("Event", ReportRow, ReviewRow, ExtensionRow)


@dataclass(frozen=True, slots=True)
class Past:
    """An instant, the day whose lamps count then, and all that had happened by then."""

    until: datetime
    day: date
    imported_at: datetime
    reports: Mapping[int, Sequence[ReportRow]]
    reviews: Mapping[int, Sequence[ReviewRow]]
    granted: Mapping[int, Sequence[ExtensionRow]]


@dataclass(frozen=True, slots=True)
class Line:
    """One assignment as it stood, what it counts, and what the figures group it by."""

    phase: int
    unit: int
    history: bool
    entry: Entry
    tally: Tally


async def changed_since(session: AsyncSession, plan_id: int, until: datetime) -> datetime | None:
    """When the plan was last imported, if after `until`: its figures then show today's plan."""
    plan = await session.get_one(PlanRow, plan_id)
    mark = await marks.get(session, changed_mark(plan_id))
    changed = datetime.fromisoformat(mark) if mark else plan.imported_at
    return changed if changed > until else None


async def summarise_past(
    session: AsyncSession,
    plan_id: int,
    until: datetime,
    day: date,
    *,
    rules: Rules,
) -> Summary:
    """The plan as of `until`, with the lamps of `day`; nothing that came later is in it."""
    plan = await session.get_one(PlanRow, plan_id)
    past = await _look_back(session, plan, until, day)
    query = entry_query().where(AssignmentRow.plan_id == plan_id).order_by(AssignmentRow.id)
    rows = (await session.execute(query)).all()
    session.expunge_all()  # they are turned back in memory, not in the database
    lines = [_line(row, past, rules) for row in rows]
    last = await last_snapshot(session, plan_id, until)
    return Summary(
        plan=plan.title,
        as_of=until,
        today=day,
        goal=plan.goal,
        total=total(line.tally for line in lines),
        phases=await _by_phase(session, plan_id, lines),
        units=_by_unit(lines),
        late=_listed([line.entry for line in lines if line.tally.late]),
        blocked=_listed([line.entry for line in lines if line.tally.blocked]),
        silent=_listed([line.entry for line in lines if line.tally.silent]),
        unbound=await _unbound(session, lines, until),
        since=last[0] if last else None,
        before=last[1] if last else None,
    )


async def _look_back(session: AsyncSession, plan: PlanRow, until: datetime, day: date) -> Past:
    reports = select(ReportRow).where(
        ReportRow.at <= until,
        or_(ReportRow.retracted_at.is_(None), ReportRow.retracted_at > until),
    )
    granted = select(ExtensionRow).where(ExtensionRow.granted.is_(True))
    return Past(
        until,
        day,
        plan.imported_at,
        await _by_assignment(session, plan.id, ReportRow, reports),
        await _by_assignment(
            session, plan.id, ReviewRow, select(ReviewRow).where(ReviewRow.at <= until)
        ),
        await _by_assignment(session, plan.id, ExtensionRow, granted),
    )


async def _by_assignment(
    session: AsyncSession, plan_id: int, table: type[Event], query: Select[Event]
) -> Mapping[int, Sequence[Event]]:
    """What a query finds of one plan, in the order it happened, by assignment."""
    of_plan = query.join(AssignmentRow, AssignmentRow.id == table.assignment_id).where(
        AssignmentRow.plan_id == plan_id
    )
    found: dict[int, list[Event]] = defaultdict(list)
    for row in await session.scalars(of_plan.order_by(table.id)):
        found[row.assignment_id].append(row)
    return found


def _line(found: Found, past: Past, rules: Rules) -> Line:
    row, number, title, unit, _ = found
    said = past.reports.get(row.id, ())
    if row.state != State.CANCELLED:  # by an import, and nobody wrote down when
        row.due = _due(row, past)
        row.history = row.history or is_history(row.due, past.imported_at, rules.hours.zone)
        put_standing(row, tell(said, past.reviews.get(row.id, ())), rules)
    latest = next((report for report in said if report.id == row.report_id), None)
    entry = entry_of((row, number, title, unit, latest), past.day)
    tally = tally_of([entry], past.day, rules.thresholds.near_days)
    return Line(row.phase_id, row.unit_id, row.history, entry, tally)


def _due(row: AssignmentRow, past: Past) -> date:
    """The due date that held: as it is, unless an extension was granted later."""
    wanted = {
        grant.decided_at > past.until: grant.wanted
        for grant in past.granted.get(row.id, ())
        if grant.decided_at
    }
    return wanted.get(False, row.original_due) if True in wanted else row.due


async def _by_phase(
    session: AsyncSession, plan_id: int, lines: Sequence[Line]
) -> tuple[tuple[Phase, Tally], ...]:
    tallies: dict[int, list[Tally]] = defaultdict(list)
    for line in lines:
        tallies[line.phase].append(line.tally)
    named = select(PhaseRow).where(PhaseRow.plan_id == plan_id, PhaseRow.position >= 0)
    query = named.order_by(PhaseRow.position)
    return tuple(
        (Phase(row.code, row.name, row.start, row.end), total(tallies[row.id]))
        for row in await session.scalars(query)
    )


def _by_unit(lines: Sequence[Line]) -> tuple[tuple[str, Tally], ...]:
    """Those with the most red and yellow lamps first."""
    tallies: dict[tuple[int, str], list[Tally]] = defaultdict(list)
    for line in lines:
        tallies[line.unit, line.entry.unit].append(line.tally)
    units = [(unit, name, total(some)) for (unit, name), some in tallies.items()]
    units.sort(key=lambda one: (-one[2].lamps[Lamp.RED], -one[2].lamps[Lamp.YELLOW], one[0]))
    return tuple((name, tally) for _, name, tally in units)


def _listed(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The longest due first."""
    return tuple(sorted(entries, key=lambda entry: (entry.due, entry.assignment))[:LIST_LENGTH])


async def _unbound(
    session: AsyncSession, lines: Sequence[Line], until: datetime
) -> tuple[str, ...]:
    """Units that owed something and had no group."""
    owing = {line.unit for line in lines if line.entry.state not in SETTLED and not line.history}
    bound = select(BindingRow.unit_id).where(
        BindingRow.bound_at <= until,
        or_(BindingRow.ended_at.is_(None), BindingRow.ended_at > until),
    )
    query = select(UnitRow.id, UnitRow.name).where(UnitRow.id.not_in(bound))
    found = await session.execute(query.order_by(UnitRow.position))
    return tuple(name for unit, name in found if unit in owing)
