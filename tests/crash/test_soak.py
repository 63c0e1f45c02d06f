"""Whatever goes wrong for days, in the end nothing is lost, nothing twice and nothing left.

What happens follows from the seed, which a failure shows; DUBAN_SOAK_SEED plays it again.
"""

import logging
import os
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from benchmarks.crash.manners import REPEATED
from benchmarks.crash.work import working_days
from rehearsal.clock import MovableClock
from rehearsal.standin import open_standin
from storage.schema import OutboxRow
from tests.crash.soaking import GROUPS, PATIENCE, Place, Soak, plan, populate
from tests.flows.books import all_reports, owed
from tests.flows.stage import Stage, import_plan, local, settings_for

SEED = int(os.environ.get("DUBAN_SOAK_SEED", "20121105"))
DAYS = 6
HOMES = re.compile(r"已走访(\d+)户")
FOLDED, IN_PRIVATE = "folded into the catch-up of ", "said in private instead: "


async def unsettled(stage: Stage) -> list[tuple[str, int, str, str | None]]:
    """What still waits to be sent, or is being sent."""
    query = select(OutboxRow).where(OutboxRow.state.in_(("pending", "sending")))
    async with stage.bot.desk.sessions() as session:
        rows = await session.scalars(query)
        return [(row.kind, row.chat_id, row.state, row.why) for row in rows]


async def check(soak: Soak, days: list[date]) -> None:
    """Nothing is lost, nothing twice, nothing left."""
    written = await all_reports(soak.stage)
    homes = Counter(int(n) for row in written for n in HOMES.findall(row.note or ""))
    sources = Counter(row.source for row in written)
    assert soak.owed
    assert soak.percents
    assert (soak.owed - homes.keys(), twice(homes)) == (set(), [])
    assert (soak.percents - sources.keys(), twice(sources)) == (set(), [])
    assert not await unsettled(soak.stage)
    rows = await owed(soak.stage, "card")
    for day in days:
        check_day(soak.places, day, [row for row in rows if row.day == day])
    instead = await owed(soak.stage, "instead")
    for row in rows:
        if row.state == "skipped":
            check_passed_on(row, rows, instead)


def twice(counted: Counter[Any]) -> list[Any]:
    return [one for one, times in counted.items() if times > 1]


def check_day(places: list[Place], day: date, rows: list[OutboxRow]) -> None:
    """A card for every group, but where two tries were lost or somebody else got it."""
    assert len(rows) == len(places), day
    doubtful = [row for row in rows if row.state == "unknown"]
    passed_on = [row.why or "" for row in rows if row.state == "skipped"]
    assert {row.state for row in rows} <= {"sent", "unknown", "skipped"}, day
    assert all(row.attempts > 1 for row in doubtful), (day, "each is tried twice")
    away = [place for place in places if day in place.away]
    assert len(passed_on) <= len(away), (day, passed_on)
    cards = {place.liaison: place.on(day) for place in places}
    for liaison, texts in cards.items():
        assert sum(REPEATED not in text for text in texts) <= 1, (day, liaison, texts)
    without = [liaison for liaison, texts in cards.items() if not texts]
    assert len(without) <= len(doubtful) + len(passed_on), (day, without)


def check_passed_on(
    row: OutboxRow, cards: Sequence[OutboxRow], instead: Sequence[OutboxRow]
) -> None:
    """What a group did not get on its day stands in a later card, or its liaison got it."""
    why = row.why or ""
    if why.startswith(IN_PRIVATE):
        heirs = [one for one in instead if one.subject == row.id]
    else:
        day = date.fromisoformat(why.removeprefix(FOLDED))
        heirs = [one for one in cards if (one.chat_id, one.day) == (row.chat_id, day)]
    # A catch-up card may itself be said in private.
    assert {one.state for one in heirs} & {"sent", "unknown", "skipped"}, (row.day, why)


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
        stage = Stage(standin, clock, settings, patience=PATIENCE)
        places = [Place(group, 1001 + n) for n, group in enumerate(GROUPS)]
        soak = Soak(stage, SEED, Random(SEED), places)
        days = list(islice(working_days(start.date() + timedelta(days=1)), DAYS))
        try:
            with capture_logs() as logs, standin.world.watched(soak.hear):
                await stage.start_bot()
                await import_plan(stage, plan())
                standin.people.start(places[-1].liaison)
                await stage.ring()
                for day in days:
                    await soak.day(day)
                for place in places:
                    if place.is_out:
                        standin.groups.add_bot(place.chat, place.liaison)
                await soak.calm()
            await check(soak, days)
        finally:
            await stage.stop_bot()
    assert not [one for one in logs if one["log_level"] in ("error", "critical")]
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
