"""What a process does: receive updates and work them off, send what is owed, or both.

A database server carries several processes. Any number of them may work off updates; of those that
poll, and of those that send, one is in charge and the others stand by.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from time import monotonic
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.composition import Bot, fetching, hooked, meanwhile, running
from bot.config import Telegram
from jobs.charge import Charge, fenced, in_charge
from jobs.desk import Desk
from jobs.outage import stay_alive
from jobs.schedule import ring_soon, set_alarms, stop_alarms
from plan.sharing import Crew, Share
from storage import bell
from storage.inbox import PROCESS

log = structlog.get_logger()

POLLER, SENDER = "poller", "sender"
ALIVE_EVERY = timedelta(seconds=20)
# Who does not do a part, or stands by for it, is well without it.
NEVER_MISSED = datetime.max.replace(tzinfo=UTC)
LISTENS_AGAIN = 2.0  # seconds until the bell is listened for again
LOOKED_EVERY = 0.5  # seconds between two looks for updates others stored or left behind
OnEnd = Callable[[], None]
Receive = Callable[[], AbstractAsyncContextManager[None]]


class Role(StrEnum):
    """What a process is started for."""

    ALL = "all"
    RECEIVER = "receiver"
    SENDER = "sender"

    @property
    def receives(self) -> bool:
        return self is not Role.SENDER

    @property
    def sends(self) -> bool:
        return self is not Role.RECEIVER


@dataclass(slots=True)
class Hearing:
    """Notes now and then that Telegram was heard of; what is said in a gap may be lost."""

    bot: Bot
    last: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.last = self.bot.clock() - ALIVE_EVERY

    async def heard(self) -> None:
        """Telegram answered just now."""
        now = self.bot.gauges.last.receiving = self.bot.clock()
        if now - self.last >= ALIVE_EVERY:
            await stay_alive(self.bot.desk, now)
            self.last = now


@asynccontextmanager
async def at_work(
    bot: Bot, settings: Telegram, role: Role, on_rival: OnEnd, *, alone: bool
) -> AsyncIterator[None]:
    """The bot in its role until the block is left; `alone`: no other process has its database.

    `on_rival` is called when another program, with another database, polls with the same token.
    Raises TelegramError when Telegram refuses the token or stays out of reach, and CannotListen.
    """
    bot.inbox.is_alone = alone
    hearing = Hearing(bot)

    def receive() -> AbstractAsyncContextManager[None]:
        if settings.mode == "webhook":
            return hooked(bot, settings, on_rival, hearing.heard)
        return fetching(bot, on_rival, heard=hearing.heard)

    async with AsyncExitStack() as stack:
        await stack.enter_async_context(running(bot))
        if alone:
            await bot.inbox.take_up()
            await stack.enter_async_context(meanwhile(_look(bot)))
            await stack.enter_async_context(sending(bot, bot.desk))
            await stack.enter_async_context(receive())
        else:
            if role.receives and settings.mode == "webhook":
                await stack.enter_async_context(receive())
            poll = receive if settings.mode == "polling" else None
            for part in _parts(bot, settings, role, poll):
                await stack.enter_async_context(meanwhile(part))
        yield


def _parts(
    bot: Bot, settings: Telegram, role: Role, poll: Receive | None
) -> Iterator[Coroutine[None, None, None]]:
    sessions, owner, last = bot.desk.sessions, bot.inbox.owner, bot.gauges.last
    charge = partial(Charge, sessions, owner=owner, hear=_sharing(bot, settings))

    def excuse_receiving() -> None:
        last.receiving = bot.clock()

    def excuse_sending() -> None:
        last.sending = bot.clock()

    if role.receives:
        yield in_charge(charge(PROCESS + owner), lambda: meanwhile(_look(bot)))
        if poll is not None:
            # One that was paused and wakes up may be given an update before it knows better.
            bot.inbox.taking_in = fenced(sessions, POLLER, owner)
            yield in_charge(charge(POLLER), poll, excuse_receiving)
    else:
        last.receiving = NEVER_MISSED
    if role.sends:
        desk = replace(bot.desk, sessions=fenced(sessions, SENDER, owner))
        yield in_charge(charge(SENDER), lambda: sending(bot, desk), excuse_sending)
    else:
        last.sending = NEVER_MISSED


def _sharing(bot: Bot, settings: Telegram) -> Callable[[Mapping[str, str]], None]:
    """Keep to this process's part of the pace, by who has which lease."""
    me, share, hooked = bot.inbox.owner, Share(), settings.mode == "webhook"
    receives = PROCESS if hooked else POLLER  # where one polls, the others only stand by

    def hear(leases: Mapping[str, str]) -> None:
        receivers = {owner for name, owner in leases.items() if name.startswith(receives)}
        crew = Crew(leases.get(SENDER), receivers)
        part = crew.part(me, settings.senders_part)
        bot.pacer.keep_to(share.offer(part, monotonic(), at_once=me == crew.sender))

    bot.pacer.keep_to(share.part)
    return hear


@asynccontextmanager
async def sending(bot: Bot, desk: Desk) -> AsyncIterator[None]:
    """What is owed goes out, from `desk`, until the block is left."""
    queue = bot.application.job_queue
    assert queue is not None  # build_application gives it one
    set_alarms(queue.scheduler, desk, bot.clock)
    try:
        async with meanwhile(_answer_the_bell(bot, queue.scheduler)):
            yield
    finally:
        stop_alarms(queue.scheduler)


async def _answer_the_bell(bot: Bot, scheduler: Any) -> None:
    """Look soon for what other processes owe at once; unheard, it waits for the alarm clock."""
    while not bot.inbox.is_alone:
        try:
            async for _ in bell.heard(bot.desk.sessions):
                ring_soon(scheduler, bot.clock())
        except bell.Deaf as error:
            log.warning("bell not heard", why=type(error.__cause__).__name__)
            await asyncio.sleep(LISTENS_AGAIN)


async def _look(bot: Bot) -> None:
    """Take up what is in this one's hand by others: stored for it, left behind, or to be tried
    again."""
    while True:
        try:
            await bot.inbox.take_up()
        except SQLAlchemyError as error:
            log.warning("no look at the inbox", why=type(error).__name__)
        await asyncio.sleep(LOOKED_EVERY)
