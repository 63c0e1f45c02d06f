"""What the crash test has to know of a bot."""

from collections import Counter
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from benchmarks.crash.cast import Cast, Manner
from benchmarks.crash.nursery import Order


class Books(Protocol):
    """What a bot has written down."""

    async def reports(self) -> Counter[str]:
        """How often each answer was recorded, under the name its manner gave it."""
        ...

    async def set_aside(self) -> list[str]:
        """What was taken in and given up, and why."""
        ...


class Side(Protocol):
    """A bot. Its `module` has the `live` that the nursery runs."""

    @property
    def module(self) -> str: ...

    @property
    def manner(self) -> Manner: ...

    async def prepare(self, order: Order, cast: Cast, now: datetime) -> None:
        """Make its database, so that every group has a reminder on every working day."""
        ...

    def open_books(self, order: Order) -> AbstractAsyncContextManager[Books]:
        """Look into its database while it lives."""
        ...
