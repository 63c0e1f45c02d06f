"""Telegram's limits of sending: 30 messages a second in all, 20 a minute in a group, and one a
second in a chat, where a short burst is let pass. Kept by the stand-in's clock; off by default.
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from rehearsal.errors import too_many

Times = deque[datetime]
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
IN_ALL = 30
IN_A_GROUP = 20
BURST = 5  # messages in a chat within as many seconds


@dataclass(slots=True)
class Limits:
    """What was sent lately. `refused` counts the messages that broke a limit."""

    refused: int = 0
    _all: Times = field(default_factory=deque)
    _chats: defaultdict[int, Times] = field(default_factory=lambda: defaultdict(deque))

    def count(self, chat: int, now: datetime) -> None:
        """Count one message, or raise ApiError 429 with the seconds to wait."""
        mine = self._chats[chat]
        _drop(self._all, now - SECOND)
        _drop(mine, now - MINUTE)
        wait = timedelta(0)
        if len(self._all) >= IN_ALL:
            wait = self._all[0] + SECOND - now
        if chat < 0 and len(mine) >= IN_A_GROUP:
            wait = max(wait, mine[0] + MINUTE - now)
        if len(mine) >= BURST and mine[-BURST] > now - BURST * SECOND:
            wait = max(wait, mine[-BURST] + BURST * SECOND - now)
        if wait:
            self.refused += 1
            raise too_many(max(1, ceil(wait.total_seconds())))
        self._all.append(now)
        mine.append(now)


def _drop(times: Times, until: datetime) -> None:
    while times and times[0] <= until:
        times.popleft()
