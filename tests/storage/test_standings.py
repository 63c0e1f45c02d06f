"""The lamps of what is stored follow the thresholds of the settings."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.progress import Thresholds
from storage import standings
from tests.storage.builders import RULES, assignment, at, plan_of, row, save, task


async def test_lamps_are_turned_anew_a_stretch_at_a_time(session: AsyncSession) -> None:
    days = [date(2012, 11, 16), date(2012, 11, 20), date(2012, 11, 30)]
    tasks = [task(f"{n}", day) for n, day in enumerate(days)]
    await save(session, plan_of(*tasks), at("2012-10-10 10:00"))
    wider = replace(RULES, thresholds=Thresholds(near_days=10))
    first = await standings.set_all_turns(session, 0, wider, limit=2)
    assert first == await assignment(session, "1")
    last = await standings.set_all_turns(session, first, wider, limit=2)
    assert last == await assignment(session, "2")
    assert await standings.set_all_turns(session, last, wider, limit=2) is None
    await session.flush()
    blue = [(await row(session, await assignment(session, f"{n}"))).blue_on for n in range(3)]
    assert blue == [date(2012, 11, 6), date(2012, 11, 10), date(2012, 11, 20)]


async def test_by_which_thresholds_lamps_turn_is_known(session: AsyncSession) -> None:
    assert not await standings.is_outdated(session, RULES)  # no lamp is stored
    await save(session, plan_of(task("1", date(2012, 11, 16))), at("2012-10-10 10:00"))
    other = replace(RULES, thresholds=Thresholds(red_gap=40))
    assert not await standings.is_outdated(session, RULES)
    assert await standings.is_outdated(session, other)
    await standings.note_thresholds(session, other, first=True)
    assert await standings.is_outdated(session, other)
    await standings.note_thresholds(session, other)
    assert not await standings.is_outdated(session, other)


async def test_lamps_stored_under_an_older_rule_are_outdated(
    session: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    await save(session, plan_of(task("1", date(2012, 11, 16))), at("2012-10-10 10:00"))
    monkeypatch.setattr(standings, "RULE", standings.RULE + 1)
    assert await standings.is_outdated(session, RULES)
