"""A sender killed in the middle of a broadcast, and how soon the one that stands by goes on."""

import asyncio
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter

from benchmarks.alone import alone
from benchmarks.rows import Measured, seconds
from bot.clock import system_clock
from rehearsal.standin import Standin, open_standin
from rehearsal.world import Event
from storage.migrate import migrate
from tests.bot.processes import OFFICE, Runs, broadcast, in_hand, running
from tests.servers import new_database, open_server, plain

FIRST_GROUP = -1_002_000_000_001
TAKEOVER = 10.0  # seconds
PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Failover:
    """Seconds from the kill to the next sender's first message; groups that got theirs, of which
    nobody knows whether they did, and that got it twice."""

    gap: float
    reached: int
    in_doubt: int
    twice: int


def measure(groups: int) -> Iterator[Measured]:
    """On PostgreSQL, two senders, the one in charge killed half way."""
    told = alone(run, groups)
    yield Measured(
        f"a sender killed in a broadcast to {groups:,} groups: the next one sends after",
        seconds(told.gap),
        target=f"{TAKEOVER:.0f} s",
        met=told.gap < TAKEOVER,
    )
    yield Measured(
        "groups that got theirs, in doubt without, twice",
        f"{told.reached:,}, {told.in_doubt}, {told.twice}",
        target="none twice",
        met=told.reached + told.in_doubt == groups and told.twice == 0,
    )


def run(groups: int) -> Failover:
    """The real processes on a real server."""
    with open_server() as server:
        url = plain(new_database(server))
        migrate(url, system_clock())
        return asyncio.run(_run(groups, url))


async def _run(groups: int, url: str) -> Failover:
    noon, night = (system_clock() + timedelta(hours=hours) for hours in (11, 12))
    not_now = {
        "DUBAN_CALENDAR__TIMEZONE": "UTC",
        "DUBAN_CALENDAR__QUIET": f"{noon:%H:%M}-{night:%H:%M}",
    }
    async with open_standin(system_clock) as standin, running(standin, url, **not_now) as runs:
        standin.world.add_user(OFFICE, "督查办小周")
        return await _kill_half_way(standin, runs, [FIRST_GROUP - n for n in range(groups)])


async def _kill_half_way(standin: Standin, runs: Runs, groups: list[int]) -> Failover:
    world, got, times = standin.world, Counter[int](), list[float]()
    for group in groups:
        world.add_group(group, f"{group}", [])

    def hear(event: Event) -> None:
        if event.kind == "message" and event.user == world.bot.id and event.chat < 0:
            got[event.chat] += 1
            times.append(perf_counter())

    with world.watched(hear):
        first = await runs.start("--role", "sender")
        await runs.launch("--role", "sender")  # stands by, and says so only when it takes over
        await broadcast(runs, groups)
        await standin.until(lambda: len(got) >= len(groups) // 2, PATIENCE)
        first.send_signal(signal.SIGKILL)
        await first.wait()
        killed, killed_at, before = perf_counter(), system_clock(), len(times)
        doubtful = await in_hand(runs, killed_at)
        await standin.until(lambda: not (set(groups) - doubtful - got.keys()), PATIENCE)
    twice = sum(count > 1 for count in got.values())
    return Failover(times[before] - killed, len(got), len(groups) - len(got), twice)
