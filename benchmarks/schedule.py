"""A province's reminders: rows that are looked up, beside a scheduler job for each of them.

The plain way is what APScheduler's own guide shows: a date job per reminder in an
SQLAlchemyJobStore on SQLite, under the AsyncIOScheduler.
"""

import asyncio
import resource
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

import uvloop
from apscheduler.events import EVENT_JOB_EXECUTED
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from benchmarks.alone import alone
from benchmarks.province import Size, fill
from benchmarks.rows import Measured, seconds, times
from bot.clock import system_clock
from bot.logs import no_logs
from jobs.desk import Desk
from jobs.schedule import tick
from jobs.tidy import turn_lamps
from plan.calendar import Hours
from plan.delivery import Outcome, Sent
from plan.lanes import Lane
from plan.rules import Rules
from render.message import Message
from render.texts import load_texts
from storage.engine import open_database
from storage.migrate import migrate

ZONE = ZoneInfo("Asia/Shanghai")
RULES = Rules(Hours(ZONE))
QUIET_MORNING = datetime(2012, 11, 13, 8, 30, tzinfo=ZONE)
NINE = datetime(2012, 11, 13, 9, 0, tzinfo=ZONE)
RUNGS = len(RULES.ladder.before) + len(RULES.ladder.overdue)
MEBIBYTE = 1024  # of ru_maxrss, which counts in KiB
BEAT = 0.005
PORTION = 200  # messages between two looks at the clock, as the alarm clock does


@dataclass(frozen=True, slots=True)
class Duban:
    """Seconds, but for the memory in MiB; `stall` is the longest the event loop was held up."""

    start: float
    idle: float
    memory: float
    cards: int
    planned: float
    sent: float
    stall: float


@dataclass(frozen=True, slots=True)
class Plain:
    """Seconds for a number of jobs."""

    jobs: int
    loaded: float
    fired: float
    stall: float


class Answering:
    """A chat network that takes everything at once."""

    def __init__(self) -> None:
        self.number = 0

    async def send(
        self, chat: int, message: Message, *, reply_to: int | None, thread: int | None, lane: Lane
    ) -> Outcome:
        await asyncio.sleep(0)
        self.number += 1
        return Sent(self.number)

    async def edit(self, chat: int, message_id: int, message: Message, lane: Lane) -> Outcome:
        return Sent(message_id)


def measure(size: Size, jobs: int) -> Iterator[Measured]:
    """Both sides, each in a process of its own so that the memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'province.db'}"
        alone(prepare, url, size)
        duban = alone(run_duban, url)
        plain = alone(run_plain, f"sqlite:///{Path(folder) / 'jobs.db'}", jobs)
    reminders = size.assignments * RUNGS
    all_jobs = plain.loaded / plain.jobs * reminders
    yield Measured(
        f"start on {size.assignments:,} assignments",
        seconds(duban.start),
        target="under 3 s",
        met=duban.start < 3,
    )
    yield Measured("an idle look", seconds(duban.idle), target="under 10 ms", met=duban.idle < 0.01)
    yield Measured(
        "memory, cards of a day sent",
        f"{duban.memory:.0f} MiB",
        target="under 250 MiB",
        met=duban.memory < 250,
    )
    yield Measured(
        f"all {reminders:,} reminders loaded (plain: from {plain.jobs:,} jobs)",
        seconds(duban.start),
        seconds(all_jobs),
        times(all_jobs, duban.start),
        "50 x",
        all_jobs >= 50 * duban.start,
    )
    yield Measured(
        f"a day's cards planned ({duban.cards:,}), for each",
        seconds(duban.planned / max(duban.cards, 1)),
        seconds(plain.loaded / plain.jobs),
        times(plain.loaded / plain.jobs, duban.planned / max(duban.cards, 1)),
    )
    yield Measured(
        f"due at once: {duban.cards:,} cards drawn up and sent, {plain.jobs:,} empty jobs run",
        seconds(duban.sent),
        seconds(plain.fired),
    )
    yield Measured(
        "longest stall of the event loop meanwhile",
        seconds(duban.stall),
        seconds(plain.stall),
        times(plain.stall, duban.stall),
        "no stall (under 0.25 s)",
        duban.stall < 0.25,
    )


def prepare(url: str, size: Size) -> None:
    """The province, its lamps turned as an import leaves them."""
    fill(url, size)
    uvloop.run(_turn(url))


async def _turn(url: str) -> None:
    async with open_database(url) as sessions:
        await turn_lamps(sessions, RULES)


def run_duban(url: str) -> Duban:
    """Start, look while nothing is due, then send a day's cards."""
    return uvloop.run(_duban(url))


async def _duban(url: str) -> Duban:
    no_logs()
    telegraph = Answering()
    began = perf_counter()
    migrate(url, QUIET_MORNING)
    async with open_database(url) as sessions:
        desk = Desk(sessions, telegraph, load_texts(), RULES, "zh-Hans")
        await tick(desk, QUIET_MORNING)
        start = perf_counter() - began
        idle = [await _timed(tick, desk, QUIET_MORNING + timedelta(seconds=n)) for n in range(30)]
        planned = await _timed(tick, desk, NINE, 0)
        async with heartbeat() as gaps:
            began = perf_counter()
            while await tick(desk, NINE, PORTION):
                pass
            sent = perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE
    return Duban(start, median(idle), memory, telegraph.number, planned, sent, max(gaps))


async def _timed(step: Callable[..., Awaitable[object]], *args: object) -> float:
    began = perf_counter()
    await step(*args)
    return perf_counter() - began


def run_plain(url: str, jobs: int) -> Plain:
    """A date job each, all due at one moment a little later."""
    return asyncio.run(_plain(url, jobs))


async def _plain(url: str, jobs: int) -> Plain:
    scheduler = AsyncIOScheduler(
        jobstores={"default": SQLAlchemyJobStore(url=url)},
        job_defaults={"misfire_grace_time": None},
        timezone=ZONE,
    )
    scheduler.start(paused=True)
    due, done = system_clock(), asyncio.Event()
    began = perf_counter()
    for n in range(jobs):
        scheduler.add_job(_nothing, "date", run_date=due, id=f"{n}")
    loaded = perf_counter() - began
    left = iter(range(jobs - 1))
    scheduler.add_listener(
        lambda _: done.set() if next(left, None) is None else None, EVENT_JOB_EXECUTED
    )
    async with heartbeat() as gaps:
        began = perf_counter()
        scheduler.resume()
        await done.wait()
        fired = perf_counter() - began
    scheduler.shutdown(wait=False)
    return Plain(jobs, loaded, fired, max(gaps))


def _nothing() -> None:
    """What a job does here."""


@asynccontextmanager
async def heartbeat() -> AsyncIterator[list[float]]:
    """How much later than asked the event loop came back, again and again."""
    gaps = [0.0]

    async def beat() -> None:
        while True:
            asked = perf_counter()
            await asyncio.sleep(BEAT)
            gaps.append(perf_counter() - asked - BEAT)

    beating = asyncio.create_task(beat())
    try:
        yield gaps
    finally:
        await asyncio.sleep(2 * BEAT)
        beating.cancel()
