"""One assignment as a numbered line of a list, as a short name, and with all that was said."""

from collections.abc import Iterator
from datetime import date, tzinfo

from plan.history import Past
from plan.model import State
from plan.summary import Entry
from render.clean import clean
from render.texts import Markup, Texts
from render.words import (
    NAME_LIMIT,
    NOTE_LIMIT,
    TASK_LIMIT,
    UNIT_LIMIT,
    days_left,
    lamp_word,
    progress_word,
    state_word,
)

LISTED_TITLE = 36
LISTED_UNIT = 20
LISTED_NOTE = 40
_SETTLED = (State.CLAIMED, State.CLOSED, State.CANCELLED)  # no longer a matter of days left


def entry_line(number: int, entry: Entry, today: date, texts: Texts) -> str:
    """An assignment in a list: which, whose, how far, and the unit's own words."""
    words = [
        texts("entry.line", number=number, **_name(entry), role=texts.plain(f"role.{entry.role}")),
        texts("entry.facts", **_facts(entry, today, texts)),
    ]
    if entry.note:
        words.append(texts("entry.note", note=clean(entry.note, LISTED_NOTE)))
    return "\n".join(words)


def entry_name(entry: Entry, texts: Texts) -> Markup:
    """An assignment in a sentence: task number and unit."""
    name = _name(entry)
    return texts("entry.name", task=name["task"], unit=name["unit"])


def entry_head(entry: Entry, today: date, texts: Texts) -> Iterator[Markup]:
    """The lines that open an assignment's own page."""
    yield texts("entry.title", task=clean(entry.task, TASK_LIMIT), title=entry.title)
    role = texts.plain(f"role.{entry.role}")
    yield texts("card.unit", unit=clean(entry.unit, UNIT_LIMIT), role=role)
    yield texts("entry.facts", **_facts(entry, today, texts))
    if entry.state not in _SETTLED:
        yield texts("card.state", state=state_word(entry.state, texts))


def past_line(past: Past, texts: Texts, zone: tzinfo) -> str:
    """One report: when, who, what, in which message."""
    name, at = clean(past.name, NAME_LIMIT), texts.moment(past.at, zone)
    words = texts("entry.past", at=at, name=name, said=_said(past, texts))
    if past.retracted:
        words = texts("entry.retracted", past=words)
    if past.link:
        words = texts("entry.linked", past=words, link=past.link)
    if past.note:
        return f"{words}\n{texts('entry.note', note=clean(past.note, NOTE_LIMIT))}"
    return words


def _said(past: Past, texts: Texts) -> str:
    if past.extend_to:
        return texts.plain("reading.extend_to", day=texts.date(past.extend_to))
    if past.receipt and past.status is None and past.percent is None:
        return texts.plain("reading.receipt")
    return progress_word(past.status, past.percent, past.reason, texts)


def _name(entry: Entry) -> dict[str, object]:
    return {
        "task": clean(entry.task, TASK_LIMIT),
        "title": clean(entry.title, LISTED_TITLE),
        "unit": clean(entry.unit, LISTED_UNIT),
    }


def _facts(entry: Entry, today: date, texts: Texts) -> dict[str, object]:
    is_settled = entry.state in _SETTLED
    return {
        "due": texts.date(entry.due),
        "left": state_word(entry.state, texts)
        if is_settled
        else days_left(entry.due, today, texts),
        "progress": progress_word(entry.status, entry.percent, entry.reason, texts),
        "lamp": lamp_word(entry.lamp, entry.due, today, texts),
    }
