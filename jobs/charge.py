"""Being in charge of a part of the work: one process is, the others stand by."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Charge:
    """What `owner` wants to be in charge of; whenever it tries, `hear` is told who has what."""

    sessions: Sessions
    name: str
    owner: str
    hear: Callable[[Mapping[str, str]], None]

    async def gain(self) -> bool | None:
        """Whether the lease is ours; None while the database is out of reach."""
        try:
            async with self.sessions.begin() as session:
                gained = await leases.gain(session, self.name, self.owner)
                living = await leases.living(session)
        except SQLAlchemyError as error:
            log.warning("lease not renewed", of=self.name, why=type(error).__name__)
            return None
        self.hear(living)
        return gained

    async def release(self) -> None:
        """Let go of it, so that nobody has to wait."""
        async with self.sessions.begin() as session:
            await leases.release(session, self.name, self.owner)


async def in_charge(charge: Charge, work: Work, standing_by: Callable[[], None] = _nothing) -> None:
    """Be at `work` whenever the lease is ours and stand by otherwise, until cancelled.

    `standing_by` is called now and then while another process that lives is in charge.
    """
    try:
        while True:
            await _stand_by(charge, standing_by)
            log.info("in charge", of=charge.name)
            async with work():
                await _keep(charge)
            log.warning("no longer in charge", of=charge.name)
    finally:
        await charge.release()


async def _stand_by(charge: Charge, standing_by: Callable[[], None]) -> None:
    """Wait until nobody else has the lease."""
    while True:
        gained = await charge.gain()
        if gained:
            return
        if gained is False:
            standing_by()
        await asyncio.sleep(RENEWED)


async def _keep(charge: Charge) -> None:
    """Renew the lease until that does not succeed in time, or another process has it."""
    loop = asyncio.get_running_loop()
    last = loop.time()
    while loop.time() - last < leases.LASTS.total_seconds():
        await asyncio.sleep(RENEWED)
        began = loop.time()
        gained = await charge.gain()
        if gained:
            last = began
        elif gained is False:
            return
