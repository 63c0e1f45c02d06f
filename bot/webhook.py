"""Taking updates where Telegram brings them. It repeats what was not answered with 200, so that is
answered only once an update is stored."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import TelegramError

from bot.clock import Clock
from bot.config_values import Address
from bot.inbox import JSON, Inbox

log = structlog.get_logger()

SECRET = "X-Telegram-Bot-Api-Secret-Token"
WATCHED_EVERY = 20.0  # seconds
TROUBLE_LASTS = timedelta(minutes=1)
LARGEST = 4 << 20  # bytes; Telegram's are some thousand


class CannotListen(Exception):
    """The address of the webhook cannot be had; the message says why."""


def secret_of(token: str) -> str:
    """What Telegram proves itself with: known to every process that has the token."""
    return hmac.digest(token.encode(), b"duban webhook", "sha256").hex()


@asynccontextmanager
async def listening(address: Address, inbox: Inbox, secret: str) -> AsyncIterator[None]:
    """Updates that are brought to `address` go into the inbox until the block is left.

    Raises CannotListen where the address cannot be had.
    """
    site = web.Application(client_max_size=LARGEST)
    site.router.add_post("/{path:.*}", _Hook(inbox, secret).take)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, address.host, address.port).start()
        except OSError as error:
            raise CannotListen(error.strerror) from error
        yield
    finally:
        await runner.cleanup()


async def watch(
    bot: Bot,
    url: str,
    clock: Clock,
    on_rival: Callable[[], None],
    heard: Callable[[], Awaitable[None]],
) -> None:
    """Ask Telegram now and then whether it still reaches `url`, and if so call `heard`.

    `on_rival` is called when it brings the updates elsewhere by now.
    """
    while True:
        try:
            known = await bot.get_webhook_info()
            if known.url != url:
                return on_rival()
            failed = known.last_error_date
            if failed is None or clock() - failed > TROUBLE_LASTS:
                await heard()
        except (TelegramError, SQLAlchemyError) as error:
            log.warning("webhook not watched", why=type(error).__name__)
        await asyncio.sleep(WATCHED_EVERY)


class _Hook:
    def __init__(self, inbox: Inbox, secret: str) -> None:
        self._inbox, self._secret = inbox, secret.encode()
        self._waiting: list[JSON] = []
        self._next: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def take(self, request: web.Request) -> web.Response:
        """200 once the update is stored; 403 to anybody but Telegram."""
        given = request.headers.get(SECRET, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            log.warning("webhook called without the secret", by=request.remote)
            return web.Response(status=403)
        try:
            update = await request.json()
        except ValueError:
            return web.Response(status=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return web.Response(status=400)
        try:
            await self._keep(update)
        except SQLAlchemyError as error:
            log.warning("update not stored", why=type(error).__name__)
            return web.Response(status=503)
        return web.Response()

    async def _keep(self, update: JSON) -> None:
        """Store an update, in one transaction with all that come until it is its turn."""
        self._waiting.append(update)
        if self._next is None:
            self._next = asyncio.create_task(self._store())
        await asyncio.shield(self._next)

    async def _store(self) -> None:
        async with self._turn:
            await self._inbox.room()
            together, self._waiting, self._next = self._waiting, [], None
            await self._inbox.take_in(together)
