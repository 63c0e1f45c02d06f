"""The alarm clock. APScheduler only rings; what is owed stands in the database."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent

from jobs.deliver import deliver_due
from jobs.desk import Desk
from jobs.digest import plan_office
from jobs.redraw import redraw_due
from jobs.remind import fold_late, plan_cards
from jobs.tidy import tidy

log = structlog.get_logger()
Clock = Callable[[], datetime]


async def tick(desk: Desk, now: datetime) -> int:
    """One look at what is owed; safe to call at any moment, any number of times.

    Returns how many messages were worked off.
    """
    await tidy(desk, now)
    await plan_cards(desk, now)
    await plan_office(desk, now)
    await fold_late(desk, now)
    return await deliver_due(desk, now)


def set_alarms(scheduler: Any, desk: Desk, clock: Clock) -> None:
    """Ring every 20 seconds for what is owed and every second for cards to be redrawn.

    The library's default grace of one second would drop a ring that comes late; nothing hangs
    on a single ring here, so all grace is given and missed ones become one.
    """
    scheduler.configure(
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    scheduler.add_job(_ring(tick, desk, clock), "interval", seconds=20, id="tick")
    scheduler.add_job(_ring(redraw_due, desk, clock), "interval", seconds=1, id="redraw")
    scheduler.add_listener(_report, EVENT_JOB_ERROR | EVENT_JOB_MISSED)


def ring_soon(scheduler: Any, now: datetime) -> None:
    """Let the next look at what is owed be taken at once, where the alarms are set."""
    if job := scheduler.get_job("tick"):
        job.modify(next_run_time=now)


def _ring(
    step: Callable[[Desk, datetime], Awaitable[int]], desk: Desk, clock: Clock
) -> Callable[[], Awaitable[None]]:
    async def ring() -> None:
        await step(desk, clock())

    return ring


def _report(event: JobExecutionEvent) -> None:
    log.error("job failed", job=event.job_id, error=repr(event.exception))
