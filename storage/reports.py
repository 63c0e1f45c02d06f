"""Reports: added once per source, never changed, taken back by a note beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import BlockReason, State, Status
from plan.rules import Rules
from plan.standing import Said
from storage.schema import AssignmentRow, ExtensionRow, ReportRow
from storage.standings import follow, retell
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report came from: the person, the message, and a name no other delivery shares.

    `told_at` is when the first version of an edited message was told, None for one not stored yet
    that is the first.
    """

    id: str
    chat: int
    message: int
    user: int
    name: str
    at: datetime
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A report that one version of a message gave; it `stands` until it is taken back."""

    report: int
    source: str
    told_at: datetime
    note: str
    stands: bool


R = ReportRow.table().c
VERSIONS = (
    select(R.id, R.source, R.told_at, R.note, R.retracted_at.is_(None))
    .where(R.chat == bindparam("chat"), R.message == bindparam("message"))
    .order_by(R.id)
)


@dataclass(frozen=True, slots=True)
class Words:
    """What a report says of one assignment."""

    receipt: bool = False
    status: Status | None = None
    percent: int | None = None
    no_change: bool = False
    reason: BlockReason | None = None
    expected_on: date | None = None
    extend_to: date | None = None
    note: str = ""


async def add_report(
    session: AsyncSession,
    assignment_id: int,
    words: Words,
    source: Source,
    *,
    rules: Rules,
) -> int | None:
    """Store a report and let the assignment follow; None when this source was stored before.

    A new version of an edited message stands where its first version stood.
    """
    report = await _insert(session, assignment_id, words, source)
    if report is None:
        return None
    if source.told_at is None:
        await follow(session, assignment_id, _said(report, words, source), rules)
    else:
        row = await session.get_one(AssignmentRow, assignment_id)
        await retell(session, row, rules)
    if words.extend_to is not None:
        session.add(_extension(assignment_id, report, words.extend_to, source.at))
    await session.flush()
    return report


async def _insert(
    session: AsyncSession, assignment_id: int, words: Words, source: Source
) -> int | None:
    values = {
        "assignment_id": assignment_id,
        "source": source.id,
        "chat": source.chat,
        "message": source.message,
        "user_id": source.user,
        "name": source.name,
        "at": source.at,
        "told_at": source.told_at or source.at,
        "receipt": words.receipt,
        "status": words.status,
        "percent": words.percent,
        "no_change": words.no_change,
        "reason": words.reason,
        "expected_on": words.expected_on,
        "extend_to": words.extend_to,
        "note": words.note,
    }
    stored: int | None = await session.scalar(_once(insert_into(session, ReportRow)), values)
    return stored


@cache
def _once(insert: Any) -> Any:
    return insert.on_conflict_do_nothing().returning(R.id)


def _said(report: int, words: Words, source: Source) -> Said:
    return Said(
        report=report,
        at=source.at,
        by=source.name,
        receipt=words.receipt,
        status=words.status,
        percent=words.percent,
        reason=words.reason,
    )


def _extension(assignment: int, report: int, wanted: date, at: datetime) -> ExtensionRow:
    return ExtensionRow(assignment_id=assignment, report_id=report, wanted=wanted, asked_at=at)


async def retract(
    session: AsyncSession, report_id: int, now: datetime, *, rules: Rules
) -> int | None:
    """Take a report back; returns its assignment, or None if it was taken back before or closed."""
    report = await session.get(ReportRow, report_id)
    if report is None or report.retracted_at is not None:
        return None
    row = await session.get_one(AssignmentRow, report.assignment_id)
    if State(row.state) in (State.CLOSED, State.CANCELLED):
        return None
    report.retracted_at = now
    await session.execute(
        update(ExtensionRow)
        .where(ExtensionRow.report_id == report_id, ExtensionRow.decided_at.is_(None))
        .values(decided_at=now, granted=False)
    )
    await session.flush()
    await retell(session, row, rules)
    return report.assignment_id


async def standing_assignment(session: AsyncSession, report_id: int) -> int | None:
    """The assignment of a report, or None if the report was taken back."""
    query = select(ReportRow.assignment_id).where(
        ReportRow.id == report_id, ReportRow.retracted_at.is_(None)
    )
    return await session.scalar(query)


async def origin(session: AsyncSession, report_id: int) -> Source:
    """Where a report came from."""
    row = await session.get_one(ReportRow, report_id)
    return Source(row.source, row.chat, row.message, row.user_id, row.name, row.at, row.told_at)


async def said_again(session: AsyncSession, report_id: int) -> bool:
    """Whether a later standing report of the assignment has the same status or request."""
    report = await session.get_one(ReportRow, report_id)
    same = ReportRow.status == report.status if report.status else ReportRow.extend_to.is_not(None)
    query = select(ReportRow.id).where(
        ReportRow.assignment_id == report.assignment_id,
        ReportRow.id > report_id,
        ReportRow.retracted_at.is_(None),
        same,
    )
    return await session.scalar(query.limit(1)) is not None


async def versions(session: AsyncSession, chat: int, message: int) -> Sequence[Version]:
    """All that one message reported, the newest last."""
    rows = await session.execute(VERSIONS, {"chat": chat, "message": message})
    return [Version(*row) for row in rows]


async def to_withdraw(
    session: AsyncSession, assignment_id: int, chat: int, message: int
) -> int | None:
    """The report a message asks to take back: the latest that stands, where a receipt is none.

    None when there is no such report, or the message has taken one back before.
    """
    here = select(ReportRow.id).where(ReportRow.assignment_id == assignment_id)
    before = here.where(ReportRow.chat == chat, ReportRow.withdrawn_by == message)
    if await session.scalar(before.limit(1)) is not None:
        return None
    standing = here.where(ReportRow.retracted_at.is_(None), ~ReportRow.receipt)
    newest = standing.order_by(ReportRow.told_at.desc(), ReportRow.id.desc())
    return await session.scalar(newest.limit(1))


async def note_withdrawal(session: AsyncSession, report_id: int, message: int) -> None:
    """Note which message took a report back."""
    query = update(ReportRow).where(ReportRow.id == report_id)
    await session.execute(query.values(withdrawn_by=message))
