"""What is counted without whoever does it knowing: calls to Telegram, updates, looks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import structlog
from apscheduler.events import EVENT_JOB_EXECUTED, JobExecutionEvent
from structlog.contextvars import bound_contextvars
from telegram import Update
from telegram.request import BaseRequest

from bot.application import App
from bot.clock import Clock
from bot.context import Context
from bot.gauges import Gauges
from bot.inbox import Handling

log = structlog.get_logger()
Note = Callable[[str, int], None]


class Watched(BaseRequest):
    """Passes calls on to `inner` and notes what came back of each: its method and HTTP status."""

    def __init__(self, inner: BaseRequest, note: Note) -> None:
        self._inner, self._note = inner, note

    @property
    def read_timeout(self) -> float | None:
        """As of the one behind."""
        return self._inner.read_timeout

    async def initialize(self) -> None:
        """Open the connections."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """Close them."""
        await self._inner.shutdown()

    async def do_request(self, url: str, method: str, *args: Any, **more: Any) -> tuple[int, bytes]:
        """Make a call; where no answer comes its status is 0."""
        # A file's address ends in a name of its own, and holds the token.
        called, status = url.rpartition("/")[2] if method == "POST" else "file", 0
        try:
            status, content = await self._inner.do_request(url, method, *args, **more)
        finally:
            self._note(called, status)
        return status, content


def count_looks(scheduler: Any, gauges: Gauges, clock: Clock) -> None:
    """Count the alarm clock's looks for what is owed."""

    def on_look(event: JobExecutionEvent) -> None:
        if event.job_id == "tick":
            gauges.note_look(clock())

    scheduler.add_listener(on_look, EVENT_JOB_EXECUTED)


def count_handling(application: App, how: Handling, gauges: Gauges) -> Handling:
    """The same handling of updates, every attempt and failure counted and told in the log."""

    async def process(update: Update) -> None:
        gauges.note_update()
        with bound_contextvars(**_ids(update)):
            await how.process(update)
            log.info("update processed")

    async def on_error(_update: object, _context: Context) -> None:
        gauges.note_failure()

    application.add_error_handler(on_error)
    return replace(how, process=process)


def _ids(update: Update) -> dict[str, int]:
    """What every line of the log says of an update while it is in hand."""
    chat, message = update.effective_chat, update.effective_message
    ids = {"update": update.update_id}
    if chat is not None:
        ids["chat"] = chat.id
    if message is not None:
        ids["message"] = message.message_id
    return ids
