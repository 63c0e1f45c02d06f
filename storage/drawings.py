"""What a card shows of its assignments now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import instant, local_day
from plan.cards import Card, CardLine, PhaseLine, Trace
from plan.model import OPEN_STATES, BlockReason, PersonRole, Role, State, Status
from plan.progress import baseline
from plan.reminders import Rung
from plan.rules import Rules
from storage.lamps import lamp_of
from storage.outages import last_outage_after
from storage.posts import Post
from storage.schema import (
    AssignmentRow,
    BindingRow,
    CardLineRow,
    EvidenceRow,
    ExtensionRow,
    PersonRow,
    PhaseRow,
    ReportRow,
    TaskRow,
    UnitRow,
)

UNDO_WINDOW = timedelta(seconds=60)
AFTER_UNDO = UNDO_WINDOW + timedelta(seconds=1)


async def draw_card(session: AsyncSession, post: Post, rules: Rules, now: datetime) -> Card:
    """What the card shows at `now`, from the present state of its assignments."""
    today = local_day(now, rules.hours.zone)
    query = (
        select(CardLineRow, AssignmentRow, TaskRow, UnitRow.name, ReportRow)
        .join(AssignmentRow, AssignmentRow.id == CardLineRow.assignment_id)
        .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
        .join(UnitRow, UnitRow.id == AssignmentRow.unit_id)
        .outerjoin(ReportRow, ReportRow.id == AssignmentRow.report_id)
        .where(CardLineRow.post_id == post.id)
        .order_by(CardLineRow.n)
    )
    rows = (await session.execute(query)).all()
    ids = [row[1].id for row in rows]
    given, extensions = await _evidence(session, ids), await _extensions(session, ids)
    about = post.about
    covers_from = date.fromisoformat(about["covers_from"]) if "covers_from" in about else None
    return Card(
        key=post.key,
        today=today,
        lines=tuple(_line(*row, today, now, given, extensions) for row in rows),
        phases=await _phase_lines(session, about.get("group", post.chat), about.get("phases", [])),
        mentions=await _liaisons(session, {row[1].unit_id for row in rows}),
        late_since=datetime.fromisoformat(about["late_since"]) if "late_since" in about else None,
        covers_from=covers_from,
        again=about.get("again", False),
        taps_lost=await _taps_lost(session, post, covers_from, [row[1] for row in rows], rules),
        instead_of=about.get("instead_of", ""),
        superseded=about.get("superseded", False),
        on_request=about.get("on_request", False),
        page=about.get("page", 0),
    )


async def _taps_lost(
    session: AsyncSession,
    post: Post,
    covers_from: date | None,
    rows: Sequence[AssignmentRow],
    rules: Rules,
) -> bool:
    """Whether presses may have been lost since the card stands, and nobody answered since then."""
    stands = instant(covers_from, time(), rules.hours.zone) if covers_from else post.made_at
    until = await last_outage_after(session, stands)
    answered = [at for row in rows for at in (row.received_at, row.reported_at) if at]
    return until is not None and all(at <= until for at in answered)


def _line(
    line: CardLineRow,
    assignment: AssignmentRow,
    task: TaskRow,
    unit: str,
    report: ReportRow | None,
    today: date,
    now: datetime,
    given: Mapping[int, int],
    extensions: Mapping[int, date],
) -> CardLine:
    undone_by = assignment.reported_at and assignment.reported_at + UNDO_WINDOW
    return CardLine(
        n=line.n,
        assignment=assignment.id,
        task=task.number,
        title=task.title,
        unit=unit,
        role=Role(assignment.role),
        due=assignment.due,
        state=State(assignment.state),
        lamp=lamp_of(assignment, today),
        baseline=baseline(assignment.start, assignment.due, today),
        rung=Rung(bool(line.rung_overdue), line.rung_days) if line.rung_days is not None else None,
        standard=task.standard,
        evidence_asked=task.evidence,
        evidence_given=given.get(assignment.id, 0),
        status=Status(assignment.status) if assignment.status else None,
        percent=assignment.percent,
        reason=BlockReason(assignment.reason) if assignment.reason else None,
        expected_on=report.expected_on if report else None,
        extension=extensions.get(assignment.id),
        receipt=_receipt(assignment),
        report=Trace(report.name, report.at) if report else None,
        undo=assignment.report_id if undone_by and now <= undone_by else None,
    )


def _receipt(row: AssignmentRow) -> Trace | None:
    return Trace(row.received_by or "", row.received_at) if row.received_at else None


def undo_ends(card: Card) -> datetime | None:
    """When the first of the card's undo buttons must be gone; None while it has none."""
    given = [line.report.at for line in card.lines if line.undo and line.report]
    return min(given) + AFTER_UNDO if given else None


async def _evidence(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, int]:
    query = select(EvidenceRow.assignment_id, func.count())
    grouped = query.where(EvidenceRow.assignment_id.in_(ids)).group_by(EvidenceRow.assignment_id)
    return dict((await session.execute(grouped)).all())


async def _extensions(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, date]:
    query = select(ExtensionRow.assignment_id, ExtensionRow.wanted).where(
        ExtensionRow.assignment_id.in_(ids), ExtensionRow.decided_at.is_(None)
    )
    return dict((await session.execute(query.order_by(ExtensionRow.id))).all())


async def _phase_lines(
    session: AsyncSession, chat_id: int, phases: Sequence[int]
) -> tuple[PhaseLine, ...]:
    if not phases:
        return ()
    query = (
        select(PhaseRow.name, PhaseRow.end, func.count(AssignmentRow.id))
        .join(AssignmentRow, AssignmentRow.phase_id == PhaseRow.id)
        .join(BindingRow, BindingRow.unit_id == AssignmentRow.unit_id)
        .where(
            PhaseRow.id.in_(phases),
            BindingRow.chat_id == chat_id,
            BindingRow.ended_at.is_(None),
            AssignmentRow.state.in_(sorted(OPEN_STATES)),
            ~AssignmentRow.history,
        )
        .group_by(PhaseRow.id)
        .order_by(PhaseRow.end)
    )
    return tuple(PhaseLine(*row) for row in await session.execute(query))


async def _liaisons(session: AsyncSession, units: set[int]) -> tuple[tuple[int, str], ...]:
    query = select(PersonRow.telegram_id, PersonRow.name).where(
        PersonRow.unit_id.in_(units),
        PersonRow.role == PersonRole.LIAISON,
        PersonRow.left_at.is_(None),
        PersonRow.telegram_id.is_not(None),
    )
    rows = await session.execute(query.order_by(PersonRow.id))
    return tuple((user, name) for user, name in rows if user)
