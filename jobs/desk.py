"""What every step needs: the database, the way out, the words and the rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
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

    async def send(
        self,
        chat: int,
        message: Message,
        *,
        reply_to: int | None,
        thread: int | None,
        lane: Lane,
    ) -> Outcome: ...

    async def edit(self, chat: int, message_id: int, message: Message, lane: Lane) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A message drawn up for a claimed row, the post it becomes, and the figures it tells.

    `is_kept` says that the post was there before. `reply_to` is a message it answers, `thread` the
    topic of that; what answers none goes to the topic of its chat.
    """

    message: Message
    post: Post | None = None
    figures: Mapping[int, Summary] = field(default_factory=dict)
    is_kept: bool = False
    reply_to: int | None = None
    thread: int | None = None


def _nobody_counts(_lateness: timedelta) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What those who run the machine are told: `people` once a day, `at` an hour (None: never).

    `on_sent` hears of every message that went out how long after its hour that was; `refused`
    says how many calls of the last day were too many, `free` how many bytes the disk has left.
    """

    people: tuple[int, ...] = ()
    at: time | None = None
    backup_every: timedelta | None = None
    version: str = ""
    on_sent: Callable[[timedelta], None] = _nobody_counts
    refused: Callable[[datetime], int] = lambda _now: 0
    free: Callable[[], int | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long is kept what is not kept for ever (None), and the folder the evidence lies in.

    `sendings`: the account of messages, since they were due. `words` of reports and `evidence`:
    since their plan ended.
    """

    sendings: timedelta | None = None
    words: timedelta | None = None
    evidence: timedelta | None = None
    folder: Path = Path("evidence")


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every step. `office_people` get the digest in private while no group is bound."""

    sessions: Sessions
    telegraph: Telegraph
    texts: Mapping[str, Texts]
    rules: Rules
    language: str
    office_people: tuple[int, ...] = ()
    digest_at: time = time(17, 30)
    watch: Watch = Watch()
    keeping: Keeping = Keeping()

    def words(self, language: str | None) -> Texts:
        """The catalogue of a chat's language, or of the default."""
        return self.texts[language or self.language]
