"""A bot that is killed again and again while it reminds and is answered."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from benchmarks.crash.cast import Cast, Liaisons
from benchmarks.crash.clock import SharedClock
from benchmarks.crash.nursery import Life, Nursery, Order, open_nursery
from benchmarks.crash.side import Books, Side
from benchmarks.crash.verdict import ZONE, Verdict, judge
from benchmarks.crash.weather import Weather
from benchmarks.crash.work import working_days
from rehearsal.standin import Standin, open_standin
from rehearsal.world import Event

IMPORTED = datetime(2012, 11, 5, 10, tzinfo=ZONE)
NINE = time(9)
# A day is given so much of the bot's clock, in so many strides, to come to rest: as long as a
# reminder may be sent again, and shorter than until it is folded. Before each it is looked at so
# often.
STRIDE = timedelta(minutes=11)
STRIDES = 20
MOST_LOOKS = 100
# A kill waits for up to so many events of the stand-in's, and then a moment more.
EVENTS = 24
MOST_KILLS_A_DAY = 6
# Real seconds.
MOMENT = 0.02
LONGEST_WAIT = 0.8
QUIET = 0.6
PATIENCE, SHORT_PATIENCE = 5.0, 0.3
# So many days in a row on which the bot was done before it died end the counting of steps.
DONE_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Ordeal:
    """What a bot has to go through: `seed` draws everything, `failing` is the share of calls.

    So many `days` of reminders are prepared; of each there is one in every group.
    """

    seed: int
    groups: int = 6
    failing: float = 0
    days: int = 20


@dataclass(slots=True)
class Trial:
    """The stand-in with its people, the nursery, the bot's books and the days so far."""

    standin: Standin
    clock: SharedClock
    nursery: Nursery
    liaisons: Liaisons
    books: Books
    order: Order
    random: Random
    days: list[date] = field(default_factory=list)
    kills: int = 0
    _given_up: int = 0

    async def kill_at_moments(self, kills: int) -> Verdict:
        """Kill so many times at random moments, some times a day."""
        life = await self._start()
        for _ in self._mornings():
            left = kills - self.kills
            for _ in range(min(self.random.randint(1, MOST_KILLS_A_DAY), left)):
                await self._kill(life)
                life = await self._start()
            await self._rest()
            if self.kills >= kills:
                break
        await life.kill()
        return await self.verdict()

    async def kill_at_steps(self, first: int, stride: int = 1) -> Verdict:
        """Kill every morning one step later, until the bot is done before it dies."""
        step, done = first, 0
        for _ in self._mornings():
            life = await self._start(step)
            done = done + 1 if await self._is_faster(life) else 0
            self.kills += 1
            life = await self._start()
            await self._rest()
            await life.kill()
            if done == DONE_BEFORE:
                break
            step += stride
        return await self.verdict()

    async def _is_faster(self, life: Life) -> bool:
        """Whether the day's work is done before the bot comes to the step at which it dies."""
        while not life.ended.done():
            if not await self._missing():
                await life.kill()
                return True
            moves = asyncio.create_task(self._moves())
            await asyncio.wait([moves, life.ended], return_when=asyncio.FIRST_COMPLETED)
            moves.cancel()
        return False

    def _mornings(self) -> Iterator[date]:
        for day in working_days(IMPORTED.date() + timedelta(days=1)):
            self.clock.move_to(datetime.combine(day, NINE, ZONE))
            self.days.append(day)
            yield day

    async def _start(self, step: int = 0) -> Life:
        return await self.nursery.start({**self.order, "die_at": step})

    async def _kill(self, life: Life) -> None:
        """Kill at some event of the stand-in's, or a moment after it."""
        left = iter(range(self.random.randrange(EVENTS)))
        came = asyncio.Event()

        def count(event: Event) -> None:
            if next(left, None) is None:
                came.set()

        with self.standin.world.watched(count), suppress(TimeoutError):
            await asyncio.wait_for(came.wait(), LONGEST_WAIT)
        if self.random.random() < 0.5:
            await asyncio.sleep(self.random.uniform(0, MOMENT))
        await life.kill()
        self.kills += 1

    async def _rest(self) -> None:
        """Wait until nothing is missing; where nothing more comes, let the bot's clock go on.

        What is still missing then is lost, and not waited for again.
        """
        for _ in range(STRIDES):
            for _ in range(MOST_LOOKS):
                if not await self._missing():
                    return
                if not await self._moves() and self.standin.world.updates.settled:
                    break
            while not self.standin.world.updates.settled:
                await self.standin.settled()  # no press that is not fetched yet would survive it
            self.clock.advance(STRIDE)
        self._given_up += await self._missing()

    async def _moves(self) -> bool:
        """Wait for a call of the bot or an answer of somebody's; whether one came."""
        calls, said = self.standin.world.calls, self.liaisons.said
        before = len(calls), len(said)
        try:
            await self.standin.until(lambda: (len(calls), len(said)) != before, QUIET)
        except TimeoutError:
            return False
        return True

    async def _missing(self) -> int:
        return (await self.verdict()).missing + self.liaisons.waiting - self._given_up

    async def verdict(self) -> Verdict:
        """How everything stands."""
        return judge(
            self.kills,
            [(group, day) for day in self.days for group, _ in self.liaisons.cast.places()],
            self.liaisons.cards,
            self.liaisons.manner,
            self.liaisons.said,
            await self.books.reports(),
            await self.books.set_aside(),
        )


@asynccontextmanager
async def open_trial(
    side: Side, ordeal: Ordeal, database: str, folder: Path
) -> AsyncIterator[Trial]:
    """A bot about to be tried on an empty database; `folder` is for what else is needed."""
    random, cast = Random(ordeal.seed), Cast(ordeal.groups)
    clock = SharedClock(folder / "clock", IMPORTED)
    patience = SHORT_PATIENCE if ordeal.failing else PATIENCE
    async with (
        open_standin(clock) as standin,
        open_nursery(side.module, folder / "words") as nursery,
    ):
        cast.enter(standin)
        standin.faults.otherwise = Weather(Random(random.random()), ordeal.failing, patience)
        order = {
            "url": standin.url,
            "database": database,
            "folder": str(folder),
            "patience": patience,
            "days": ordeal.days,
        }
        await side.prepare(order, cast, IMPORTED)
        liaisons = Liaisons(standin, cast, side.manner, Random(random.random()))
        async with side.open_books(order) as books:
            trial = Trial(standin, clock, nursery, liaisons, books, order, random)
            with standin.world.watched(liaisons.hear):
                yield trial
            liaisons.leave()
