"""`duban run`: the bot at work, until it is told to stop."""

import asyncio
import signal
from contextlib import suppress

import typer
from telegram.error import InvalidToken, NetworkError

from bot.cli.failing import Failure
from bot.cli.setup import ConfigOption, Setup, set_up
from bot.composition import open_bot, polling
from bot.logs import start_logs


def run(context: typer.Context, config: ConfigOption = None) -> None:
    """Poll for updates and send what is owed."""
    setup = set_up(context, config)
    if not setup.settings.telegram.token.get_secret_value():
        raise Failure("run.no_token")
    start_logs()
    asyncio.run(serve(setup))


async def serve(setup: Setup) -> None:
    """Run the bot until SIGINT or SIGTERM, or until another one takes its updates."""
    stopped, rival = asyncio.Event(), asyncio.Event()

    def on_rival() -> None:
        rival.set()
        stopped.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(number, stopped.set)
    try:
        async with open_bot(setup.settings) as bot, polling(bot, on_rival):
            me = bot.application.bot.username
            typer.echo(setup.texts.plain("run.running", name=me))
            await stopped.wait()
    except InvalidToken as error:
        raise Failure("run.token_refused") from error
    except NetworkError as error:
        url = setup.settings.telegram.api_url
        raise Failure("run.unreachable", url=url, why=error.message) from error
    if rival.is_set():
        raise Failure("run.rival")
