"""What to send, without Telegram's classes: text, buttons and nothing else."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


class Style(StrEnum):
    """How a button looks where the client supports it."""

    PLAIN = "plain"
    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `data` comes back when it is pressed, or `url` is opened."""

    text: str
    data: str = ""
    url: str = ""
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `text` is HTML with every foreign value escaped.

    `ask` asks the client to open a reply to this message (only without buttons).
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    silent: bool = False
    ask: bool = False


def print_of(message: Message) -> str:
    """A short print of what a message shows: equal ones look the same."""
    return sha256(repr((message.text, message.buttons)).encode()).hexdigest()[:16]


def packed(message: Message) -> dict[str, Any]:
    """A message as JSON, to be kept until it is sent."""
    return asdict(message)


def unpacked(data: Mapping[str, Any]) -> Message:
    """The message that was `packed`."""
    rows = [
        tuple(Button(**{**button, "style": Style(button["style"])}) for button in row)
        for row in data["buttons"]
    ]
    return Message(**{**data, "buttons": tuple(rows)})


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, the stricter of the two ways Telegram's limit has been read."""
    return len(text.encode("utf-16-le")) // 2
