"""`duban run` in processes of their own, on one database and one stand-in, to be killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rehearsal.standin import Standin

ROOT = Path(__file__).parents[2]
STARTED_WITHIN = 60
OFFICE = 900


@dataclass(slots=True)
class Runs:
    """The processes of one test."""

    standin: Standin
    database: str
    more: dict[str, str] = field(default_factory=dict)
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
            *(sys.executable, "-m", "bot", "run", *args),
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
