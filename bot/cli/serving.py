"""The bot at work, and whatever else runs until it is told to stop."""

import asyncio
import signal
from contextlib import suppress

from bot.cli.failing import Failure
from bot.cli.network import reaching
from bot.cli.setup import Setup
from bot.composition import open_bot, polling
from bot.logs import start_logs


async def serve(setup: Setup) -> None:
    """Run the bot until SIGINT or SIGTERM, or until another one takes its updates."""
    stopped, rival = stop_signal(), asyncio.Event()

    def on_rival() -> None:
        rival.set()
        stopped.set()

    start_logs()
    with reaching(setup.settings.telegram):
        async with open_bot(setup.settings) as bot, polling(bot, on_rival):
            setup.say("run.running", name=bot.application.bot.username)
            await stopped.wait()
    if rival.is_set():
        raise Failure("run.rival")


def stop_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(number, stopped.set)
    return stopped
