"""Being in charge of a part of the work: one process is, the others stand by."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError

from storage import leases
from storage.engine import Sessions

log = structlog.get_logger()

RENEWED = 1.5  # seconds between two renewals, and between two tries of one that stands by
Work = Callable[[], AbstractAsyncContextManager[None]]


def fenced(sessions: Sessions, name: str, owner: str) -> Sessions:
    """Sessions that commit only while the lease is `owner`'s; otherwise NotInCharge is raised.

    A process that was paused and wakes up may believe to be in charge.
    """
    return sessions.ending_with(partial(leases.check, name=name, owner=owner))


def _nothing() -> None:
    """What is done while standing by unless something else is asked for."""


async def in_charge(
    sessions: Sessions,
    name: str,
    owner: str,
    work: Work,
    standing_by: Callable[[], None] = _nothing,
) -> None:
    """Be at `work` whenever the lease is ours and stand by otherwise, until cancelled.

    `standing_by` is called now and then while another process that lives is in charge.
    """
    try:
        while True:
            await _stand_by(sessions, name, owner, standing_by)
            log.info("in charge", of=name)
            async with work():
                await _keep(sessions, name, owner)
            log.warning("no longer in charge", of=name)
    finally:
        async with sessions.begin() as session:
            await leases.release(session, name, owner)


async def _stand_by(
    sessions: Sessions, name: str, owner: str, standing_by: Callable[[], None]
) -> None:
    """Wait until nobody else has the lease."""
    while True:
        gained = await _gain(sessions, name, owner)
        if gained:
            return
        if gained is False:
            standing_by()
        await asyncio.sleep(RENEWED)


async def _keep(sessions: Sessions, name: str, owner: str) -> None:
    """Renew the lease until that does not succeed in time, or another process has it."""
    loop = asyncio.get_running_loop()
    last = loop.time()
    while loop.time() - last < leases.LASTS.total_seconds():
        await asyncio.sleep(RENEWED)
        began = loop.time()
        gained = await _gain(sessions, name, owner)
        if gained:
            last = began
        elif gained is False:
            return


async def _gain(sessions: Sessions, name: str, owner: str) -> bool | None:
    """Whether the lease is ours; None while the database is out of reach."""
    try:
        async with sessions.begin() as session:
            return await leases.gain(session, name, owner)
    except SQLAlchemyError as error:
        log.warning("lease not renewed", of=name, why=type(error).__name__)
        return None
