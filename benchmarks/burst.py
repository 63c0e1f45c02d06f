"""Many answers a second for minutes, while reminders go out: how long until each is confirmed."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import uvloop
from sqlalchemy import func, select

from benchmarks.alone import alone
from benchmarks.crowd import MORNING, PATIENCE, SAYINGS, Crowd, Line, gather
from benchmarks.rows import Measured, seconds
from benchmarks.updates import EVE, import_plan, redrawing, settings_for
from bot.composition import open_bot, polling
from bot.logs import no_logs
from rehearsal.standin import Standin
from rehearsal.world import Event
from storage.schema import OutboxRow, ReportRow
from tests.servers import new_database, open_server, plain

SOON = 2.0
ANSWERING = 300  # groups that answer, each in its turn
REMINDED = 30  # groups for each second, so that cards go out all the time


@dataclass(frozen=True, slots=True)
class Burst:
    """So many answers a second for so long, by a crowd of which the rest is reminded meanwhile."""

    rate: int
    lasts: int

    @property
    def answers(self) -> int:
        return self.rate * self.lasts

    @property
    def crowd(self) -> Crowd:
        return Crowd(ANSWERING + REMINDED * self.lasts, 1)


@dataclass(frozen=True, slots=True)
class Told:
    """Seconds from an answer to the bot's word on it: the 99th percentile and the slowest; how many
    answers are stored, and how many cards went out meanwhile."""

    late: float
    slowest: float
    stored: int = 0
    sent: int = 0


def measure(lasts: int) -> Iterator[Measured]:
    """Both databases, for `lasts` seconds each."""
    for name, rate, place in (("SQLite", 30, _file), ("PostgreSQL", 110, _server)):
        burst = Burst(rate, lasts)
        with place() as url:
            told = alone(run, burst, url)
        lost = burst.answers - told.stored
        yield Measured(
            f"{rate} answers a second for {lasts} s on {name}, {told.sent:,} cards going out: "
            "99 of 100 confirmed within",
            seconds(told.late),
            target=f"under {SOON:.0f} s, none lost",
            met=told.late < SOON and lost == 0,
        )
        yield Measured("the slowest of them", seconds(told.slowest))


@contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'burst.db'}"


@contextmanager
def _server() -> Iterator[str]:
    with open_server() as server:
        yield plain(new_database(server))


def run(burst: Burst, url: str) -> Told:
    """The real bot under a burst, its Telegram in a process of its own."""
    no_logs()
    with gather(burst.crowd, partial(answer, burst)) as line:
        return uvloop.run(_run(burst, url, line))


async def _run(burst: Burst, url: str, line: Line[Told]) -> Told:
    began = perf_counter()

    def clock() -> datetime:
        return start + timedelta(seconds=perf_counter() - began)

    start = EVE
    async with open_bot(settings_for(line, url), clock, alarms=False) as bot:
        await import_plan(bot, burst.crowd, EVE)
        start = MORNING
        async with polling(bot, on_rival=lambda: None), redrawing(bot):
            ringing = asyncio.create_task(bot.ring(leapt=True))
            told = await asyncio.to_thread(line.answer)
            ringing.cancel()
            await asyncio.wait([ringing])
        async with bot.desk.sessions() as session:
            stored = await session.scalar(select(func.count()).select_from(ReportRow))
            sent = await session.scalar(select(func.count()).where(OutboxRow.state == "sent"))
    return Told(told.late, told.slowest, stored or 0, (sent or 0) - ANSWERING)


async def answer(burst: Burst, standin: Standin, crowd: Crowd) -> Told:
    """The first groups answer their card, one after the other, at the rate of the burst."""
    world, said, took = standin.world, dict[tuple[int, int], float](), list[float]()
    places = [place for place, _ in zip(crowd.places(), range(ANSWERING), strict=False)]
    await standin.until(lambda: all(world.messages(group) for group, _ in places), PATIENCE)
    asked = {group: world.last(group).id for group, _ in places}

    def hear(event: Event) -> None:
        if event.user == world.bot.id and event.kind == "reaction":
            at = said.pop((event.chat, event.message), None)
            if at is not None:
                took.append(perf_counter() - at)

    world.watchers.append(hear)
    began = perf_counter()
    for n in range(burst.answers):
        await asyncio.sleep(max(0.0, began + n / burst.rate - perf_counter()))
        group, liaison = places[n % len(places)]
        words = SAYINGS[(n + n // len(places)) % len(SAYINGS)]
        number = standin.people.say(group, liaison, words, reply_to=asked[group])
        said[group, number] = perf_counter()
    await standin.until(lambda: not said, PATIENCE)
    return Told(quantiles(took, n=100, method="inclusive")[-1], max(took))
