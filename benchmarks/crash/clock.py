"""A clock that several processes read, and one of them moves."""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FORM = struct.Struct("q")


class SharedClock:
    """The instant that stands in a file; call it for the present one, in UTC."""

    def __init__(self, file: Path, start: datetime | None = None) -> None:
        if start is not None:
            file.write_bytes(FORM.pack(_count(start)))
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), FORM.size)

    def __call__(self) -> datetime:
        count: int = FORM.unpack_from(self._memory)[0]
        return EPOCH + count * MICROSECOND

    def move_to(self, instant: datetime) -> None:
        """Make it this instant, for everybody."""
        FORM.pack_into(self._memory, 0, _count(instant))

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self.move_to(self() + by)


def _count(instant: datetime) -> int:
    return (instant - EPOCH) // MICROSECOND
