"""The pace of the whole bot, shared by its processes: the sender has its part, the receivers share
the rest."""

from collections.abc import Set
from dataclasses import dataclass

# Seconds until a larger part is taken: by then the others have heard of it and keep to theirs, and
# what they sent before counts no more.
GROWS_AFTER = 4.0


@dataclass(frozen=True, slots=True)
class Crew:
    """The processes that write to the network, by name. The sender may be a receiver as well."""

    sender: str | None
    receivers: Set[str]

    def part(self, one: str, senders: float) -> float:
        """The part of the pace, from 0 to 1, that is `one`'s, if `senders` is the sender's.

        A sender without other receivers has all of it. That of a sender there is not yet is kept
        for it, so that it need not wait.
        """
        others = self.receivers - {self.sender}
        if one == self.sender:
            return senders if others else 1.0
        return (1 - senders) / len(others) if one in others else 0.0


class Share:
    """The part one process keeps to: what is less at once, what is more when it may."""

    def __init__(self) -> None:
        self.part = 0.0
        self._offered = 0.0
        self._since = 0.0  # when so much was offered

    def offer(self, part: float, now: float, *, at_once: bool = False) -> float:
        """Hear which part is one's own at an instant (seconds); returns what to keep to.

        Nobody but the sender has its part, so it takes that `at_once`.
        """
        if part != self._offered:
            self._offered, self._since = part, now
        if part < self.part or at_once or now - self._since >= GROWS_AFTER:
            self.part = part
        return self.part
