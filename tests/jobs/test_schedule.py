"""The alarm clock rings for what the database holds, and no ring is lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from apscheduler.events import JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import select
from structlog.testing import capture_logs

from jobs import schedule
from jobs.desk import Desk
from jobs.schedule import ring_soon, set_alarms, stop_alarms, tick
from plan.notices import Owing
from storage import outbox
from storage.schema import OutboxRow
from tests.jobs.conftest import Recorder
from tests.storage.builders import BUREAU, at, group, plan_of, save, task

NINE = at("2012-11-09 09:00")


class Clock:
    """The time of the plan, which a test moves; the scheduler itself runs by the real one."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)  # noqa: TID251  (rings are due by the scheduler's own clock)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def scheduler() -> AsyncIterator[AsyncIOScheduler]:
    """A scheduler that is started only where its clock stands still."""
    made = AsyncIOScheduler(timezone=UTC)
    yield made
    if made.running:
        made.shutdown(wait=False)
        await asyncio.sleep(0)


async def test_all_alarms_give_every_grace(
    desk: Desk, scheduler: AsyncIOScheduler, clock: Clock
) -> None:
    set_alarms(scheduler, desk, clock)
    scheduler.start(paused=True)
    jobs = {job.id: job for job in scheduler.get_jobs()}
    assert set(jobs) == {"tick", "redraw"}
    for job in jobs.values():
        assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)
        assert job.next_run_time == clock.now


async def test_each_ring_does_its_work_to_the_end(
    desk: Desk, scheduler: AsyncIOScheduler, clock: Clock
) -> None:
    """Also when more is owed than is sent between two looks at the clock."""
    clock.now = NINE
    async with desk.sessions.begin() as session:
        chats = [await group(session, -2000 - n) for n in range(schedule.AT_ONCE + 5)]
        await outbox.owe(session, chats, Owing.MOVED, NINE.date(), NINE, subject=chats[0])
    set_alarms(scheduler, desk, clock)
    for name in ("tick", "redraw"):
        await scheduler.get_job(name).func()
    async with desk.sessions() as session:
        assert await outbox.next_due(session) is None


def test_stopped_alarms_ring_no_longer(
    desk: Desk, scheduler: AsyncIOScheduler, clock: Clock
) -> None:
    set_alarms(scheduler, desk, clock)
    stop_alarms(scheduler)
    assert scheduler.get_jobs() == []


async def test_many_messages_are_sent_in_stretches(desk: Desk) -> None:
    async with desk.sessions.begin() as session:
        await save(session, plan_of(task("1", date(2012, 11, 16))), NINE)
        chats = [await group(session, -2000 - n) for n in range(5)]
        await outbox.owe(session, chats, Owing.DIGEST, NINE.date(), NINE)
    assert [await tick(desk, NINE, most=2) for _ in range(4)] == [2, 2, 2, 0]
    async with desk.sessions() as session:
        states = (await session.scalars(select(OutboxRow.state))).all()
    assert set(states) <= {"sent", "skipped"}


async def test_a_tick_twice_does_nothing_twice(desk: Desk, network: Recorder) -> None:
    async with desk.sessions.begin() as session:
        await save(session, plan_of(task("1", date(2012, 11, 16))), at("2012-10-10 10:00"))
        await group(session, -1001, BUREAU)
    await tick(desk, NINE)
    assert await tick(desk, NINE) == 0
    assert network.chats == [-1001]


async def test_all_who_ring_share_one_look(
    desk: Desk, scheduler: AsyncIOScheduler, clock: Clock
) -> None:
    ring_soon(scheduler, clock.now)  # where no alarms are set, nothing rings
    set_alarms(scheduler, desk, clock)
    scheduler.start(paused=True)
    job, second = scheduler.get_job("tick"), timedelta(seconds=1)
    ring_soon(scheduler, clock.now)
    assert job.next_run_time == clock.now  # it was about to ring anyway
    job.modify(next_run_time=clock.now + 20 * second)
    for n in (0, 0.5):
        ring_soon(scheduler, clock.now + n * second)
        assert job.next_run_time == clock.now + second


def test_a_failed_ring_is_told_to_the_operator() -> None:
    event = JobExecutionEvent(1, "tick", "default", NINE, exception=RuntimeError("disk full"))
    with capture_logs() as logs:
        schedule._report(event)
    (line,) = logs
    assert (line["job"], line["exc_info"]) == ("tick", event.exception)
    assert line["log_level"] == "error"
