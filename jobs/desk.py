"""What every step needs: the database, the way out, the words and the rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Protocol

from plan.delivery import Outcome
from plan.lanes import Lane
from plan.rules import Rules
from plan.summary import Summary
from render.message import Message
from render.texts import Texts
from storage.engine import Sessions
from storage.posts import Post


class Telegraph(Protocol):
    """The chat network, as far as the jobs need it; addresses are the network's own ids."""

    async def send(self, chat: int, message: Message, *, lane: Lane) -> Outcome: ...

    async def edit(self, chat: int, message_id: int, message: Message, lane: Lane) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A message drawn up for a claimed row, the post it becomes, and the figures it tells."""

    message: Message
    post: Post | None = None
    figures: Mapping[int, Summary] = field(default_factory=dict)


def nobody_counts(_lateness: timedelta) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every step. `office_people` get the digest in private while no group is bound.

    `on_sent` is told of every message that went out how long after its hour that was.
    """

    sessions: Sessions
    telegraph: Telegraph
    texts: Mapping[str, Texts]
    rules: Rules
    language: str
    office_people: tuple[int, ...] = ()
    digest_at: time = time(17, 30)
    on_sent: Callable[[timedelta], None] = nobody_counts

    def words(self, language: str | None) -> Texts:
        """The catalogue of a chat's language, or of the default."""
        return self.texts[language or self.language]
