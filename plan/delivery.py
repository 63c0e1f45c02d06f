"""What may come of sending a message, as values, and how long to wait before the next try."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


class Astray(Enum):
    """Why a message stands in the group itself instead of its topic."""

    CLOSED = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Sent:
    """The chat network took the message and numbered it; `astray`: not in the topic it was for."""

    message_id: int
    astray: Astray | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The group was upgraded; everything addressed to it goes to `chat` from now on."""

    chat: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many messages: this chat takes none for `seconds`; `all` says that none does."""

    seconds: float
    all: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat will not take messages until somebody acts; `why` is the network's own text."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """This one message was not taken and never will be; `why` is the network's own text."""

    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It certainly was not sent, and a later try may succeed."""

    why: str


@dataclass(frozen=True, slots=True)
class Unlikely:
    """A server in trouble answered, before or after it acted: most likely it was not sent.

    A later try may succeed, and says that it may be a repeat.
    """

    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer was lost: the message may or may not stand in the chat."""

    why: str


NotSent = Refused | Failed | Unlikely | Unknown  # by one message's own fate, not its chat's
Outcome = Sent | Moved | Wait | Gone | NotSent


def next_wait(attempts: int) -> timedelta:
    """How long to wait after `attempts` failed tries (1 for the first): doubling, up to an hour."""
    doublings = min(max(attempts, 1) - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
