"""One assignment on a page of its own: all reports, and the decisions the office may take."""

from collections.abc import Sequence
from datetime import date, tzinfo
from enum import StrEnum

from plan.history import Past
from plan.model import State
from plan.summary import Entry
from render.entries import entry_head, past_line
from render.keys import Rows, button, in_rows
from render.message import Message, Style
from render.texts import Texts


class News(StrEnum):
    """Why an assignment is shown to the office unasked, or that the reason has passed."""

    CLAIM = "claim"
    BLOCK = "block"
    EXTENSION = "extension"
    OVER = "over"


def item(
    entry: Entry,
    history: Sequence[Past],
    evidence: int,
    key: str,
    texts: Texts,
    zone: tzinfo,
    today: date,
    *,
    wanted: date | None = None,
    news: News | None = None,
) -> Message:
    """An assignment with its `history`, latest first; `wanted` is the day a request waits for."""
    lines: list[str] = [texts(f"news.{news}")] if news else []
    lines += entry_head(entry, today, texts)
    if wanted:
        lines.append(texts("card.extension", day=texts.date(wanted), due=texts.date(entry.due)))
    lines.append(texts("item.evidence", n=evidence))
    lines.append(texts("item.history") if history else texts("item.no_history"))
    lines += [past_line(past, texts, zone) for past in history]
    return Message(texts.fit(lines), _decisions(entry, wanted, key, texts))


def _decisions(entry: Entry, wanted: date | None, key: str, texts: Texts) -> Rows:
    one = entry.assignment
    buttons = []
    if entry.state is State.CLAIMED:
        buttons += [
            button(texts, "button.accept", key, "accept", one, style=Style.SUCCESS),
            button(texts, "button.return", key, "return", one),
        ]
    if wanted:
        buttons += [
            button(texts, "button.grant", key, "grant", one, style=Style.SUCCESS),
            button(texts, "button.refuse", key, "refuse", one),
        ]
    return (*in_rows(buttons, 2), (button(texts, "button.overview", key, "home"),))
