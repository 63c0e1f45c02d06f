"""The one place that reads the clock."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
# Lets so many seconds of this machine pass.
Sleep = Callable[[float], Awaitable[None]]


def system_clock() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  (this is the one place)
