"""Whatever goes wrong for days, in the end nothing is lost, nothing twice and nothing left.

What happens follows from the seed, which a failure shows; DUBAN_SOAK_SEED plays it again.
"""

import logging
import os
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from benchmarks.crash.work import working_days
from rehearsal.clock import MovableClock
from rehearsal.standin import open_standin
from storage.schema import ChatRow, OutboxRow
from tests.crash.kept import Books
from tests.crash.liaisons import Liaisons, Place
from tests.crash.soaking import PATIENCE, Soak, places, plan, populate
from tests.crash.told import Account, check_told
from tests.flows.books import all_reports, owed, standing
from tests.flows.stage import Stage, import_plan, local, settings_for

SEED = int(os.environ.get("DUBAN_SOAK_SEED", "20121105"))
DAYS = 6


async def unsettled(stage: Stage) -> Sequence[OutboxRow]:
    """What still waits to be sent, is being sent, or is in doubt."""
    query = select(OutboxRow).where(OutboxRow.state.in_(("pending", "sending", "unknown")))
    async with stage.bot.desk.sessions() as session:
        return (await session.scalars(query)).all()


async def account(stage: Stage, place: Place) -> Account:
    """What is noted of a group's cards."""
    async with stage.bot.desk.sessions() as session:
        query = select(ChatRow.id).where(ChatRow.telegram_id == place.chat)
        mine = (await session.scalars(query)).one()
    rows = {row.day: row for row in await owed(stage, "card") if row.chat_id == mine}
    return Account(rows, {row.subject: row for row in await owed(stage, "instead")})


async def books(stage: Stage) -> Books:
    """What was reported, and where everything stands."""
    stands = {place.unit: await standing(stage, "1.1", place.unit) for place in places()}
    return Books(await all_reports(stage), stands)


async def check(soak: Soak, days: Sequence[date]) -> None:
    """Nothing is lost, nothing twice, nothing left."""
    left = await unsettled(soak.stage)
    assert not left, [(row.kind, row.chat_id, row.state, row.why) for row in left]
    kept = await books(soak.stage)
    kept.check(soak.people)
    for place in soak.people.places:
        check_told(place.tellings, days)
        (await account(soak.stage, place)).check(place.tellings, days)
        if place.card is not None:
            kept.check_shown(place.unit, place.card)


async def test_whatever_goes_wrong_for_days_nothing_is_lost_or_comes_twice(
    database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    print(f"DUBAN_SOAK_SEED={SEED}")
    start = local("2012-11-05 10:00")
    clock = MovableClock(start)
    async with open_standin(clock) as standin:
        populate(standin)
        daily = {"reminders": {"before": list(range(60)), "overdue": []}}
        settings = settings_for(database, standin.url, tmp_path / "evidence", daily)
        stage, random = Stage(standin, clock, settings, patience=PATIENCE), Random(SEED)
        soak = Soak(stage, SEED, random, Liaisons(standin, clock, random, places()))
        days = list(islice(working_days(start.date() + timedelta(days=1)), DAYS))
        try:
            with capture_logs() as logs, standin.world.watched(soak.hear):
                await stage.start_bot()
                await import_plan(stage, plan())
                standin.people.start(places()[-1].liaison)
                await stage.ring()
                for day in days:
                    await soak.day(day)
                await soak.come_back()
            await check(soak, days)
        finally:
            await stage.stop_bot()
    assert not [one for one in logs if one["log_level"] in ("error", "critical")]
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
