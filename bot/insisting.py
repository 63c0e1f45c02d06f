"""Calls without which the bot cannot begin, made again while Telegram has a hiccup."""

from collections.abc import Awaitable, Callable

import structlog
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.clock import Sleep
from bot.pacing import seconds_of

log = structlog.get_logger()

# Seconds between the tries: short enough to be told to stop in, long enough for a network that
# comes up after the machine. Whoever watches over the program starts it again after that.
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)


async def insist(call: Callable[[], Awaitable[object]], sleep: Sleep) -> None:
    """Make a call that may be repeated, and again after each pause while no answer comes.

    Telegram's own time to wait is kept to. Raises TelegramError: at once where Telegram refuses,
    else when the last try failed as well.
    """
    for pause in PAUSES:
        try:
            await call()
        except BadRequest:  # which counts as trouble of the network there, but is an answer
            raise
        except (NetworkError, RetryAfter) as error:
            wait = max(pause, seconds_of(error)) if isinstance(error, RetryAfter) else pause
            log.warning("telegram does not answer yet", why=error.message, pause=wait)
            await sleep(wait)
        else:
            return
    await call()
