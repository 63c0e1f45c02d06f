"""A province's cards of one morning through a Telegram that enforces its limits.

The plain way is python-telegram-bot's AIORateLimiter and a date job of APScheduler for each
message. Time is scaled: a second of Telegram's passes `SPEED` times as fast, and either side is
told so. Every group gets one message, so that the limit of all sending counts.
"""

import asyncio
import logging
import resource
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

import uvloop
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED
from sqlalchemy import create_engine, update
from telegram.request import HTTPXRequest

from benchmarks.alone import alone
from benchmarks.crowd import MORNING
from benchmarks.hall import FIRST_GROUP, Hall, Heard, open_hall
from benchmarks.plain.book import open_book
from benchmarks.plain.bot import make_application
from benchmarks.plain.reminders import Reminder, make_scheduler, schedule
from benchmarks.province import TODAY, Size, fill
from benchmarks.rows import Measured
from bot.clock import Clock, system_clock
from bot.composition import Bot, open_bot
from bot.config import Settings
from bot.logs import no_logs
from bot.pacing import Pacer
from jobs.schedule import AT_ONCE, tick
from jobs.tidy import turn_lamps
from plan.pacing import Rates
from storage.schema import AssignmentRow

SPEED = 2
RATE = Rates().per_second * SPEED  # messages a second, in real time
TELEGRAMS = 30  # a second, which is the plain way's rate
SHARE = 1.05
MEMORY = 300  # MiB
GROWTH = 1.05
BEFORE = MORNING - timedelta(minutes=30)
MEBIBYTE = 1024  # of ru_maxrss, which counts in KiB


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Seconds from the first message to the last, and MiB after a third and at the end."""

    seconds: float
    memory_at_third: float
    memory: float
    heard: Heard


def measure(size: Size, plain_groups: int) -> Iterator[Measured]:
    """One morning of a province in which every group has a task due in three days.

    The plain way has fewer groups: what it does for each takes the longer the more there are.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'broadcast.db'}"
        alone(prepare, url, size)
        duban = alone(run_duban, url, size.units)
        plain = alone(run_plain, Path(folder), plain_groups)
    share = duban.seconds / (size.units / RATE)
    everybody = duban.heard.groups == duban.heard.messages == size.units
    yield Measured(
        f"{size.units:,} groups sent a card, time {SPEED} x as fast (plain: {plain_groups:,})",
        f"{duban.seconds:.0f} s",
        f"{plain.seconds:.0f} s",
    )
    yield Measured(
        "as many times what the rate takes to the letter",
        f"{share:.2f}",
        f"{plain.seconds / (plain_groups / (TELEGRAMS * SPEED)):.2f}",
        target=f"{SHARE}",
        met=share <= SHARE and everybody,
    )
    yield Measured(
        "groups that got it, sendings refused with 429",
        f"{duban.heard.groups:,}, {duban.heard.refused:,}",
        f"{plain.heard.groups:,}, {plain.heard.refused:,}",
        target="all, none",
        met=everybody and duban.heard.refused == 0,
    )
    yield Measured(
        "memory of that after a third, and at the end",
        f"{duban.memory_at_third:.0f} MiB, {duban.memory:.0f} MiB",
        f"{plain.memory_at_third:.0f} MiB, {plain.memory:.0f} MiB",
        target=f"under {MEMORY} MiB and flat",
        met=duban.memory < MEMORY and duban.memory < GROWTH * duban.memory_at_third,
    )


def prepare(url: str, size: Size) -> None:
    """The province, the first assignment of every unit due in three days."""
    fill(url, size)
    engine = create_engine(url)
    mine = update(AssignmentRow).where(AssignmentRow.id <= size.units)
    with engine.begin() as connection:
        connection.execute(mine.values(due=TODAY + timedelta(days=3)))
    engine.dispose()


def run_duban(url: str, groups: int) -> Broadcast:
    """The real bot, from the hour of sending until nothing is owed any more."""
    no_logs()
    with open_hall(groups, SPEED) as hall:
        return uvloop.run(_duban(url, groups, hall))


async def _duban(url: str, groups: int, hall: Hall) -> Broadcast:
    start, began = BEFORE, perf_counter()

    def clock() -> datetime:
        return start + timedelta(seconds=perf_counter() - began)

    pacer = Pacer(Rates(second=1 / SPEED))
    async with open_bot(_settings(url, hall), clock, pacer=pacer, alarms=False) as bot:
        await turn_lamps(bot.desk.sessions, bot.desk.rules)
        await tick(bot.desk, clock())
        start = MORNING
        async with bot.application.bot:
            await tick(bot.desk, clock(), 0)  # a day's cards are planned
            began_sending = perf_counter()
            at_third = await _send(bot, clock, groups // 3)
            await _send(bot, clock, groups)
            took = perf_counter() - began_sending
    return Broadcast(took, at_third, _memory(), hall.heard())


async def _send(bot: Bot, clock: Clock, most: int) -> float:
    """Send until so much was sent by this call, or nothing is owed; the memory it took by then."""
    sent = 0
    while sent < most and (more := await tick(bot.desk, clock(), AT_ONCE)):
        sent += more
    return _memory()


def run_plain(folder: Path, groups: int) -> Broadcast:
    """A job for each message, all due at one moment."""
    logging.disable()  # each refusal with its traceback
    with open_hall(groups, SPEED) as hall:
        return asyncio.run(_plain(folder, groups, hall))


async def _plain(folder: Path, groups: int, hall: Hall) -> Broadcast:
    book, requests = open_book(f"sqlite:///{folder / 'book.db'}"), (HTTPXRequest(), HTTPXRequest())
    application = make_application("1:TEST", hall.url, folder, book, requests, 1 / SPEED)
    scheduler, due = make_scheduler(f"sqlite:///{folder / 'jobs.db'}"), system_clock()
    scheduler.start(paused=True)
    schedule(scheduler, (Reminder(FIRST_GROUP - n, due, "任务提醒") for n in range(groups)))
    marks, done, left = [0.0], asyncio.Event(), iter(range(groups - 1, -1, -1))

    def count(_event: object) -> None:
        """One more was sent, or given up."""
        match next(left):
            case 0:
                done.set()
            case more if more == groups * 2 // 3:
                marks[0] = _memory()

    scheduler.add_listener(count, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
    async with application.bot:
        began = perf_counter()
        scheduler.resume()
        await done.wait()
        took = perf_counter() - began
    scheduler.shutdown(wait=False)
    return Broadcast(took, marks[0], _memory(), hall.heard())


def _memory() -> float:
    """The most memory this process has held until now, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE


def _settings(url: str, hall: Hall) -> Settings:
    return Settings.model_validate(
        {
            "telegram": {"token": "1:TEST", "api_url": hall.url},
            "database": {"url": url},
        }
    )
