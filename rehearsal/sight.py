"""What a person sees on a card: its numbered lines and its buttons, in the chat's language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from plan.model import State
from rehearsal.entities import piece
from rehearsal.messages import Message
from render.texts import Texts, load_texts
from render.words import days_left, state_word

LINE = re.compile(r"(\d+)\. (\S+) (.+)")
ALONE = re.compile(r"(\S+) (.+)")
FAR = 60  # days a card can speak of, either way


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `n` is 0 on a card of a single task; `left` the days to its due date.

    `asks` tells whether it waits for a receipt.
    """

    n: int
    task: str
    title: str
    left: int
    asks: bool
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """An open card with the lines that still take answers."""

    message: int
    lines: tuple[Line, ...]
    texts: Texts

    def label(self, name: str, line: Line) -> str:
        """The words on a line's button: "receive", "progress" or "done"."""
        if line.n:
            return self.texts.label(f"button.{name}_line", n=line.n)
        return self.texts.label(f"button.{name}")


def read_card(message: Message, languages: Iterable[Texts], today: date) -> Card | None:
    """The card a message is; None for any other message and for a card that is over."""
    labels = {label for row in message.labels for label in row}
    for texts in languages:
        lines = tuple(_lines(message, labels, texts, today))
        if lines:
            return Card(message.id, lines, texts)
    return None


def _lines(message: Message, labels: set[str], texts: Texts, today: date) -> Iterable[Line]:
    """Every task stands in bold; what follows until the next one is about it."""
    bold = [entity for entity in message.content.entities if entity.kind == "bold"]
    units = message.text.encode("utf-16-le")
    for entity, after in zip(bold, [*bold[1:], None], strict=False):
        end = after.offset * 2 if after else len(units)
        facts = units[entity.end * 2 : end].decode("utf-16-le")
        line = _line(piece(message.text, entity), facts, labels, texts, today)
        if line:
            yield line


def _line(head: str, facts: str, labels: set[str], texts: Texts, today: date) -> Line | None:
    numbered, alone = LINE.match(head), ALONE.match(head)
    if numbered and texts.label("button.progress_line", n=numbered[1]) in labels:
        n, task, title = int(numbered[1]), numbered[2], numbered[3]
        asks = texts.label("button.receive_line", n=n) in labels
    elif alone and texts.label("button.progress") in labels:
        n, task, title = 0, alone[1], alone[2]
        asks = texts.label("button.receive") in labels
    else:
        return None
    left = _days_left(facts, texts, today)
    if left is None:
        return None
    return Line(n, task, title, left, asks, state_word(State.RETURNED, texts) in facts)


def _days_left(facts: str, texts: Texts, today: date) -> int | None:
    return next((left for words, left in _phrases(texts.language, today) if words in facts), None)


@cache
def _phrases(language: str, today: date) -> Sequence[tuple[str, int]]:
    """What a card may say of the days left; the longest first, as one may contain another."""
    texts = load_texts()[language]
    days = range(-FAR, FAR + 1)
    phrases = ((days_left(today + timedelta(days=left), today, texts), left) for left in days)
    return sorted(phrases, key=lambda phrase: -len(phrase[0]))
