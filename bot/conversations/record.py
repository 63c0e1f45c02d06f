"""Recording what a liaison said about the lines of a card."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message

from bot.access import Actor
from bot.context import Deps
from plan.extensions import Denied, without_denied
from plan.model import Status
from plan.notices import Owing
from plan.progress import SETTLED
from plan.replies import Item, Reading, blocked_reason
from storage import cards, reports
from storage.cards import Place
from storage.drawings import UNDO_WINDOW
from storage.news import tell_office
from storage.reports import Source, Words

log = structlog.get_logger()

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


def match_lines(
    reading: Reading, places: Sequence[Place], actor: Actor, text: str
) -> tuple[Said, ...] | None:
    """The items of a reading with their open lines; None if one is not the actor's to report on.

    What is said of no line in particular is said of every open line the actor answers for.
    """
    if foreign_units(reading, places, actor):
        return None
    own = [place for place in places if actor.may_report(place.unit)]
    return tuple(
        Said(place, words_of(item, text), item.withdraw)
        for item in reading.items
        for place in own
        if item.n in (None, place.n) and place.state not in SETTLED
    )


def drop_denied(
    reading: Reading, places: Sequence[Place], today: date
) -> tuple[Reading, Denied | None]:
    """The reading without requests for time that cannot be made of the open lines."""
    dues = {place.n: place.due for place in places if place.state not in SETTLED}
    return without_denied(reading, dues, today)


def foreign_units(reading: Reading, places: Sequence[Place], actor: Actor) -> Sequence[str]:
    """The units a reading speaks for although its author does not answer for them."""
    numbers = {item.n for item in reading.items}
    named = [place for place in places if place.n in numbers]
    return [place.unit_name for place in named if not actor.may_report(place.unit)]


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


async def replace_version(
    session: AsyncSession, deps: Deps, said: Sequence[Said], source: Source
) -> None:
    """Record what a message says in place of what its older version said."""
    versions = await reports.versions(session, source.chat, source.message)
    earlier = [version for version in versions if version.stands]
    for version in earlier:
        await take_back(session, deps, version.report, source.at)
    told_at = min((version.told_at for version in earlier), default=None)
    await record(session, deps, said, replace(source, told_at=told_at))


async def record(
    session: AsyncSession, deps: Deps, said: Sequence[Said], source: Source, *, shown: int = 0
) -> Sequence[int]:
    """Store what was said and let every card that shows it follow; the new reports' ids.

    `shown` is the post the caller draws anew itself.
    """
    made = []
    for one in said:
        if one.withdraw:
            await _withdraw(session, deps, one.place.assignment, source)
            continue
        report = await reports.add_report(
            session,
            one.place.assignment,
            one.words,
            source,
            rules=deps.rules,
        )
        if report is not None:
            log.info(
                "reported", report=report, unit=one.place.unit, assignment=one.place.assignment
            )
            made.append(report)
            await _tell_office(session, deps, report, one.words, source.at)
            await redraw(session, one.place.assignment, source.at, shown=shown)
    return made


async def _tell_office(
    session: AsyncSession, deps: Deps, report: int, words: Words, now: datetime
) -> None:
    people, hours = deps.settings.office.people, deps.rules.hours
    for kind in _news(words):
        # While it can still be undone, it is nobody else's business.
        await tell_office(session, kind, report, people, hours, now, delay=UNDO_WINDOW)


def _news(words: Words) -> Iterator[Owing]:
    if words.status is Status.DONE:
        yield Owing.CLAIM
    if words.status is Status.BLOCKED:
        yield Owing.BLOCK
    if words.extend_to is not None:
        yield Owing.EXTENSION


async def redraw(session: AsyncSession, assignment: int, now: datetime, *, shown: int = 0) -> None:
    """Let every open card that shows the assignment follow, but for the post `shown`."""
    await cards.redraw_cards_of(session, assignment, now + COALESCE, but=shown)


async def _withdraw(session: AsyncSession, deps: Deps, assignment: int, source: Source) -> None:
    """Take the latest report back; one message does that once, however often it comes."""
    latest = await reports.to_withdraw(session, assignment, source.chat, source.message)
    if latest is not None:
        await take_back(session, deps, latest, source.at)
        await reports.note_withdrawal(session, latest, source.message)


async def take_back(
    session: AsyncSession, deps: Deps, report: int, now: datetime, *, shown: int = 0
) -> int | None:
    """Retract a report; returns its assignment, or None if there was nothing to retract."""
    assignment = await reports.retract(session, report, now, rules=deps.rules)
    if assignment is not None:
        await redraw(session, assignment, now, shown=shown)
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
    return Reading(True, tuple(_item(row) for row in rows))


def _item(row: dict[str, Any]) -> Item:
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("expected_on", "extend_to")
    }
    status = Status(row["status"]) if row["status"] else None
    return Item(**{**row, **days, "status": status})
