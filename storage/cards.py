"""Cards and pages: which assignments stand on a message, and which card has replaced which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, delete, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import State
from plan.reminders import Rung
from storage.entries import STANDING
from storage.posts import Post, add_post, redrawing
from storage.schema import (
    AssignmentRow,
    CardLineRow,
    PostRow,
    TaskRow,
    UnitRow,
)

Lines = Sequence[tuple[int, Rung | None]]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a card as an answer needs it: which assignment, owed by which unit, due when."""

    n: int
    assignment: int
    unit: int
    unit_name: str
    due: date
    state: State


P, L = PostRow.table().c, CardLineRow.table().c
A, U = AssignmentRow.table().c, UnitRow.table().c
PLACES = (
    select(L.n, A.id, A.unit_id, U.name, A.due, A.state)
    .join_from(CardLineRow.table(), AssignmentRow.table(), A.id == L.assignment_id)
    .join(UnitRow.table(), U.id == A.unit_id)
    .where(L.post_id == bindparam("post"))
    .order_by(L.n)
)


async def open_card(
    session: AsyncSession, chat_id: int, lines: Lines, about: Mapping[str, object], now: datetime
) -> Post:
    """A card about to be sent, its lines numbered from 1."""
    return await _open(session, chat_id, "card", lines, about, now)


async def open_page(
    session: AsyncSession,
    chat_id: int,
    assignment: int,
    about: Mapping[str, object],
    now: datetime,
) -> Post:
    """A page about to be sent that shows one assignment, and follows it until it is turned."""
    return await _open(session, chat_id, "page", [(assignment, None)], about, now)


async def turn_page(session: AsyncSession, post_id: int) -> None:
    """A page shows something else now: it no longer follows its assignment."""
    await session.execute(delete(CardLineRow).where(CardLineRow.post_id == post_id))


async def page_shows(session: AsyncSession, post_id: int) -> int | None:
    """The assignment a page follows."""
    query = select(CardLineRow.assignment_id).where(CardLineRow.post_id == post_id)
    return await session.scalar(query)


async def _open(
    session: AsyncSession,
    chat_id: int,
    kind: str,
    lines: Lines,
    about: Mapping[str, object],
    now: datetime,
) -> Post:
    post = await add_post(session, chat_id, kind, about, now)
    rows = [
        {
            "post_id": post.id,
            "n": n,
            "assignment_id": assignment,
            "rung_overdue": rung.overdue if rung else None,
            "rung_days": rung.days if rung else None,
        }
        for n, (assignment, rung) in enumerate(lines, 1)
    ]
    if rows:
        await session.execute(insert(CardLineRow), rows)
    return post


async def places(session: AsyncSession, post_id: int) -> Sequence[Place]:
    """The lines of a card, in order."""
    rows = await session.execute(PLACES, {"post": post_id})
    return [Place(*row[:5], State(row[5])) for row in rows]


async def unclosed_assignments(session: AsyncSession, units: Sequence[int]) -> Sequence[int]:
    """What some units owe or wait to see closed, the nearest due first, without history."""
    query = (
        select(AssignmentRow.id)
        .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
        .where(
            AssignmentRow.unit_id.in_(units),
            AssignmentRow.state.in_(STANDING),
            ~AssignmentRow.history,
        )
        .order_by(AssignmentRow.due, TaskRow.position, AssignmentRow.id)
    )
    return (await session.scalars(query)).all()


REDRAW = redrawing(select(L.post_id).where(L.assignment_id == bindparam("assignment"))).where(
    P.closed_at.is_(None), P.id != bindparam("but")
)


async def redraw_cards_of(
    session: AsyncSession, assignment_id: int, at: datetime, but: int = 0
) -> None:
    """Ask for a redraw of every open message an assignment stands on, except the post `but`."""
    await session.execute(REDRAW, {"assignment": assignment_id, "at": at, "but": but})


async def redraw_cards_with(
    session: AsyncSession, assignments: ColumnElement[bool], at: datetime
) -> None:
    """Ask for a redraw of every open card on which some assignments stand."""
    showing = (
        select(CardLineRow.post_id)
        .join(AssignmentRow, AssignmentRow.id == CardLineRow.assignment_id)
        .where(assignments)
    )
    await session.execute(redrawing(showing).where(PostRow.closed_at.is_(None)), {"at": at})


async def supersede(session: AsyncSession, chat_id: int, newer: int) -> Sequence[int]:
    """Mark the chat's older cards that show nothing `newer` does not; returns them for a redraw."""
    mine = select(CardLineRow.assignment_id).where(CardLineRow.post_id == newer)
    shows_more = exists().where(
        CardLineRow.post_id == PostRow.id, CardLineRow.assignment_id.not_in(mine)
    )
    query = select(PostRow).where(
        PostRow.chat_id == chat_id,
        PostRow.kind == "card",
        PostRow.closed_at.is_(None),
        PostRow.id < newer,
        ~shows_more,
    )
    rows = (await session.scalars(query)).all()
    for row in rows:
        row.about = {**row.about, "superseded": True}
    return [row.id for row in rows]
