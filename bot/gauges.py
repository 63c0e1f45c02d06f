"""What one process counts about itself, for Prometheus and for its own health."""

import shutil
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

STATES = ("pending", "sending", "sent", "skipped", "failed", "unknown")
LATENESS = (1, 10, 30, 60, 300, 900, 3600, 4 * 3600, 24 * 3600)
DAY = timedelta(hours=24)
TOO_MANY = 429


@dataclass(slots=True)
class _Last:
    sending: datetime
    receiving: datetime


class Gauges:
    """The measures of a process that began at `now`, in a registry of their own."""

    def __init__(self, version: str, now: datetime) -> None:
        self.version = version
        self.registry = CollectorRegistry()
        self.last = _Last(now, now)
        self._refusals: deque[datetime] = deque()
        counter = partial(Counter, registry=self.registry)
        gauge = partial(Gauge, registry=self.registry)
        self._calls = counter(
            "duban_telegram_calls_total",
            "Calls to Telegram by method and HTTP status; status 0 means no answer.",
            ("method", "status"),
        )
        self._answered = gauge(
            "duban_telegram_last_success_timestamp_seconds",
            "When Telegram last took a call of this method.",
            ("method",),
        )
        self._lateness = Histogram(
            "duban_sending_lateness_seconds",
            "How long after its hour a message was sent.",
            buckets=LATENESS,
            registry=self.registry,
        )
        self._updates = counter("duban_updates_total", "Attempts at updates by the handlers.")
        self._failures = counter("duban_updates_failed_total", "Failures of handlers.")
        self._look = gauge(
            "duban_last_look_timestamp_seconds", "When it was last looked for what is owed."
        )
        self.rows = gauge("duban_outbox_rows", "Rows of the outbox by state.", ("state",))
        self.oldest = gauge(
            "duban_outbox_oldest_due_seconds",
            "How long ago the oldest message still to go was due.",
        )
        self.waiting = gauge("duban_updates_waiting", "Updates stored but not worked off yet.")
        self.aside = gauge(
            "duban_updates_set_aside", "Updates of the last day that failed every time."
        )
        self.stale = gauge("duban_edits_waiting", "Messages that wait to be edited.")
        gauge("duban_build_info", "The version.", ("version",)).labels(version).set(1)
        ProcessCollector(registry=self.registry)

    def note_call(self, method: str, status: int, now: datetime) -> None:
        """A call to Telegram came back with an HTTP status, or with none (0)."""
        self._calls.labels(method, status).inc()
        if status == TOO_MANY:
            self._refusals.append(now)
        if 200 <= status < 300:
            self._answered.labels(method).set(now.timestamp())
        if method.startswith("send"):
            self.last.sending = now  # a long round of sending is a single look

    def note_heard(self, now: datetime) -> None:
        """Telegram brings its updates, or would if there were any."""
        self.last.receiving = now

    def refused_lately(self, now: datetime) -> int:
        """How often Telegram took a call for one too many within a day."""
        while self._refusals and now - self._refusals[0] > DAY:
            self._refusals.popleft()
        return len(self._refusals)

    def note_look(self, now: datetime) -> None:
        """A look for what is owed is over."""
        self.last.sending = now
        self._look.set(now.timestamp())

    def note_sent(self, lateness: timedelta) -> None:
        """A message went out, this long after its hour."""
        self._lateness.observe(max(lateness.total_seconds(), 0))

    def note_update(self) -> None:
        """The handlers are given an update, once more perhaps."""
        self._updates.inc()

    def note_failure(self) -> None:
        """A handler failed."""
        self._failures.inc()


def free_space(folder: Path) -> int | None:
    """The bytes left on the disk of a folder that may be yet to be made; None if nobody says."""
    nearest = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    try:
        return shutil.disk_usage(nearest).free
    except OSError:
        return None
