"""`duban` with a command that kills the process it is handled by, to be run by itself."""

import os
import signal

from telegram import Update

from bot import application
from bot.cli import app
from bot.context import Context

COMMAND = "my"


async def die(update: Update, context: Context) -> None:
    """As a fault of the memory or of a library would end it."""
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    application.COMMANDS[COMMAND] = die
    app()
