"""The composition root: settings in, a bot with its database, words and alarm clock out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib.metadata import version

from telegram.ext import JobQueue
from telegram.request import BaseRequest, HTTPXRequest

from bot.application import UPDATES, App, build_application, handling, name_commands
from bot.clock import Clock, Sleep, system_clock
from bot.config import Settings, Telegram
from bot.context import Context, Deps
from bot.gauges import Gauges, free_space
from bot.inbox import Inbox
from bot.insisting import insist
from bot.pacing import Pacer
from bot.polling import Heard, PollingBot, hear_nothing, poll
from bot.sending import Telegraph
from bot.strangers import Guests
from bot.watched import Watched, count_handling, count_looks
from bot.webhook import listening, secret_of, watch
from jobs.desk import Desk, Keeping, Watch
from jobs.outage import renew, stay_alive
from jobs.redraw import redraw_due
from jobs.restored import settle_restored
from jobs.schedule import ring_soon, set_alarms, tick
from render.texts import load_texts
from storage.engine import open_database
from storage.migrate import migrate

# Polling waits for updates in a connection of its own. So many carry the rate of sending also where
# an answer takes half a second; more of them only cost processor time.
CONNECTIONS = 16
# Seconds a call waits for one of them; given up then, it was not made.
CONNECTION_WITHIN = 10.0
HOOKS = 100  # updates Telegram brings at once, as many as it can


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot ready to run: the application, what the jobs work with, and how to ring for them.

    `sleep` lets the pauses pass between two tries to start, or to fetch updates.
    """

    application: App
    telegram: PollingBot
    inbox: Inbox
    desk: Desk
    clock: Clock
    gauges: Gauges
    pacer: Pacer
    sleep: Sleep

    async def ring(self, *, leapt: bool = False) -> None:
        """Do what is owed now, as the alarm clock would.

        `leapt` says that the clock was moved, so that the time between is no downtime.
        """
        await (renew if leapt else stay_alive)(self.desk, self.clock())
        await tick(self.desk, self.clock())
        await redraw_due(self.desk, self.clock())

    async def idle(self) -> None:
        """Wait until every update that was taken from Telegram is worked off."""
        await self.inbox.idle()


def make_request(settings: Settings) -> BaseRequest:
    """How calls reach Telegram."""
    return HTTPXRequest(
        connection_pool_size=CONNECTIONS,
        pool_timeout=CONNECTION_WITHIN,
        proxy=settings.telegram.proxy,
    )


def make_bot(
    settings: Settings,
    request: Callable[[Settings], BaseRequest],
    pacer: Pacer | None = None,
) -> PollingBot:
    """python-telegram-bot's own bot, aimed at the configured server and paced by the settings."""
    url = settings.telegram.api_url.rstrip("/")
    return PollingBot(
        settings.telegram.token.get_secret_value(),
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=request(settings),
        get_updates_request=request(settings),
        rate_limiter=pacer or Pacer(settings.telegram.rates),
    )


def make_watch(settings: Settings, gauges: Gauges) -> Watch:
    """What those who run the machine are told, and by whom it is counted."""
    operating = settings.operating
    return Watch(
        operating.people or settings.office.people[:1],
        operating.health_at,
        timedelta(days=operating.backup_days) or None,
        gauges.version,
        gauges.note_sent,
        gauges.refused_lately,
        partial(free_space, settings.database.evidence),
    )


def make_keeping(settings: Settings) -> Keeping:
    """How long is kept what is not kept for ever."""
    days = settings.retention
    return Keeping(
        timedelta(days=days.sendings_days) or None,
        timedelta(days=days.words_days) or None,
        timedelta(days=days.evidence_days) or None,
        settings.database.evidence,
    )


def _make_desk(deps: Deps, gauges: Gauges) -> Desk:
    settings = deps.settings
    return Desk(
        deps.sessions,
        deps.telegraph,
        deps.texts,
        deps.rules,
        settings.language.default,
        settings.office.people,
        settings.office.digest_at,
        make_watch(settings, gauges),
        make_keeping(settings),
    )


