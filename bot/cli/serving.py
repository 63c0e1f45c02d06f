"""The bot at work, and whatever else runs until it is told to stop."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from bot.cli.failing import Failure
from bot.cli.network import reaching
from bot.cli.setup import Setup
from bot.composition import Bot, open_bot, polling
from bot.health import watched_at
from bot.logs import start_logs


async def serve(setup: Setup) -> None:
    """Run the bot until SIGINT or SIGTERM, or until another one takes its updates."""
    stopped, rival = stop_signal(), asyncio.Event()

    def on_rival() -> None:
        rival.set()
        stopped.set()

    start_logs()
    with reaching(setup.settings.telegram):
        async with open_bot(setup.settings) as bot, _watched(bot, setup), polling(bot, on_rival):
            setup.say("run.running", name=bot.application.bot.username)
            await stopped.wait()
    if rival.is_set():
        raise Failure("run.rival")


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


def stop_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(number, stopped.set)
    return stopped
