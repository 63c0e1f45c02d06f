"""A clock that stands still until it is moved, and only moves forward."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


class MovableClock:
    """Call it, or `now()`, for the present instant in UTC."""

    def __init__(self, start: datetime) -> None:
        self._now = _aware(start)

    def __call__(self) -> datetime:
        return self._now

    now = __call__

    def move_to(self, instant: datetime) -> None:
        """Make it this instant. Raises ValueError for one that is past, or naive."""
        instant = _aware(instant)
        if instant < self._now:
            raise ValueError(f"the clock stands at {self._now}, {instant} is past")
        self._now = instant

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self.move_to(self._now + by)


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs its zone: {instant}")
    return instant.astimezone(UTC)
