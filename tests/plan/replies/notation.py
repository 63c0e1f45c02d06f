"""Readings in short: "60% + by 11-18" on a card of one line, "1 done; 2 60%" on a card of several.

A day is written without its year where the year is 2012.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from plan.model import Status
from plan.replies import Item, Reading, read_reply

TODAY = date(2012, 11, 6)
DUE = date(2012, 11, 20)
CASES = Path(__file__).parent / "cases"
FILES = sorted(path.stem for path in CASES.glob("*.txt"))
STATES = {str(status).replace("_", " "): status for status in Status}
CARD = re.compile(r"\[a card of (\d+)\]")
ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|([nt]))")

Case = tuple[int, str, str]
"""The number of lines on the card, what is expected, and the text."""


def read(text: str, tasks: int = 1) -> Reading:
    """The reading of a reply on 6 November 2012 to a card due on the 20th."""
    return read_reply(text, today=TODAY, due=DUE, tasks=tasks)


def shown(reading: Reading) -> str:
    """A reading in short; "ask" for one that is not sure."""
    return "; ".join(map(in_short, reading.items)) if reading.sure else "ask"


def in_short(item: Item) -> str:
    """An item in short, with its number in front if it has one."""
    words = " + ".join(_words(item))
    return words if item.n is None else f"{item.n} {words}"


def _words(item: Item) -> Iterator[str]:
    if item.no_change:
        yield "no change"
    if item.receipt:
        yield "receipt"
    if item.status and (item.percent is None or item.status is not Status.IN_PROGRESS):
        yield str(item.status).replace("_", " ")
    if item.percent is not None:
        yield f"{item.percent}%"
    if item.withdraw:
        yield "withdraw"
    if item.expected_on:
        yield f"by {_day(item.expected_on)}"
    if item.extend_to:
        yield f"extend {_day(item.extend_to)}"


def _day(day: date) -> str:
    return day.isoformat().removeprefix("2012-")


def items(short: str) -> tuple[Item, ...]:
    """The items that a reading in short stands for."""
    return tuple(_item(one) for one in short.split("; "))


def _item(short: str) -> Item:
    item = Item()
    if numbered := re.match(r"(\d) ", short):
        item, short = Item(int(numbered[1])), short[numbered.end() :]
    for word in short.split(" + "):
        item = _with(item, word)
    return item


def _with(item: Item, word: str) -> Item:
    if word in STATES:
        return replace(item, status=STATES[word])
    if word.endswith("%"):
        return replace(item, percent=int(word[:-1]), status=item.status or Status.IN_PROGRESS)
    name, _, day = word.partition(" ")
    match name:
        case "by":
            return replace(item, expected_on=_from_short(day))
        case "extend":
            return replace(item, extend_to=_from_short(day))
        case "no":
            return replace(item, no_change=True)
        case "withdraw":
            return replace(item, withdraw=True)
        case _:
            return replace(item, receipt=True)


def _from_short(day: str) -> date:
    return date.fromisoformat(day if len(day) > 5 else f"2012-{day}")


def cases(name: str) -> list[Case]:
    """The labelled replies of one file, `expected | text`, under the size of their card."""
    tasks, found = 1, []
    for line in (CASES / f"{name}.txt").read_text("utf-8").splitlines():
        if card := CARD.fullmatch(line):
            tasks = int(card[1])
        elif line and not line.startswith("#"):
            expected, _, text = line.partition(" | ")
            found.append((tasks, expected, ESCAPED.sub(_unescape, text)))
    return found


def _unescape(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16)) if escaped[1] else {"n": "\n", "t": "\t"}[escaped[2]]
