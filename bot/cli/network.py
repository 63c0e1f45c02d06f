"""Asking Telegram on behalf of a command, its refusals told in one sentence.

Import it where it is needed: it brings the whole bot, which most commands do without.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.cli.failing import Failure
from bot.composition import make_bot, make_request
from bot.config import Settings, Telegram


@contextmanager
def reaching(telegram: Telegram) -> Iterator[None]:
    """Raises Failure when there is no token, Telegram refuses it or is out of reach."""
    token = telegram.token.get_secret_value()
    if not token:
        raise Failure("run.no_token")
    try:
        yield
    except InvalidToken as error:  # its own message names the token
        raise Failure("run.token_refused") from error
    except TelegramError as error:
        why = error.message.replace(token, "…")
        raise Failure("run.unreachable", url=telegram.api_url, why=why) from error


@asynccontextmanager
async def known_bot(settings: Settings) -> AsyncIterator[Bot]:
    """The bot of the configured token, as Telegram knows it. Raises Failure."""
    with reaching(settings.telegram):
        async with make_bot(settings, make_request) as bot:
            yield bot
