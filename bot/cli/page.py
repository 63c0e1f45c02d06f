"""The page of a rehearsal in the browser."""

import asyncio
import os
import sys
import webbrowser
from datetime import date
from pathlib import Path

from bot.cli.failing import Failure
from bot.cli.playing import beginning, read_plan, rehearsal
from bot.cli.serving import stop_signal
from bot.cli.setup import Setup
from rehearsal.page import PortTaken, open_page

PORT = 8520
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


async def show_page(setup: Setup, file: Path, first: date | None, port: int | None) -> None:
    """Serve the page on 127.0.0.1 until SIGINT or SIGTERM.

    Without a port it takes the usual one, or a free one when that is taken.
    """
    plan, stopped = read_plan(setup, file), stop_signal()
    async with rehearsal(setup, plan, first or beginning(plan)) as opened:
        try:
            async with open_page(opened.theatre, (port,) if port else (PORT, 0)) as url:
                setup.say("demo.open", url=url)
                await _open_browser(url)
                await stopped.wait()
        except PortTaken as error:
            raise Failure("demo.port_taken", port=port) from error


async def _open_browser(url: str) -> None:
    """Show the page where there is somebody to see it."""
    has_screen = sys.platform in ("darwin", "win32") or any(map(os.environ.get, SCREENS))
    if sys.stdout.isatty() and has_screen:
        await asyncio.to_thread(webbrowser.open, url)
