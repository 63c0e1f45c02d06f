"""Opening the stand-in, and waiting for what the bot does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from rehearsal.chats import User
from rehearsal.clock import Clock
from rehearsal.faults import Faults
from rehearsal.groups import Groups
from rehearsal.limits import Limits
from rehearsal.line import HOST, Line, open_line
from rehearsal.people import People
from rehearsal.server import BotApi
from rehearsal.world import Event, World

# Real seconds; on a busy machine even what goes well takes its time.
PATIENCE = 30.0
SHOWN = 8


@dataclass(slots=True)
class Standin:
    """A Telegram of one bot: its world, who acts in it, and what goes wrong."""

    world: World
    people: People
    groups: Groups
    faults: Faults
    limits: Limits | None
    line: Line
    token: str

    @property
    def url(self) -> str:
        """The address for the setting [telegram] api_url."""
        return f"http://{HOST}:{self.line.port}"

    async def network_down(self) -> None:
        """Cut the line: open connections break, new ones are refused."""
        await self.line.cut()
        self.world.updates.release()

    async def network_up(self) -> None:
        """Mend the line."""
        await self.line.mend()

    async def settled(self, within: float = PATIENCE) -> None:
        """Wait until the bot fetched and confirmed every update; its handlers may still run.

        Raises TimeoutError when that takes longer than `within`, in real seconds.
        """
        await self.until(lambda: self.world.updates.settled, within)

    async def until(self, predicate: Callable[[], bool], within: float = PATIENCE) -> None:
        """Wait until this is true, looking again after every event; see `settled`."""
        loop = asyncio.get_running_loop()
        done = loop.create_future()

        def look(event: Event | None = None) -> None:
            if not done.done() and predicate():
                done.set_result(True)

        try:
            with self.world.watched(look):
                look()
                await asyncio.wait_for(done, within)
        except TimeoutError:
            raise TimeoutError(f"did not come about; {self._lately()}") from None

    def _lately(self) -> str:
        calls = [f"{call.method} {call.error}".strip() for call in self.world.calls[-SHOWN:]]
        waiting = len(self.world.updates.pending)
        return f"{waiting} updates waiting, last calls: {', '.join(calls) or 'none'}"


@asynccontextmanager
async def open_standin(
    clock: Clock,
    *,
    token: str = "1:TEST",
    port: int = 0,
    username: str = "duban_bot",
    name: str = "督办",
    reads_all: bool = False,
    limited: bool = False,
) -> AsyncIterator[Standin]:
    """Serve a new, empty world on 127.0.0.1.

    `reads_all` switches the bot's privacy mode off; `limited` enforces the limits of sending.
    """
    bot = User(int(token.partition(":")[0]), name, username, is_bot=True)
    world = World(clock, bot, reads_all)
    people, faults = People(world), Faults()
    limits = Limits() if limited else None
    api = BotApi(world, token, faults, limits)
    async with open_line(api.app(), port) as line:
        yield Standin(world, people, Groups(world, people), faults, limits, line, token)
        world.updates.release()