@asynccontextmanager
async def open_bot(
    settings: Settings,
    clock: Clock = system_clock,
    *,
    request: Callable[[Settings], BaseRequest] = make_request,
    pacer: Pacer | None = None,
    alarms: bool = True,
    sleep: Sleep = asyncio.sleep,
) -> AsyncIterator[Bot]:
    """A bot on a migrated database; without `alarms` somebody else rings for what is owed.

    A `clock` that stands until it is moved wants a `pacer` of its own.

    Raises SchemaError when the database cannot be used.
    """
    await asyncio.to_thread(migrate, settings.database.url, clock())
    texts, queue = load_texts(), JobQueue[Context]()
    async with open_database(settings.database.url) as sessions:
        gauges = Gauges(version("duban"), clock())

        def note(method: str, status: int) -> None:
            gauges.note_call(method, status, clock())

        paced = pacer or Pacer(settings.telegram.rates)
        bot = make_bot(settings, lambda settings: Watched(request(settings), note), paced)
        telegraph = Telegraph(bot)

        def ring() -> None:
            ring_soon(queue.scheduler, clock())

        guests = Guests(**settings.strangers.model_dump())
        deps = Deps(sessions, clock, telegraph, texts, settings, settings.rules, ring, guests)
        desk = _make_desk(deps, gauges)
        await settle_restored(desk, clock())
        if alarms:
            set_alarms(queue.scheduler, desk, clock)
        application = build_application(bot, deps, queue)
        count_looks(queue.scheduler, gauges, clock)
        how = count_handling(application, handling(application, deps), gauges)
        inbox = Inbox(sessions, clock, how, settings.inbox.attempts)
        application.bot_data["in_hand"] = inbox.in_hand
        yield Bot(application, bot, inbox, desk, clock, gauges, paced, sleep)


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[None]:
    """The application at work; at the end it works off the updates it has in hand.

    Raises TelegramError when Telegram refuses the token or stays out of reach.
    """
    application = bot.application
    await insist(bot.telegram.initialize, bot.sleep)
    async with application:
        await name_commands(bot.telegram, bot.desk.words(None))
        await application.start()
        try:
            yield
        finally:
            await bot.inbox.stop()
            await application.stop()


@asynccontextmanager
async def fetching(
    bot: Bot, on_rival: Callable[[], None], heard: Heard = hear_nothing
) -> AsyncIterator[None]:
    """Updates are fetched into the inbox of a running bot until the block is left.

    `on_rival` is called when another program polls with the same token: two would take each
    other's updates. It is put up with once. After every answer of Telegram's `heard` is called.
    """
    await insist(bot.telegram.delete_webhook, bot.sleep)
    async with meanwhile(poll(bot.telegram, bot.inbox, UPDATES, on_rival, heard, bot.sleep)):
        yield


@asynccontextmanager
async def hooked(
    bot: Bot, settings: Telegram, on_rival: Callable[[], None], heard: Heard
) -> AsyncIterator[None]:
    """Telegram brings updates into the inbox of a running bot, also after the block is left: then
    to another process, or to the next.

    `on_rival` is called when another program has them brought elsewhere; `heard` now and then while
    Telegram reaches us. Raises CannotListen.
    """
    address, url = settings.webhook_listen, settings.webhook_url
    assert address is not None  # checked with the settings, and so is the other
    assert url is not None
    secret = secret_of(settings.token.get_secret_value())
    async with listening(address, bot.inbox, secret):
        ask = partial(bot.telegram.set_webhook, url, secret_token=secret, max_connections=HOOKS)
        await insist(partial(ask, allowed_updates=UPDATES), bot.sleep)
        async with meanwhile(watch(bot.telegram, url, bot.clock, on_rival, heard)):
            yield


@asynccontextmanager
async def polling(bot: Bot, on_rival: Callable[[], None]) -> AsyncIterator[None]:
    """The bot of a database it has to itself, running, and fetching updates: see `fetching`."""
    async with running(bot):
        await bot.inbox.take_up()
        async with fetching(bot, on_rival):
            yield


@asynccontextmanager
async def meanwhile(task: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """What runs beside the block and ends with it."""
    beside = asyncio.create_task(task)
    try:
        yield
    finally:
        beside.cancel()
        await asyncio.wait([beside])
