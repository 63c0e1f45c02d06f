"""What the page asks of the bot's side, in plain values; the bot itself stays unknown to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sending:
    """One message that will go out by itself: when, where, about which tasks, and why.

    `kind` and `why` are words in the language that was asked for.
    """

    at: datetime
    chat: int | None
    unit: str
    kind: str
    tasks: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase, with its assignments counted by lamp."""

    name: str
    start: date | None
    end: date
    lamps: Mapping[str, int]
    closed: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which assignments fall due, counted by lamp."""

    day: date
    lamps: Mapping[str, int]
    closed: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The plan from its first day to its goal, as it stands today."""

    title: str
    goal: date | None
    phases: Sequence[Stretch]
    deadlines: Sequence[Deadline]


class Backstage(Protocol):
    """The bot's side of a rehearsal."""

    @property
    def alive(self) -> bool:
        """Whether the bot is running."""
        ...

    async def ring(self) -> None:
        """Let out what is owed at this moment and wait until the bot is done; dead, do nothing."""
        ...

    async def next_moment(self, now: datetime) -> datetime:
        """The next instant after `now` at which the bot may have something to do by itself."""
        ...

    async def preview(self, now: datetime, days: int, language: str) -> Sequence[Sending]:
        """What will be sent from today on if nothing is reported meanwhile."""
        ...

    async def timeline(self, now: datetime) -> Timeline:
        """Phases and deadlines with their lamps."""
        ...

    async def kill(self) -> None:
        """Stop the bot where it stands, as a crash would."""
        ...

    async def revive(self) -> None:
        """Start the bot again on its database."""
        ...
