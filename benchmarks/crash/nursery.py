"""Bots that start in a moment: a process that has read all the code, and forks whenever told.

`python -m benchmarks.crash.nursery MODULE` imports the module and reads orders, a line of JSON
each, from standard input. For each it forks a process that runs the module's `live(order)`, prints
the number of that process, waits until it is dead and prints how it ended. It has no thread and no
event loop, so that what is forked begins as a fresh program would.
"""

import asyncio
import gc
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from importlib import import_module
from io import FileIO
from pathlib import Path
from typing import Any

import uvloop

Order = Mapping[str, Any]


def main(module: str) -> None:
    """Fork lives until nobody orders any more."""
    live: Callable[[Order], Awaitable[None]] = import_module(module).live
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    orders = open(0, "rb", buffering=0)  # noqa: SIM115  (as long as this process lives)
    while line := _hear(orders):
        born = os.fork()
        if born == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            uvloop.run(_until_orphaned(live(json.loads(line))))
            os._exit(0)
        print(born, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(born, 0)[1]), flush=True)


def _hear(orders: FileIO) -> bytes:
    # An event loop at either end of this pipe lets nobody wait at it.
    os.set_blocking(orders.fileno(), True)
    return orders.readline()


async def _until_orphaned(life: Awaitable[None]) -> None:
    """Whoever ordered a life may be killed as well; nothing of it must stay behind then."""
    asyncio.get_running_loop().add_reader(0, os._exit, 0)
    await life


class Life:
    """A process of the nursery's."""

    def __init__(self, process: int, told: asyncio.StreamReader) -> None:
        self.ended = asyncio.create_task(self._end(told))
        self._process = process

    async def kill(self) -> None:
        """Kill it as it is, if it still lives; it gets no chance to clean up."""
        if not self.ended.done():
            os.kill(self._process, signal.SIGKILL)
        await self.ended

    async def _end(self, told: asyncio.StreamReader) -> int:
        return int(await told.readline())


class Nursery:
    """Where lives begin, one at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._orders, self._told = process.stdin, process.stdout

    async def start(self, order: Order) -> Life:
        """Begin a life; the one before must have ended."""
        self._orders.write(json.dumps(order).encode() + b"\n")
        return Life(int(await self._told.readline()), self._told)


@asynccontextmanager
async def open_nursery(module: str, words: Path) -> AsyncIterator[Nursery]:
    """A nursery for `live` of this module, ready; what is said there is written to a file."""
    pipe = asyncio.subprocess.PIPE
    with words.open("a") as told:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __name__, module, stdin=pipe, stdout=pipe, stderr=told
        )
    nursery = Nursery(process)
    try:
        await nursery._told.readline()
        yield nursery
    finally:
        nursery._orders.close()
        await process.wait()


if __name__ == "__main__":
    main(sys.argv[1])
