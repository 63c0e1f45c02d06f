"""One message of the world, with everything it was before."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from rehearsal.entities import Entity, to_html


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `more` holds what Telegram knows beside (its style, say)."""

    label: str
    data: str = ""
    url: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """Something uploaded. `size` may be declared larger than the content a test cares to make."""

    id: str
    unique_id: str
    kind: str  # "photo" or "document"
    name: str
    mime: str
    content: bytes
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a message shows, and what an edit replaces: text (a file's caption) and buttons."""

    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    file: File | None = None

    @property
    def html(self) -> str:
        return to_html(self.text, self.entities)

    @property
    def labels(self) -> list[list[str]]:
        """The buttons' words, row by row."""
        return [[button.label for button in row] for row in self.keyboard]


@dataclass(frozen=True, slots=True)
class Version:
    """What a message showed until it was edited at `until`."""

    content: Content
    until: datetime


@dataclass(slots=True)
class Message:
    """`sender` is a user's id; `as_chat` the chat that speaks instead; `thread` a topic's id.

    `service` holds Telegram's fields of a service message ("new_chat_members", ...).
    """

    id: int
    chat: int
    sender: int
    at: datetime
    content: Content
    reply_to: int | None = None
    thread: int | None = None
    as_chat: int | None = None
    album: str | None = None
    silent: bool = False
    markup: Mapping[str, Any] | None = None  # a reply keyboard or force_reply, as it was sent
    service: Mapping[str, Any] | None = None
    forwarded_from: int | None = None
    edited_at: datetime | None = None
    pinned: bool = False
    reactions: dict[int, str] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def html(self) -> str:
        return self.content.html

    @property
    def keyboard(self) -> Keyboard:
        return self.content.keyboard

    @property
    def labels(self) -> list[list[str]]:
        return self.content.labels

    @property
    def file(self) -> File | None:
        return self.content.file

    def button(self, label: str) -> Button:
        """The first button that has this label or these data. Raises LookupError."""
        for row in self.keyboard:
            for button in row:
                if label in (button.label, button.data):
                    return button
        raise LookupError(f"no button {label!r} under message {self.id}: {self.labels}")

    def replace(self, at: datetime, **changes: Any) -> None:
        """Edit the content; what it was is kept."""
        self.versions.append(Version(self.content, at))
        self.content = replace(self.content, **changes)
        self.edited_at = at
