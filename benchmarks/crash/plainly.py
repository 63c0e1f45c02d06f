"""The plain way in the crash test."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from itertools import islice
from pathlib import Path
from typing import Self

import apscheduler.executors.base
import apscheduler.schedulers.base
from sqlalchemy import Engine

from benchmarks.crash.cast import Cast
from benchmarks.crash.clock import SharedClock
from benchmarks.crash.life import BREATH, live_on, stepping
from benchmarks.crash.manners import CARD, OnReminders
from benchmarks.crash.nursery import Order
from benchmarks.crash.steps import Steps
from benchmarks.crash.verdict import ZONE
from benchmarks.crash.work import working_days
from benchmarks.plain.book import open_book, read
from benchmarks.plain.bot import make_application
from benchmarks.plain.reminders import Reminder, make_scheduler, schedule

NINE = time(9)


async def live(order: Order) -> None:
    """Be the bot until it is killed; when it gives up by itself, it is started again."""
    _set_clock(SharedClock(Path(order["folder"]) / "clock"))
    await live_on(order, _run)


async def _run(order: Order, steps: Steps) -> None:
    folder, book = Path(order["folder"]), open_book(order["database"])
    requests = stepping(order, steps), stepping(order, steps)
    application = make_application("1:TEST", order["url"], folder, book, requests)
    scheduler = make_scheduler(order["database"])
    updater = application.updater
    assert updater is not None
    async with application:
        await application.start()
        await updater.start_polling(bootstrap_retries=-1)
        scheduler.start()
        steps.begin()
        while True:
            scheduler.wakeup()
            await asyncio.sleep(BREATH)


def _set_clock(clock: SharedClock) -> None:
    """APScheduler reads the time by itself; let it be this clock's."""

    class Shown(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(clock().timestamp(), tz)

    for module in (apscheduler.schedulers.base, apscheduler.executors.base):
        module.datetime = Shown


class Plainly:
    """The side of the crash test that is compared with."""

    module = __name__
    manner = OnReminders()

    async def prepare(self, order: Order, cast: Cast, now: datetime) -> None:
        """A job for every group on every working day."""
        scheduler = make_scheduler(order["database"])
        scheduler.start(paused=True)
        days = islice(working_days(now.date() + timedelta(days=1)), order["days"])
        schedule(
            scheduler,
            (
                Reminder(group, datetime.combine(day, NINE, ZONE), f"⏰ {CARD}：摸清底数")
                for day in days
                for group, _ in cast.places()
            ),
        )
        scheduler.shutdown(wait=False)

    @asynccontextmanager
    async def open_books(self, order: Order) -> AsyncIterator["Kept"]:
        """Its table."""
        book = open_book(order["database"])
        yield Kept(book)
        book.dispose()


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in the table."""

    book: Engine

    async def reports(self) -> Counter[str]:
        """How often each answer was recorded, by its words."""
        return Counter(read(self.book))

    async def set_aside(self) -> list[str]:
        """It gives nothing up: what it fails at is gone."""
        return []
