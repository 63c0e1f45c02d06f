"""Recording what a liaison said about the lines of a card."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message

from bot.access import Actor
from bot.context import Deps
from plan.model import State, Status
from plan.replies import Item, Reading, blocked_reason
from storage import cards, posts, reports
from storage.cards import Place
from storage.reports import Source, Words

CLOSED = frozenset({State.CLOSED, State.CANCELLED})
# Edits of one card within this time become one.
COALESCE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a card and what was said of it."""

    place: Place
    words: Words
    withdraw: bool = False


def source_of(message: Message, actor: Actor, now: datetime) -> Source:
    """A reply's source: the message and its version, so that each version counts once."""
    version = int(message.edit_date.timestamp()) if message.edit_date else 0
    return Source(
        id=f"m{message.chat.id}:{message.message_id}:{version}",
        chat=message.chat.id,
        message=message.message_id,
        user=actor.user,
        name=actor.name,
        at=now,
    )


def match_lines(reading: Reading, places: Sequence[Place], text: str) -> tuple[Said, ...]:
    """The items of a reading with their lines; a receipt of the whole card fits every open line."""
    by_number = {place.n: place for place in places}
    said: list[Said] = []
    for item in reading.items:
        if item.n is not None:
            targets = [by_number[item.n]] if item.n in by_number else []
        else:
            targets = [place for place in places if place.state not in CLOSED]
        said += [Said(place, words_of(item, text), item.withdraw) for place in targets]
    return tuple(said)


def words_of(item: Item, text: str) -> Words:
    """An item of the grammar as a report, with the liaison's own words beside it."""
    blocked = item.status is Status.BLOCKED
    return Words(
        receipt=item.receipt,
        status=item.status,
        percent=item.percent,
        no_change=item.no_change,
        reason=blocked_reason(text) if blocked else None,
        expected_on=item.expected_on,
        extend_to=item.extend_to,
        note=text,
    )


async def record(
    session: AsyncSession, deps: Deps, said: Sequence[Said], source: Source
) -> Sequence[int]:
    """Store what was said and let every card that shows it be redrawn; the new reports' ids."""
    made = []
    for one in said:
        if one.withdraw:
            await _withdraw(session, deps, one.place.assignment, source.at)
        else:
            report = await reports.add_report(
                session,
                one.place.assignment,
                one.words,
                source,
                zone=deps.rules.hours.zone,
                thresholds=deps.rules.thresholds,
            )
            made += [report] if report is not None else []
        await redraw(session, one.place.assignment, source.at)
    return made


async def redraw(session: AsyncSession, assignment: int, now: datetime) -> None:
    """Let every open card that shows the assignment follow."""
    shown = await cards.cards_showing(session, assignment)
    await posts.ask_redraw(session, shown, now + COALESCE)


async def _withdraw(session: AsyncSession, deps: Deps, assignment: int, now: datetime) -> None:
    latest = await reports.latest(session, assignment)
    if latest is not None:
        await take_back(session, deps, latest, now)


async def take_back(session: AsyncSession, deps: Deps, report: int, now: datetime) -> int | None:
    """Retract a report; returns its assignment, or None if there was nothing to retract."""
    assignment = await reports.retract(
        session, report, now, zone=deps.rules.hours.zone, thresholds=deps.rules.thresholds
    )
    if assignment is not None:
        await redraw(session, assignment, now)
    return assignment


def pack(reading: Reading) -> list[dict[str, Any]]:
    """The items of a reading as JSON, to be kept with the question that asks about them."""
    return [
        {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(item).items()
        }
        for item in reading.items
    ]


def unpack(rows: Sequence[dict[str, Any]]) -> Reading:
    """The reading a question kept, now taken as sure because a person confirmed it."""
    return Reading(True, tuple(_item(row) for row in rows), "")


def _item(row: dict[str, Any]) -> Item:
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("expected_on", "extend_to")
    }
    status = Status(row["status"]) if row["status"] else None
    return Item(**{**row, **days, "status": status})
