"""The clock of the page: at rest, played at a pace, stepped or sent ahead.

Nothing is passed over: on the way to a later instant the clock stops at every moment at which the
bot may have something to do, and the bot is rung for it there.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from rehearsal.page.theatre import Theatre
from rehearsal.wire import seconds
from rehearsal.world import Event

FRAME = 0.1
# After a slow moment the clock goes on from where it is instead of catching up.
MOST_AT_ONCE = 3 * FRAME
QUIET_AT_MOST = timedelta(days=200)

Tell = Callable[[str, Any], None]
Way = Callable[[], Awaitable[object]]
Do = Callable[[], Awaitable[None]]


class Pace(StrEnum):
    """How fast the clock goes by itself; at rest it goes as any clock does."""

    REST = "rest"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"


PER_SECOND = {
    Pace.REST: timedelta(seconds=1),
    Pace.MINUTE: timedelta(minutes=1),
    Pace.HOUR: timedelta(hours=1),
    Pace.DAY: timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class Errand:
    """Something the page has in hand for a moment; `answers`: the bot may answer it."""

    at: datetime
    do: Do
    answers: bool = False


@dataclass(slots=True)
class Conductor:
    """Moves the clock and rings for the bot; `tell` lets the pages know the hour."""

    theatre: Theatre
    tell: Tell
    pace: Pace = Pace.REST
    _errands: list[Errand] = field(default_factory=list)
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock)
    _wanted: asyncio.Event = field(default_factory=asyncio.Event)
    _journey: asyncio.Task[None] | None = None
    _after: Way | None = None
    _halted: bool = False
    _answering: bool = False
    _closed: bool = False

    def view(self) -> dict[str, Any]:
        """The hour and the pace as the page is told them."""
        return {"now": seconds(self.theatre.clock()), "pace": self.pace, "busy": self.busy}

    @property
    def busy(self) -> bool:
        """Whether the clock is on its way to somewhere."""
        return self._journey is not None and not self._journey.done()

    def play(self, pace: Pace) -> None:
        """Go on at this pace; a journey ends at the moment it has come to."""
        self._halted, self._after = True, None
        self.pace = pace
        self.nudge()
        self.tell("clock", self.view())

    def nudge(self) -> None:
        """Somebody did something: let the bot have its turn now."""
        self._wanted.set()

    def step(self) -> None:
        """Set out for the next moment at which the bot says something by itself."""
        self._set_out(self.until_heard)

    def jump(self, to: datetime) -> None:
        """Set out for an instant. Raises ValueError for one that is past."""
        if to < self.theatre.clock():
            raise ValueError(f"{to} is past")
        self._set_out(lambda: self.forward(to))

    def later(self, at: datetime, do: Do, *, answers: bool = False) -> None:
        """Do something of the page's own when the clock comes to `at`.

        What the bot says to it is by itself unless it `answers`.
        """
        self._errands.append(Errand(at, do, answers))

    async def run(self) -> None:
        """Let time pass, until it is closed."""
        loop = asyncio.get_running_loop()
        last = loop.time()
        while not self._closed:
            await self._pause()
            passed = min(loop.time() - last, max(MOST_AT_ONCE, self._frame))
            last = loop.time()
            if not self.busy:
                self._halted = self._closed
                await self.forward(self.theatre.clock() + PER_SECOND[self.pace] * passed)

    async def close(self) -> None:
        """Let time stand still at the moment it has come to; nothing is broken off."""
        self._closed = self._halted = True
        self._after = None
        self.nudge()
        if self._journey is not None:
            await self._journey

    async def forward(self, to: datetime) -> None:
        """Move the clock to `to`, stopping wherever something is due before."""
        clock = self.theatre.clock
        async with self._moving:
            while True:
                moment = min(await self._next(clock()), max(to, clock()))
                clock.move_to(moment)
                await self._arrive()
                if moment >= to or self._halted:
                    return

    async def until_heard(self) -> bool:
        """Move on to the next thing the bot says by itself; False when it says nothing more."""
        world, heard = self.theatre.world, []

        def listen(event: Event) -> None:
            by_bot = event.kind == "message" and event.user == world.bot.id
            if by_bot and not self._answering:
                heard.append(event)

        with world.watched(listen):
            last = self.theatre.clock() + QUIET_AT_MOST
            while not (heard or self._halted) and self.theatre.clock() < last:
                await self.forward(await self._next(self.theatre.clock()))
        return bool(heard)

    @property
    def _frame(self) -> float:
        return 1.0 if self.pace is Pace.REST else FRAME

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._wanted.wait(), self._frame)
        except TimeoutError:
            return
        self._wanted.clear()

    async def _next(self, now: datetime) -> datetime:
        due = await self.theatre.backstage.next_moment(now)
        return min([due, *(errand.at for errand in self._errands if errand.at > now)])

    async def _arrive(self) -> None:
        """Let the bot do what it owes by itself, and after that people what they have in hand."""
        now = self.theatre.clock()
        due = [errand for errand in self._errands if errand.at <= now]
        self._errands = [errand for errand in self._errands if errand.at > now]
        for errand in due:
            if not errand.answers:
                await errand.do()
        await self.theatre.backstage.ring()
        answers = [errand for errand in due if errand.answers]
        if answers:
            await self._answer(answers)
        self.tell("clock", self.view())

    async def _answer(self, answers: Sequence[Errand]) -> None:
        self._answering = True
        try:
            for errand in answers:
                await errand.do()
            await self.theatre.backstage.ring()
        finally:
            self._answering = False

    def _set_out(self, way: Way) -> None:
        """Go this way; from where an earlier journey has come to, if one is under way."""
        if self._closed:
            return
        if self.busy:
            self._halted, self._after = True, way
            return
        self._halted, self.pace = False, Pace.REST
        self._journey = asyncio.create_task(self._travel(way))
        self.tell("clock", self.view())

    async def _travel(self, way: Way) -> None:
        try:
            await way()
        finally:
            self._journey, after, self._after = None, self._after, None
            self.tell("clock", self.view())
        if after is not None:
            self._set_out(after)
