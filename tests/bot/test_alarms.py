"""The alarm clock as the real Application sets it."""

from datetime import timedelta

from bot.clock import system_clock
from bot.composition import open_bot
from bot.config import Settings
from jobs.schedule import ring_soon


def settings_for(database: str) -> Settings:
    return Settings.model_validate({"telegram": {"token": "1:TEST"}, "database": {"url": database}})


async def test_no_ring_is_dropped_for_coming_late(database: str) -> None:
    async with open_bot(settings_for(database)) as bot:
        assert bot.application.job_queue is not None
        scheduler = bot.application.job_queue.scheduler
        scheduler.start(paused=True)
        jobs = scheduler.get_jobs()
        assert {job.id for job in jobs} >= {"tick", "redraw"}
        assert {(job.misfire_grace_time, job.coalesce) for job in jobs} == {(None, True)}
        scheduler.shutdown()


async def test_many_who_ask_for_a_look_get_one_within_a_second(database: str) -> None:
    async with open_bot(settings_for(database)) as bot:
        assert bot.application.job_queue is not None
        scheduler = bot.application.job_queue.scheduler
        scheduler.start(paused=True)
        now = system_clock()
        scheduler.get_job("tick").modify(next_run_time=now + timedelta(seconds=20))
        for ask in range(3):
            ring_soon(scheduler, now + timedelta(seconds=ask))
        assert scheduler.get_job("tick").next_run_time == now + timedelta(seconds=1)
        scheduler.shutdown()
