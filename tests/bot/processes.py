"""`duban run` in processes of their own, on one database and one stand-in, to be killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from bot.clock import system_clock
from plan.calendar import Hours
from plan.notices import Owing
from rehearsal.standin import Standin
from storage.engine import open_database
from storage.news import tell_chat
from storage.schema import ChatRow, OutboxRow

ROOT = Path(__file__).parents[2]
STARTED_WITHIN = 60
OFFICE = 900


@dataclass(slots=True)
class Runs:
    """The processes of one test; `module` is what they run."""

    standin: Standin
    database: str
    more: dict[str, str] = field(default_factory=dict)
    module: str = "bot"
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self, *args: str) -> asyncio.subprocess.Process:
        """A `duban run` with these arguments that says that it works."""
        process = await self.launch(*args)
        assert process.stdout
        line = await asyncio.wait_for(process.stdout.readline(), STARTED_WITHIN)
        assert line.startswith(b"@"), line
        return process

    async def launch(self, *args: str) -> asyncio.subprocess.Process:
        """A `duban run` with these arguments, killed at the end of the test."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", self.module, "run", *args),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=os.environ
            | {
                "PYTHONPATH": str(ROOT),
                "DUBAN_TELEGRAM__API_URL": self.standin.url,
                "DUBAN_TELEGRAM__TOKEN": self.standin.token,
                "DUBAN_DATABASE__URL": self.database,
                "DUBAN_OFFICE__PEOPLE": str(OFFICE),
            }
            | self.more,
        )
        self._stack.push_async_callback(_end, process)
        return process


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGCONT)
        process.kill()
    await process.communicate()


@asynccontextmanager
async def running(standin: Standin, database: str, **more: str) -> AsyncIterator[Runs]:
    """Processes that are gone when the block is left; `more` goes into their environment."""
    runs = Runs(standin, database, more)
    async with runs._stack:
        yield runs


def at_any_hour(now: datetime) -> Hours:
    """Hours of sending that are never quiet."""
    return Hours(now.tzinfo, quiet=(now.time(), now.time()))  # type: ignore[arg-type]


async def broadcast(runs: Runs, groups: Sequence[int]) -> None:
    """Something is to be told to every one of these groups."""
    now = system_clock()
    hours = at_any_hour(now)
    async with open_database(runs.database) as sessions, sessions.begin() as session:
        chats = [ChatRow(telegram_id=group, title=f"{group}", changed_at=now) for group in groups]
        session.add_all(chats)
        await session.flush()
        for chat in chats:
            await tell_chat(session, Owing.ASIDE, 1, chat.id, hours, now)


async def in_hand(runs: Runs, killed_at: datetime) -> set[int]:
    """The groups of which nobody knows whether the killed one's message arrived."""
    query = select(ChatRow.telegram_id).join(OutboxRow, OutboxRow.chat_id == ChatRow.id)
    claimed = query.where(OutboxRow.claimed_at <= killed_at, OutboxRow.state != "sent")
    async with open_database(runs.database) as sessions, sessions() as session:
        return set(await session.scalars(claimed))
