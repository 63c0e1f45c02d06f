"""Telegram with the groups of a province and its limits enforced, in a process of its own."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import perf_counter

from benchmarks.crowd import MORNING
from rehearsal.standin import Standin, open_standin

FIRST_GROUP = -1_002_000_000_001  # as in `benchmarks.province`


@dataclass(frozen=True, slots=True)
class Heard:
    """Groups that got a message, messages in all, and how many were refused with 429."""

    groups: int
    messages: int
    refused: int


@dataclass(frozen=True, slots=True)
class Hall:
    """Where that Telegram listens, and how to ask what it heard."""

    url: str
    pipe: Connection

    def heard(self) -> Heard:
        """What it heard until now."""
        self.pipe.send(None)
        answer: Heard = self.pipe.recv()
        return answer


@contextmanager
def open_hall(groups: int, speed: float) -> Iterator[Hall]:
    """So many groups, at a Telegram whose seconds pass `speed` times as fast."""
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(there, groups, speed))
    process.start()
    try:
        yield Hall(here.recv(), here)
    finally:
        process.terminate()
        process.join()


def _run(pipe: Connection, groups: int, speed: float) -> None:
    asyncio.run(_serve(pipe, groups, speed))


async def _serve(pipe: Connection, groups: int, speed: float) -> None:
    began = perf_counter()

    def clock() -> datetime:
        return MORNING + timedelta(seconds=speed * (perf_counter() - began))

    async with open_standin(clock, limited=True) as standin:
        for n in range(groups):
            standin.world.add_group(FIRST_GROUP - n, f"第{n + 1}社区群")
        pipe.send(standin.url)
        while True:
            await asyncio.to_thread(pipe.recv)
            pipe.send(_heard(standin))


def _heard(standin: Standin) -> Heard:
    got = [len(chat.messages) for chat in standin.world.chats.values() if chat.messages]
    assert standin.limits is not None  # it was opened with them
    return Heard(len(got), sum(got), standin.limits.refused)
