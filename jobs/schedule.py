"""The alarm clock. APScheduler only rings; what is owed stands in the database."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent

from jobs.deliver import deliver_due
from jobs.desk import Desk
from jobs.digest import plan_office
from jobs.forget import forget_old
from jobs.health import plan_health
from jobs.redraw import redraw_due
from jobs.remind import fold_late, plan_cards
from jobs.tidy import tidy, turn_lamps
from storage.standings import is_outdated

log = structlog.get_logger()
Clock = Callable[[], datetime]

# Messages sent before the clock is read again.
AT_ONCE = 200
SOON = timedelta(seconds=1)


async def tick(desk: Desk, now: datetime, most: int | None = None) -> int:
    """One look at what is owed; safe to call at any moment, any number of times.

    Returns how many messages were worked off, of which there are at most `most`.
    """
    async with desk.sessions.begin() as session:
        await tidy(session, desk.rules, now)
        await plan_cards(session, desk.rules, now)
        await plan_office(session, desk, now)
        await plan_health(session, desk, now)
        outdated = await is_outdated(session, desk.rules)
    if outdated:
        await turn_lamps(desk.sessions, desk.rules)
    await forget_old(desk, now)
    await fold_late(desk, now)
    return await deliver_due(desk, now, most)


def set_alarms(scheduler: Any, desk: Desk, clock: Clock) -> None:
    """Ring every 20 seconds for what is owed and every second for cards to be redrawn.

    The library's default grace of one second would drop a ring that comes late; nothing hangs
    on a single ring here, so all grace is given and missed ones become one. Each job says so
    itself, because python-telegram-bot configures the scheduler anew.
    """

    async def work_off() -> None:
        while await tick(desk, clock(), AT_ONCE) >= AT_ONCE:
            pass

    async def draw() -> None:
        await redraw_due(desk, clock())

    grace = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    for name, ring, seconds in (("tick", work_off, 20), ("redraw", draw, 1)):
        scheduler.add_job(
            ring, "interval", seconds=seconds, id=name, next_run_time=clock(), **grace
        )
    scheduler.add_listener(_report, EVENT_JOB_ERROR | EVENT_JOB_MISSED)


def stop_alarms(scheduler: Any) -> None:
    """Ring no longer; what an alarm is at goes on."""
    scheduler.remove_all_jobs()
    scheduler.remove_listener(_report)


def ring_soon(scheduler: Any, now: datetime) -> None:
    """Let the next look at what is owed be taken within a second, where the alarms are set.

    It is one look for all who ask meanwhile.
    """
    job = scheduler.get_job("tick")
    if job is not None and job.next_run_time > now + SOON:
        job.modify(next_run_time=now + SOON)


def _report(event: JobExecutionEvent) -> None:
    log.error("job failed", job=event.job_id, exc_info=event.exception)
