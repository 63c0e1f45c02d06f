"""The bot's own cards as the stand-in would keep them, in any language."""

from dataclasses import replace
from datetime import date, timedelta

from plan.cards import CardLine
from plan.model import State, Status
from rehearsal.entities import finished
from rehearsal.markup import parse_html
from rehearsal.messages import Button, Content, Message
from rehearsal.sight import Card as Seen
from rehearsal.sight import read_card
from render.card import card_message
from render.texts import LANGUAGES, Texts, load_texts
from tests.render.builders import AT, TODAY, ZONE, a_card, a_line, a_trace

CATALOGUES = load_texts()
TEXTS = [CATALOGUES[language] for language in LANGUAGES]
ZH = CATALOGUES["zh-Hans"]


def due_in(days: int) -> date:
    return TODAY + timedelta(days=days)


def shown(texts: Texts, *lines: CardLine, superseded: bool = False) -> Message:
    """A card of these lines as it stands in a group."""
    card = replace(a_card(*lines), superseded=superseded)
    message = card_message(card, texts, ZONE)
    keyboard = tuple(tuple(Button(b.text, b.data) for b in row) for row in message.buttons)
    text, entities = finished(*parse_html(message.text))
    return Message(1, -1001, 1, AT, Content(text, entities, keyboard))


def seen(texts: Texts, *lines: CardLine) -> Seen:
    """What a person sees of it."""
    card = read_card(shown(texts, *lines), TEXTS, TODAY)
    assert card
    return card


def early(n: int = 1, task: str = "2.2") -> CardLine:
    """A line due in a week that nobody has answered."""
    return a_line(n, task=task, due=due_in(7), state=State.ASSIGNED)


def near(n: int = 1, task: str = "2.2") -> CardLine:
    """A line due tomorrow on which work was reported."""
    status = {"status": Status.IN_PROGRESS, "percent": 60, "report": a_trace()}
    return a_line(n, task=task, due=due_in(1), **status)
