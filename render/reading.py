"""A reply read back to its writer, and the one question that is missing."""

from collections.abc import Iterator
from datetime import date

from plan.cards import Card
from plan.model import BlockReason, Status
from plan.replies import Doubt, Item, Reading
from render.clean import clean
from render.keys import BUTTON_LIMIT, button, in_rows
from render.message import Message, Style
from render.texts import Markup, Texts
from render.words import TASK_LIMIT, TITLE_LIMIT, mention

ECHO_LIMIT = 3500

Asked = tuple[int, str]
"""Whom a question is for, as user id and name; mentioned, so that their client opens a reply."""


def describe(item: Item, texts: Texts) -> str:
    """What an item says, in plain words on one line."""
    separator = texts.plain("format.separator")
    words = separator.join(_parts(item, texts)) or texts.plain("reading.nothing")
    return words if item.n is None else texts.plain("reading.item", n=item.n, words=words)


def echo(reading: Reading, key: str, texts: Texts) -> Message:
    """An unsure reading and what is in doubt, to be confirmed before anything is recorded."""
    lines = [texts("reading.echo_line", item=describe(item, texts)) for item in reading.items]
    items = Markup(texts.fit(lines, limit=ECHO_LIMIT))
    yes = button(texts, "button.yes", key, "yes", style=Style.SUCCESS)
    why = doubt(reading.why, texts)
    return Message(
        texts("reading.echo", items=items, reason=why),
        ((yes, button(texts, "button.change", key, "change")),),
    )


def confirmed(reading: Reading, texts: Texts) -> Message:
    """What an echo becomes once somebody agreed."""
    lines = [texts("reading.echo_line", item=describe(item, texts)) for item in reading.items]
    items = Markup(texts.fit(lines, limit=ECHO_LIMIT))
    return Message(texts("reading.confirmed", items=items), silent=True)


def dropped(texts: Texts) -> Message:
    """What a question becomes when its reading was wrong: nothing was recorded from it."""
    return Message(texts("reading.dropped"), silent=True)


def not_understood(why: Doubt, texts: Texts) -> Message:
    """Why nothing was recorded, and how to write it."""
    return Message(texts("reading.not_understood", reason=doubt(why, texts)))


def doubt(why: Doubt, texts: Texts) -> str:
    """What the reader doubts, in words."""
    return texts.plain(f"unclear.{why}")


def no_words(texts: Texts) -> Message:
    """The answer to a voice message, a sticker and the like: it cannot be read."""
    return Message(texts("reading.no_words"), silent=True)


def say_yes(texts: Texts) -> Message:
    """An echo was answered by neither yes nor no."""
    return Message(texts("reading.say_yes"), silent=True)


def line_chosen(n: int, texts: Texts) -> Message:
    """What the question for the line becomes once it was answered."""
    return Message(texts("reading.line_chosen", n=n), silent=True)


def which_line(card: Card, key: str, texts: Texts) -> Message:
    """The question which open line a reply was about, with a button for each."""
    lines = [line for line in card.lines if line.state.is_open][:BUTTON_LIMIT]
    choices = [
        button(
            texts,
            "button.line",
            key,
            "line",
            line.n,
            n=line.n,
            task=clean(line.task, TASK_LIMIT),
            title=clean(line.title, TITLE_LIMIT),
        )
        for line in lines
    ]
    return Message(texts("reading.which_line"), in_rows(choices, 1))


def ask_block_words(reason: BlockReason, asked: Asked, texts: Texts) -> Message:
    """After a press on a reason: who should do what, in one sentence by reply."""
    return _ask("reading.ask_block_words", asked, texts, reason=texts.plain(f"reason.{reason}"))


def ask_extension_words(day: date, asked: Asked, texts: Texts) -> Message:
    """After a day was chosen: the reason for asking, by reply."""
    return _ask("reading.ask_extension_words", asked, texts, day=texts.date(day))


def ask_again(asked: Asked, texts: Texts) -> Message:
    """After "change": the report written once more, by reply."""
    return _ask("reading.ask_again", asked, texts)


def _ask(key: str, asked: Asked, texts: Texts, **values: object) -> Message:
    return Message(texts(key, person=mention(*asked, texts), **values), ask=True)


def _parts(item: Item, texts: Texts) -> Iterator[str]:
    if item.receipt:
        yield texts.plain("reading.receipt")
    if item.withdraw:
        yield texts.plain("reading.withdraw")
    if item.no_change:
        yield texts.plain("reading.no_change")
    if item.status and (item.status is not Status.IN_PROGRESS or item.percent is None):
        yield texts.plain(f"progress.{item.status}")
    if item.percent is not None:
        yield texts.plain("reading.percent", percent=item.percent)
    if item.expected_on:
        yield texts.plain("reading.expected_on", day=texts.date(item.expected_on))
    if item.extend_to:
        yield texts.plain("reading.extend_to", day=texts.date(item.extend_to))
