"""What somebody in a group does next, as plain values."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

SOON = timedelta(minutes=2)


class Do(StrEnum):
    """The ways to act."""

    SAY = "say"
    REPLY = "reply"
    PRESS = "press"
    EDIT = "edit"
    REACT = "react"
    PHOTO = "photo"
    DOCUMENT = "document"


class On(StrEnum):
    """To which message: the card, or the bot's newest one, which asks something."""

    CARD = "card"
    NEWEST = "newest"


class By(StrEnum):
    """Who of the group."""

    LIAISON = "liaison"
    DEPUTY = "deputy"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Act:
    """`words` are said, or the label of a button, an emoji, a caption; `after` the act before."""

    do: Do
    words: str
    on: On = On.CARD
    by: By = By.LIAISON
    after: timedelta = SOON


def say(words: str) -> Act:
    """Write into the group."""
    return Act(Do.SAY, words)


def reply(words: str, on: On = On.CARD, *, after: timedelta = SOON) -> Act:
    """Answer in words."""
    return Act(Do.REPLY, words, on, after=after)


def press(label: str, on: On = On.CARD, *, after: timedelta = SOON) -> Act:
    """Tap a button."""
    return Act(Do.PRESS, label, on, after=after)


def change(words: str) -> Act:
    """Edit one's last message."""
    return Act(Do.EDIT, words)


def photo(caption: str) -> Act:
    """Answer with a photo."""
    return Act(Do.PHOTO, caption)


def document(caption: str) -> Act:
    """Answer with a document."""
    return Act(Do.DOCUMENT, caption)


def react(emoji: str) -> Act:
    """Put a reaction on the card."""
    return Act(Do.REACT, emoji)
