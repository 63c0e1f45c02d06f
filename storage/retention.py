"""Forgetting what was kept long enough, some rows at a time; the reports themselves stay.

Each function does one step of at most `most` rows and returns how many it found; fewer than that
means there is nothing more.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import String, cast, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Select

from storage.evidence import path_of
from storage.schema import (
    IN_DATABASE,
    AssignmentRow,
    EvidenceRow,
    OutboxRow,
    PlanRow,
    PostRow,
    ReportRow,
)

OVER = ("sent", "skipped", "failed", "unknown")


async def count(session: AsyncSession, old: Select[*tuple[Any, ...]]) -> int:
    """How many rows a query of what is old finds."""
    return await session.scalar(select(func.count()).select_from(old.subquery())) or 0


def old_sendings(before: datetime) -> Select[int]:
    """Messages that were due before an instant and are over."""
    return select(OutboxRow.id).where(OutboxRow.state.in_(OVER), OutboxRow.planned_at < before)


def old_words(ended_before: date) -> Select[int]:
    """Reports with words, of plans that ended before a day."""
    ended = _assignments_of_plans(ended_before)
    return select(ReportRow.id).where(ReportRow.note != "", ReportRow.assignment_id.in_(ended))


def old_questions(before: datetime) -> Select[int]:
    """Questions closed before an instant that still hold the words they were about."""
    closed = select(PostRow.id).where(PostRow.kind == "question", PostRow.closed_at < before)
    return closed.where(cast(PostRow.about, String) != "{}")


def old_evidence(ended_before: date) -> Select[int, str | None]:
    """Files of plans that ended before a day, and their hashes."""
    ended = _assignments_of_plans(ended_before)
    return select(EvidenceRow.id, EvidenceRow.sha256).where(
        EvidenceRow.sha256.is_not(None), EvidenceRow.assignment_id.in_(ended)
    )


async def forget_sendings(session: AsyncSession, before: datetime, most: int) -> int:
    """Drop the account of messages that were due before an instant and are over."""
    ids = (await session.scalars(old_sendings(before).limit(most))).all()
    query = delete(OutboxRow).where(OutboxRow.id.in_(ids))
    await session.execute(query, execution_options=IN_DATABASE)
    return len(ids)


async def forget_words(session: AsyncSession, ended_before: date, most: int) -> int:
    """Empty the words of the reports of plans that ended before a day; what they tell stays."""
    ids = (await session.scalars(old_words(ended_before).limit(most))).all()
    query = update(ReportRow).where(ReportRow.id.in_(ids)).values(note="")
    await session.execute(query, execution_options=IN_DATABASE)
    return len(ids)


async def forget_questions(session: AsyncSession, before: datetime, most: int) -> int:
    """Empty questions closed before an instant: they hold the words they were about."""
    ids = (await session.scalars(old_questions(before).limit(most))).all()
    query = update(PostRow).where(PostRow.id.in_(ids)).values(about={})
    await session.execute(query, execution_options=IN_DATABASE)
    return len(ids)


async def forget_evidence(
    session: AsyncSession, folder: Path, ended_before: date, most: int
) -> int:
    """Delete the files of plans that ended before a day, unless a later plan has the same.

    Which files there were, and who sent them, stays. Deleting comes first: a process that ends in
    between finds them named once more and nothing there.
    """
    ended = _assignments_of_plans(ended_before)
    rows = (await session.execute(old_evidence(ended_before).limit(most))).all()
    digests = {digest for _, digest in rows if digest is not None}
    needed = select(EvidenceRow.sha256).where(
        EvidenceRow.sha256.in_(digests), EvidenceRow.assignment_id.not_in(ended)
    )
    for digest in digests - set((await session.scalars(needed)).all()):
        path_of(folder, digest).unlink(missing_ok=True)
    query = update(EvidenceRow).where(EvidenceRow.id.in_([id for id, _ in rows]))
    await session.execute(query.values(sha256=None), execution_options=IN_DATABASE)
    return len(rows)


def _assignments_of_plans(ended_before: date) -> Select[int]:
    """Those of the plans whose goal, and every due date, lies before a day."""
    last = func.max(AssignmentRow.due)
    over = (
        select(PlanRow.id)
        .join(AssignmentRow, AssignmentRow.plan_id == PlanRow.id)
        .group_by(PlanRow.id, PlanRow.goal)
        .having(last < ended_before, func.coalesce(PlanRow.goal, last) < ended_before)
    )
    return select(AssignmentRow.id).where(AssignmentRow.plan_id.in_(over))
