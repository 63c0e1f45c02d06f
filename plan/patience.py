"""How often somebody may do a thing within a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Allowance:
    """At most `most` times within any stretch of `within`."""

    most: int
    within: timedelta

    def is_spent(self, times: Sequence[datetime], now: datetime) -> bool:
        """Whether who did it at these `times` may not do it at `now`."""
        return len(self.recent(times, now)) >= self.most

    def recent(self, times: Sequence[datetime], now: datetime) -> Sequence[datetime]:
        """The times that still count at `now`, never more of them than are allowed."""
        return [at for at in times if at > now - self.within][-self.most :]
