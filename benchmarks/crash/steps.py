"""Death at a counted step: before or after a statement, a commit or a call to Telegram.

Between two of them nothing changes outside of the process, so that dying at each of them is dying
everywhere.
"""

import os
import signal
from typing import Any

from sqlalchemy import Engine, event
from telegram.request import HTTPXRequest


class Steps:
    """Counts once it began, and kills this process at step `last` (0: never)."""

    def __init__(self, last: int) -> None:
        self._last = last
        self._taken: int | None = None

    def begin(self) -> None:
        """Count from here."""
        self._taken = 0

    def take(self, *_: object) -> None:
        """One more step."""
        if self._taken is None:
            return
        self._taken += 1
        if self._taken == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch_databases(self) -> None:
        """Count what every engine of this process does from now on."""
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, self.take)


class Stepping(HTTPXRequest):
    """Requests whose beginning and end are steps."""

    def __init__(self, steps: Steps, **options: Any) -> None:
        super().__init__(**options)
        self._steps = steps

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        self._steps.take()
        answer = await super().do_request(*args, **options)
        self._steps.take()
        return answer
