"""The queue of updates and the long poll that empties it, as getUpdates keeps it.

An update stays until a later poll asks for a higher id; it is kept for 24 hours of the
stand-in's clock, a press for 150 seconds. There is one poller: a second one ends the first.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rehearsal.clock import Clock
from rehearsal.errors import ApiError

ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT = timedelta(hours=24)
PRESS_KEPT = timedelta(seconds=150)
AT_MOST = 100
LONGEST_POLL = 50
REMEMBERED = 1_000
FIRST_ID = 100_001
CONFLICT = ApiError(
    409,
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
)


@dataclass(frozen=True, slots=True)
class Update:
    """One update on its way to the bot."""

    id: int
    kind: str
    payload: dict[str, Any]
    expires: datetime

    def json(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """What the bot has not confirmed yet; `polled` is called whenever it asks for more."""

    def __init__(self, clock: Clock, polled: Callable[[], None]) -> None:
        self.next_id = FIRST_ID  # may be moved: ids jump after a quiet week
        self.pending: OrderedDict[int, Update] = OrderedDict()
        self._clock = clock
        self._polled = polled
        self._again: list[Update] = []
        self._past: OrderedDict[int, Update] = OrderedDict()
        self._allowed: frozenset[str] | None = None
        self._poller: asyncio.Future[bool] | None = None

    @property
    def settled(self) -> bool:
        """Whether everything was fetched and confirmed."""
        return not self.pending and not self._again

    @property
    def is_polled(self) -> bool:
        """Whether a poll is held at this moment."""
        return self._poller is not None

    def allows(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind not in ON_REQUEST if self._allowed is None else kind in self._allowed

    def put(self, kind: str, payload: dict[str, Any]) -> int | None:
        """Queue an update; returns its id, or None if the bot does not want this kind."""
        if not self.allows(kind):
            return None
        kept = PRESS_KEPT if kind == "callback_query" else KEPT
        update = Update(self.next_id, kind, payload, self._clock() + kept)
        self.next_id += 1
        self.pending[update.id] = self._past[update.id] = update
        if len(self._past) > REMEMBERED:
            self._past.popitem(last=False)
        self._wake(True)
        return update.id

    def redeliver(self, id: int) -> None:
        """Deliver an update once more, confirmed or not. Raises LookupError if it is forgotten."""
        if id not in self._past:
            raise LookupError(f"no update {id}")
        self._again.append(self._past[id])
        self._wake(True)

    async def get(
        self, offset: int, limit: int, seconds: float, allowed: Collection[str] | None
    ) -> list[dict[str, Any]]:
        """Answer getUpdates, holding it up to so many seconds while there is nothing.

        Raises ApiError 409 when another poll comes meanwhile.
        """
        if allowed is not None:
            self._allowed = frozenset(allowed) or None
        self._wake(False)  # an earlier poll is terminated
        self._forget(offset)
        if self.settled and seconds > 0:
            await self._hold(min(seconds, LONGEST_POLL))
        else:
            self._polled()
        limit = limit if 0 < limit <= AT_MOST else AT_MOST
        return [update.json() for update in self._next(limit)]

    def drop(self) -> None:
        """Forget everything that waits."""
        self.pending.clear()
        self._again.clear()

    def release(self) -> None:
        """Let a held poll answer with nothing."""
        self._wake(True)

    async def _hold(self, seconds: float) -> None:
        mine = self._poller = asyncio.get_running_loop().create_future()
        self._polled()
        try:
            if not await asyncio.wait_for(mine, seconds):
                raise CONFLICT
        except TimeoutError:
            return
        finally:
            if self._poller is mine:
                self._poller = None

    def _wake(self, yours: bool) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_result(yours)
        self._poller = None

    def _forget(self, offset: int) -> None:
        """Drop what is confirmed and what is too old; a negative offset keeps the last ones."""
        if offset < 0:
            offset = (list(self.pending)[offset:] or [0])[0]
        while self.pending and next(iter(self.pending)) < offset:
            self.pending.popitem(last=False)
        now = self._clock()
        for id in [id for id, update in self.pending.items() if update.expires < now]:
            del self.pending[id]

    def _next(self, limit: int) -> Iterator[Update]:
        again, self._again = self._again[:limit], self._again[limit:]
        yield from again
        for _, update in zip(range(limit - len(again)), self.pending.values(), strict=False):
            yield update
