"""The page's own server on 127.0.0.1: its files, what it is told, and what it may do."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from secrets import token_urlsafe

from aiohttp import web

from rehearsal.line import HOST
from rehearsal.page.conductor import Conductor
from rehearsal.page.doing import Doing
from rehearsal.page.feed import Feed
from rehearsal.page.guard import add_headers, make_guard
from rehearsal.page.liaisons import Liaisons
from rehearsal.page.routes import Reading
from rehearsal.page.theatre import Theatre
from rehearsal.page.tour import Tour
from rehearsal.page.troubles import Troubles

PATIENCE = 5.0  # seconds until what somebody asked for is broken off when the page closes
UPLOAD_LIMIT = 21 * 1024 * 1024


class PortTaken(Exception):
    """Another program listens on every port that was asked for."""


@asynccontextmanager
async def open_page(theatre: Theatre, ports: Sequence[int] = (0,)) -> AsyncIterator[str]:
    """Serve the page and let its clock go; yields the address.

    The first free one of `ports` is taken, 0 is any. Raises PortTaken.
    """
    token, feed = token_urlsafe(24), Feed(theatre)
    conductor = Conductor(theatre, feed.tell)
    troubles = Troubles(theatre, conductor)
    liaisons = Liaisons(theatre, conductor)
    reading = Reading(theatre, feed, conductor, troubles, liaisons, token)
    doing = Doing(theatre, conductor, troubles, liaisons, Tour(theatre, conductor, liaisons))
    app = make_app(reading, doing, token)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=PATIENCE)
    await runner.setup()
    try:
        await _listen(runner, ports)
        with theatre.world.watched(feed.see), theatre.world.watched(liaisons.see):
            async with _running(conductor):
                yield f"http://{HOST}:{runner.addresses[0][1]}/"
    finally:
        feed.close()
        await runner.cleanup()


def make_app(reading: Reading, doing: Doing, token: str) -> web.Application:
    """The application: every request passes the guard."""
    app = web.Application(middlewares=[make_guard(token)], client_max_size=UPLOAD_LIMIT)
    app.on_response_prepare.append(add_headers)
    app.add_routes([*reading.table(), *doing.table()])
    return app


async def _listen(runner: web.AppRunner, ports: Sequence[int]) -> None:
    for port in ports:
        with suppress(OSError):
            await web.TCPSite(runner, HOST, port).start()
            return
    raise PortTaken


@asynccontextmanager
async def _running(conductor: Conductor) -> AsyncIterator[None]:
    running = asyncio.create_task(conductor.run())
    try:
        yield
    finally:
        await conductor.close()
        await running
