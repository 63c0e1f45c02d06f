"""`/healthz` and `/metrics`, for whoever watches over the bot on its machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.config_values import Address
from bot.gauges import DAY, STATES, Gauges
from plan.health import Pulse, ailments
from storage import health
from storage.engine import Sessions, reading
from storage.inbox import count_aside

log = structlog.get_logger()

PATIENCE = 5.0  # seconds with the database


@asynccontextmanager
async def watched_at(
    address: Address, sessions: Sessions, gauges: Gauges, clock: Clock
) -> AsyncIterator[int]:
    """Answer at `address` while the block runs, which is told the port (any, where it is 0).

    Raises OSError where the address cannot be had.
    """
    site = web.Application()
    watch = _Watch(sessions, gauges, clock)
    site.add_routes([web.get("/healthz", watch.healthz), web.get("/metrics", watch.metrics)])
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, address.host, address.port).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


class _Watch:
    def __init__(self, sessions: Sessions, gauges: Gauges, clock: Clock) -> None:
        self._sessions, self._gauges, self._clock = sessions, gauges, clock

    async def healthz(self, _request: web.Request) -> web.Response:
        """200 when all is well, 503 with what is not."""
        well = await self._answers()
        last, now = self._gauges.last, self._clock()
        wrong = ailments(Pulse(last.sending, last.receiving, well), now)
        told = {"ok": not wrong, "wrong": wrong, "version": version("duban")}
        return web.json_response(told, status=503 if wrong else 200)

    async def metrics(self, _request: web.Request) -> web.Response:
        """The measures for Prometheus; those of a database that is away stay as they were."""
        with suppress(SQLAlchemyError, TimeoutError):
            await self._count()
        content = generate_latest(self._gauges.registry)
        return web.Response(body=content, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _answers(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE), reading(self._sessions) as session:
                await session.execute(select(1))
        except (SQLAlchemyError, TimeoutError) as error:
            log.warning("the database does not answer", error=type(error).__name__)
            return False
        return True

    async def _count(self) -> None:
        now, gauges = self._clock(), self._gauges
        async with asyncio.timeout(PATIENCE), reading(self._sessions) as session:
            states = await health.count_states(session)
            oldest = await health.oldest_due(session, now)
            stale = await health.count_stale(session, now)
            waiting = await health.count_waiting_updates(session)
            aside = await count_aside(session, now - DAY)
        for state in STATES:
            gauges.rows.labels(state).set(states.get(state, 0))
        gauges.oldest.set((now - oldest).total_seconds() if oldest else 0)
        gauges.stale.set(stale)
        gauges.waiting.set(waiting)
        gauges.aside.set(aside)
