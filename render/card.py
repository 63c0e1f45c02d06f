"""The card in a group: what its unit owes, and the buttons and menus that take the answer."""

from collections.abc import Sequence
from datetime import date, tzinfo

from plan.cards import Card
from plan.model import BlockReason
from render.callback import encode
from render.card_keys import card_keys
from render.card_pages import line_of
from render.card_text import card_text, is_silent
from render.clean import clean
from render.keys import Rows, button, in_rows
from render.message import Button, Message, Style
from render.texts import Texts
from render.words import TASK_LIMIT, TITLE_LIMIT

PERCENTS = (0, 20, 40, 60, 80, 90)


def card_message(card: Card, texts: Texts, zone: tzinfo) -> Message:
    """The card as it stands; a superseded one says so and takes no more answers."""
    keys = () if card.superseded else card_keys(card, texts)
    return Message(card_text(card, texts, zone), keys, silent=is_silent(card))


def progress_menu(card: Card, n: int, texts: Texts, zone: tzinfo) -> Message:
    """The card asking how far line `n` is. This and the other menus raise KeyError without it."""
    choices = [Button(f"{part}%", encode(card.key, "percent", n, part)) for part in PERCENTS]
    same = button(texts, "button.same", card.key, "same", n)
    rows = (*in_rows(choices, 3), (same, _back(card, texts)))
    return _menu(card, n, texts, zone, rows, "card.ask_progress")


def done_question(card: Card, n: int, texts: Texts, zone: tzinfo) -> Message:
    """The card asking whether line `n` is really done, by the standard and with its evidence."""
    line = line_of(card, n)
    missing = line.evidence_asked > line.evidence_given
    label = "button.finish_evidence_later" if missing else "button.finish"
    finish = button(texts, label, card.key, "finish", n, style=Style.SUCCESS)
    is_shown = len(card.lines) == 1 or not line.standard
    standard = [] if is_shown else [texts("card.standard", standard=line.standard)]
    rows = ((finish, _back(card, texts)),)
    return _menu(card, n, texts, zone, rows, "card.ask_done", *standard)


def block_menu(card: Card, n: int, texts: Texts, zone: tzinfo) -> Message:
    """The card asking what holds line `n` up."""
    choices = [
        Button(texts.label(f"reason.{reason}"), encode(card.key, "blocked", n, reason))
        for reason in BlockReason
    ]
    rows = (*in_rows(choices, 3), (_back(card, texts),))
    return _menu(card, n, texts, zone, rows, "card.ask_reason")


def extension_menu(card: Card, n: int, texts: Texts, zone: tzinfo, days: Sequence[date]) -> Message:
    """The card asking until when line `n` should be extended: one of `days`, or by reply."""
    choices = [
        Button(texts.date(day), encode(card.key, "extension", n, f"{day:%Y%m%d}")) for day in days
    ]
    rows = (*in_rows(choices, 2), (_back(card, texts),))
    return _menu(card, n, texts, zone, rows, "card.ask_extension")


def _menu(
    card: Card, n: int, texts: Texts, zone: tzinfo, rows: Rows, ask: str, *more: str
) -> Message:
    line = line_of(card, n)
    question = texts(
        ask, n=n, task=clean(line.task, TASK_LIMIT), title=clean(line.title, TITLE_LIMIT)
    )
    return Message(card_text(card, texts, zone, ["", question, *more]), rows, silent=True)


def _back(card: Card, texts: Texts) -> Button:
    return button(texts, "button.back", card.key, "back")
