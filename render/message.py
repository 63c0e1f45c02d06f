"""What to send, without Telegram's classes: text, buttons and nothing else."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

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


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, the stricter of the two ways Telegram's limit has been read."""
    return len(text.encode("utf-16-le")) // 2
