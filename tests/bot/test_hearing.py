"""A bot that runs, but hears nothing of Telegram, loses presses like one that is down."""

from datetime import timedelta

from sqlalchemy import select

from bot.roles import Hearing
from plan.health import Pulse, ailments
from storage.schema import OutageRow
from tests.flows.conftest import stage, staging
from tests.flows.stage import Stage

__all__ = ["stage", "staging"]


async def outages(stage: Stage) -> list[timedelta]:
    async with stage.bot.desk.sessions() as session:
        return [row.until - row.since for row in await session.scalars(select(OutageRow))]


async def test_while_telegram_answers_there_is_no_outage(stage: Stage) -> None:
    hearing = Hearing(stage.bot)
    for _ in range(100):
        await hearing.heard()
        stage.clock.advance(timedelta(seconds=10))
    assert await outages(stage) == []


async def test_when_it_answers_again_after_150_seconds_presses_may_be_lost(stage: Stage) -> None:
    hearing = Hearing(stage.bot)
    await hearing.heard()
    stage.clock.advance(timedelta(seconds=151))
    await hearing.heard()
    assert await outages(stage) == [timedelta(seconds=151)]


async def test_a_bot_is_well_as_long_as_it_hears_and_looks(stage: Stage) -> None:
    hearing, gauges = Hearing(stage.bot), stage.bot.gauges
    stage.clock.advance(timedelta(minutes=2))
    now = stage.clock()
    assert ailments(Pulse(gauges.last.sending, gauges.last.receiving, True), now)
    await hearing.heard()
    gauges.note_look(now)
    assert not ailments(Pulse(gauges.last.sending, gauges.last.receiving, True), now)
