"""The office's /status: one message, edited in place from the figures to a list of assignments."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from enum import StrEnum
from typing import TypeVar

from plan.history import Figures
from plan.summary import Entry, Summary
from render.callback import encode
from render.clean import clean
from render.entries import entry_line
from render.keys import button, in_rows
from render.message import Button, Message
from render.overview import overview
from render.tallies import group_counts
from render.texts import Texts
from render.words import UNIT_LIMIT

PAGE_SIZE = 20

T = TypeVar("T")
Turn = tuple[str] | tuple[str, int]
"""The verb, and for one phase or unit its id, that opens a list at a page."""


class Listing(StrEnum):
    """The office's lists of assignments; each is also the verb that opens it."""

    LATE = "late"
    SILENT = "silent"
    BLOCKED = "blocked"
    CLAIMED = "claimed"


class Grouping(StrEnum):
    """By what figures are broken down; also the verb of one phase or unit."""

    PHASE = "phase"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a list within the message `key`; pages count from 0, numbers from 1."""

    key: str
    page: int = 0
    pages: int = 1

    @property
    def start(self) -> int:
        """How many rows stand on the pages before."""
        return self.page * PAGE_SIZE

    def numbered(self, rows: Iterable[T]) -> Iterator[tuple[int, T]]:
        """The rows of this page with their numbers in the whole list."""
        return enumerate(rows, self.start + 1)


def home(
    summary: Summary,
    key: str,
    texts: Texts,
    zone: tzinfo,
    others: Sequence[tuple[int, str]] = (),
) -> Message:
    """The plan at a glance, with the ways further in; `others` are further plans to turn to."""
    lines = [*overview(summary, texts, zone), "", texts("status.by_phase")]
    for phase, tally in summary.phases:
        name, counts = clean(phase.name, UNIT_LIMIT), group_counts(tally, texts)
        lines.append(texts("status.phase", name=name, end=texts.day(phase.end), counts=counts))
    lists = [
        button(texts, f"listing.{listing}", key, listing, 0, n=getattr(summary.total, listing))
        for listing in Listing
    ]
    ways = [
        button(texts, "button.phases", key, "phases", 0),
        button(texts, "button.units", key, "units", 0),
    ]
    if summary.unbound:
        unbound = len(summary.unbound)
        lists.append(button(texts, "listing.unbound", key, "unbound", 0, n=unbound))
    plans = [
        (button(texts, "button.plan", key, "plan", number, plan=clean(title, UNIT_LIMIT)),)
        for number, title in others
    ]
    refresh = button(texts, "button.refresh", key, "home")
    return Message(texts.fit(lines), (tuple(ways), *in_rows(lists, 2), (refresh,), *plans))


def unbound(rows: Sequence[tuple[int, str]], sheet: Sheet, texts: Texts) -> Message:
    """The units without a group; the button with a unit's number makes a code for its group."""
    lines = [
        texts("status.unbound_unit", number=number, unit=clean(name, UNIT_LIMIT))
        for number, (_, name) in sheet.numbered(rows)
    ]
    opened = [encode(sheet.key, "invite", unit) for unit, _ in rows]
    message = _listed(texts("status.unbound"), lines, opened, sheet, ("unbound",), texts)
    office = button(texts, "button.invite_office", sheet.key, "invite")
    return replace(message, buttons=(*message.buttons, (office,)))


def groups(by: Grouping, rows: Sequence[Figures], sheet: Sheet, texts: Texts) -> Message:
    """The phases or units with their figures, each opened by its number."""
    lines = [
        texts(
            "status.group",
            number=number,
            name=clean(row.name, UNIT_LIMIT),
            counts=group_counts(row.tally, texts),
        )
        for number, row in sheet.numbered(rows)
    ]
    opened = [encode(sheet.key, by, row.id, 0) for row in rows]
    return _listed(texts(f"status.{by}s"), lines, opened, sheet, (f"{by}s",), texts)


def group(
    by: Grouping,
    figures: Figures,
    rows: Sequence[Entry],
    sheet: Sheet,
    texts: Texts,
    today: date,
) -> Message:
    """What a single phase or unit still owes."""
    name, counts = clean(figures.name, UNIT_LIMIT), group_counts(figures.tally, texts)
    head = texts("status.group_title", name=name, counts=counts)
    return _entries(head, rows, sheet, (by, figures.id), texts, today)


def unit(
    figures: Figures,
    rows: Sequence[Entry],
    people: int,
    sheet: Sheet,
    texts: Texts,
    today: date,
) -> Message:
    """What a single unit still owes, and the way to the `people` who answer for it."""
    message = group(Grouping.UNIT, figures, rows, sheet, texts, today)
    ways = button(texts, "button.people", sheet.key, "people", figures.id, n=people)
    return replace(message, buttons=(*message.buttons, (ways,)))


def entries(
    listing: Listing, rows: Sequence[Entry], sheet: Sheet, texts: Texts, today: date
) -> Message:
    """One of the office's lists."""
    return _entries(texts(f"status.{listing}"), rows, sheet, (listing,), texts, today)


def _entries(
    head: str,
    rows: Sequence[Entry],
    sheet: Sheet,
    turn: Turn,
    texts: Texts,
    today: date,
) -> Message:
    lines = [entry_line(number, row, today, texts) for number, row in sheet.numbered(rows)]
    opened = [encode(sheet.key, "item", row.assignment) for row in rows]
    return _listed(head, lines, opened, sheet, turn, texts)


def _listed(
    head: str,
    lines: Sequence[str],
    opened: Sequence[str],
    sheet: Sheet,
    turn: Turn,
    texts: Texts,
) -> Message:
    """A list with a button for each number, and the ways back and on."""
    numbers = [Button(f"{n}", data) for n, data in sheet.numbered(opened)]
    ways = [button(texts, "button.overview", sheet.key, "home")]
    if sheet.page > 0:
        ways.insert(0, button(texts, "button.previous", sheet.key, *turn, sheet.page - 1))
    if sheet.page < sheet.pages - 1:
        ways.append(button(texts, "button.more", sheet.key, *turn, sheet.page + 1))
    body = [head, *(lines or [texts("status.empty")])]
    tail = [texts("card.page", page=sheet.page + 1, pages=sheet.pages)] if sheet.pages > 1 else []
    return Message(texts.fit(body, tail), (*in_rows(numbers, 5), tuple(ways)))
