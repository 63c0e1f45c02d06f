"""The bot at work, and whatever else runs until it is told to stop."""

import asyncio
import signal
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from logging import getLevelNamesMapping

from filelock import FileLock, Timeout

from bot.cli.failing import Failure
from bot.cli.network import reaching
from bot.cli.setup import Setup
from bot.composition import Bot, open_bot
from bot.config import Telegram
from bot.health import watched_at
from bot.logs import start_logs
from bot.roles import OnEnd, Role, at_work
from bot.webhook import CannotListen
from storage.blocking import read_url


async def serve(setup: Setup, role: Role) -> None:
    """Run the bot until SIGINT or SIGTERM, or until another one takes its updates."""
    stopped, begun, rival = stop_signal(), asyncio.Event(), asyncio.Event()

    def on_rival() -> None:
        rival.set()
        stopped.set()

    async def work() -> None:
        with reaching(settings.telegram), sole_process(settings.database.url, role) as alone:
            async with (
                open_bot(settings, alarms=False) as bot,
                _watched(bot, setup),
                _at_work(bot, settings.telegram, role, on_rival, alone),
            ):
                begun.set()
                setup.say("run.running", name=bot.application.bot.username)
                await stopped.wait()

    settings = setup.settings
    level = getLevelNamesMapping()[settings.operating.log_level.upper()]
    start_logs(settings.operating.log_form, level)
    await _until(stopped, begun, work())
    if rival.is_set():
        raise Failure("run.rival")
    if not begun.is_set():
        setup.note("run.stopped_early")


async def _until(
    stopped: asyncio.Event, begun: asyncio.Event, work: Coroutine[None, None, None]
) -> None:
    """Work to the end, which a stop gives it time for once it has begun, and not before."""
    working, stop = asyncio.create_task(work), asyncio.create_task(stopped.wait())
    await asyncio.wait([working, stop], return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if not begun.is_set():
        working.cancel()
    with suppress(asyncio.CancelledError):
        await working


@asynccontextmanager
async def _watched(bot: Bot, setup: Setup) -> AsyncIterator[None]:
    """Answer those who watch, where the settings say so. Raises Failure."""
    address = setup.settings.operating.listen
    async with AsyncExitStack() as watching:
        if address is not None:
            site = watched_at(address, bot.desk.sessions, bot.gauges, bot.clock)
            try:
                await watching.enter_async_context(site)
            except OSError as error:
                raise Failure("run.cannot_listen", at=address, why=error.strerror) from error
        yield


@asynccontextmanager
async def _at_work(
    bot: Bot, telegram: Telegram, role: Role, on_rival: OnEnd, alone: bool
) -> AsyncIterator[None]:
    try:
        async with at_work(bot, telegram, role, on_rival, alone=alone):
            yield
    except CannotListen as error:
        at = telegram.webhook_listen
        raise Failure("run.cannot_be_called", at=at, why=error) from error


@contextmanager
def sole_process(url: str, role: Role) -> Iterator[bool]:
    """Whether the process has its database to itself: a file is one's own until it ends.

    Raises Failure when another has the file, or when the role is for one of several.
    """
    place = read_url(url)
    if place.get_backend_name() != "sqlite":
        yield False
        return
    if role is not Role.ALL:
        raise Failure("run.needs_server", role=role.value)
    lock = FileLock(f"{place.database}.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise Failure("run.already", file=place.database) from error
    with lock:
        yield True


def stop_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(number, stopped.set)
    return stopped
