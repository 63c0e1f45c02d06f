"""Telegram with many groups whose liaisons all answer, in a process of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from plan.model import Person, PersonRole, Unit, UnitKind
from rehearsal.clock import MovableClock
from rehearsal.standin import Standin, open_standin
from rehearsal.world import Event

MORNING = datetime(2012, 11, 13, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FIRST_GROUP, FIRST_LIAISON = -1_002_000_000_001, 1_001
PATIENCE = 600
Told = TypeVar("Told")
# Each is sure, so that it is recorded at once.
SAYINGS = (
    "收到",
    "进度10%",
    "完成20%",
    "目前已完成30%",
    "1、进展：完成40%",
    "受阻，缺资金，完成50%",
    "完成60%，下周继续推进",
    "完成率70%",
    "已完成80%，预计11月20日完成",
    "第1项完成90%",
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many groups there are, and how often the liaison of each answers."""

    groups: int
    rounds: int

    @property
    def answers(self) -> int:
        return self.groups * self.rounds

    def places(self) -> Iterator[tuple[int, int]]:
        """Each group with its liaison."""
        for n in range(self.groups):
            yield FIRST_GROUP - n, FIRST_LIAISON + n


@dataclass(frozen=True, slots=True)
class Line(Generic[Told]):
    """The crowd as the other process has it: where its Telegram listens, and how to start it."""

    url: str
    pipe: Connection

    def answer(self) -> Told:
        """Let the crowd answer; what is told of it once it had the bot's word on everything."""
        self.pipe.send(None)
        told: Told = self.pipe.recv()
        return told


@contextmanager
def gather(
    crowd: Crowd, answer: Callable[[Standin, Crowd], Awaitable[Told]]
) -> Iterator[Line[Told]]:
    """The crowd, ready to `answer`; it disperses at the end."""
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(there, crowd, answer))
    process.start()
    try:
        yield Line(here.recv(), here)
    finally:
        process.terminate()
        process.join()


def _run(pipe: Connection, crowd: Crowd, answer: Callable[..., Awaitable[object]]) -> None:
    asyncio.run(_serve(pipe, crowd, answer))


async def _serve(pipe: Connection, crowd: Crowd, answer: Callable[..., Awaitable[object]]) -> None:
    async with open_standin(MovableClock(MORNING)) as standin:
        for group, liaison in crowd.places():
            standin.world.add_user(liaison, f"联络员{liaison}")
            standin.world.add_group(group, f"工作群{-group}", [liaison])
        pipe.send(standin.url)
        await asyncio.to_thread(pipe.recv)
        pipe.send(await answer(standin, crowd))
        await asyncio.Event().wait()  # the bot stops first


async def at_once(standin: Standin, crowd: Crowd) -> float:
    """Everybody answers the latest message of their group; the seconds until all of them had the
    bot's word on it."""
    world, said = standin.world, set[tuple[int, int]]()
    asked = {group: world.last(group).id for group, _ in crowd.places()}

    def hear(event: Event) -> None:
        """A word on an answer is a reaction to it, or a reply."""
        if event.user != world.bot.id or event.kind not in ("reaction", "message"):
            return
        reply_to = world.chat(event.chat).message(event.message).reply_to
        said.discard((event.chat, event.message if event.kind == "reaction" else reply_to or 0))

    world.watchers.append(hear)
    for n in range(crowd.rounds):
        for at, (group, liaison) in enumerate(crowd.places(), n):
            words = SAYINGS[at % len(SAYINGS)]
            answer = standin.people.say(group, liaison, words, reply_to=asked[group])
            said.add((group, answer))
    began = perf_counter()  # nothing has been fetched yet: this loop was ours alone
    await standin.until(lambda: not said, PATIENCE)
    return perf_counter() - began


def communities(places: Iterable[tuple[int, int]]) -> tuple[Unit, ...]:
    """A unit for each group, with its liaison."""
    return tuple(
        Unit(
            f"第{liaison}社区",
            UnitKind.COMMUNITY,
            chat=group,
            people=(Person(f"联络员{liaison}", PersonRole.LIAISON, liaison),),
        )
        for group, liaison in places
    )
