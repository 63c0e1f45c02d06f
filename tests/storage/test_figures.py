"""The figures the database counts are those the rules count, for whatever is stored."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import DAY
from plan.model import State
from plan.summary import COUNTS, Entry, is_same, tally_of
from storage import entries, figures
from storage.engine import Sessions
from storage.entries import entry
from storage.lamps import lamp_conditions, lamp_of
from storage.schema import AssignmentRow
from tests.storage.anything import NOW, TODAY, standings, store
from tests.storage.builders import RULES

SETTINGS = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
# Due so soon that it would be silent, were it not that its start lies ahead.
NOT_STARTED = {
    "phase_id": 1,
    "unit_id": 1,
    "role": "lead",
    "start": TODAY + DAY,
    "due": TODAY + 2 * DAY,
    "original_due": TODAY + 2 * DAY,
    "live_from": NOW,
    "history": False,
    "state": State.ASSIGNED,
    "blue_on": TODAY - 5 * DAY,
    "yellow_on": TODAY - DAY,
    "red_on": TODAY + 3 * DAY,
}
rows_of_any_kind = st.lists(standings(), max_size=14)
days = st.integers(-5, 5).map(lambda n: TODAY + n * DAY)


@given(rows=rows_of_any_kind, today=days)
@SETTINGS
async def test_the_database_lights_the_same_lamp_as_the_rules(
    sessions: Sessions, rows: list[dict[str, Any]], today: date
) -> None:
    async with sessions() as session:
        await store(session, rows)
        conditions = lamp_conditions(today)
        for row, *holds in await session.execute(select(AssignmentRow, *conditions.values())):
            lit = [lamp for lamp, held in zip(conditions, holds, strict=True) if held]
            assert lit == [lamp_of(row, today)]
        await session.rollback()


@given(rows=rows_of_any_kind, today=days)
@example(rows=[NOT_STARTED], today=TODAY)
@SETTINGS
async def test_figures_are_the_tally_of_the_assignments(
    sessions: Sessions, rows: list[dict[str, Any]], today: date
) -> None:
    async with sessions() as session:
        plan = await store(session, rows)
        every = await all_entries(session, today)
        phases = [one for _, one in await figures.phase_figures(session, plan, today)]
        units = await figures.unit_figures(session, plan, today)
        assert len(units) == await figures.count_units(session, plan)
        for column, found in (("phase_id", phases), ("unit_id", units)):
            for one in found:
                own = [entry for row, entry in every if getattr(row, column) == one.id]
                assert is_same(one.tally, tally_of(own, today, RULES.thresholds.near_days))
        for one in phases:
            alone = await figures.figures_of_phase(session, one.id, today)
            assert is_same(one.tally, alone.tally)
        for one in units:
            assert one == await figures.figures_of_unit(session, plan, one.id, today)
        await session.rollback()


async def all_entries(session: AsyncSession, today: date) -> list[tuple[AssignmentRow, Entry]]:
    rows = (await session.scalars(select(AssignmentRow).order_by(AssignmentRow.id))).all()
    return [(row, await entry(session, row.id, today)) for row in rows]


@given(rows=rows_of_any_kind, today=days)
@SETTINGS
async def test_each_list_is_as_long_as_its_figure(
    sessions: Sessions, rows: list[dict[str, Any]], today: date
) -> None:
    async with sessions() as session:
        plan = await store(session, rows)
        for which in ("late", "silent", "blocked", "claimed"):
            listed = await entries.entries(session, plan, which, today, limit=99)
            total = sum(
                getattr(one.tally, which)
                for _, one in await figures.phase_figures(session, plan, today)
            )
            assert len(listed) == await entries.count_entries(session, plan, which, today) == total
            assert list(listed) == sorted(listed, key=lambda one: (one.due, one.assignment))
        await session.rollback()


def standing(unit: int, due: date, state: State = State.ASSIGNED, phase: int = 1) -> dict[str, Any]:
    """An assignment whose lamp is red from its due date on and green before."""
    return {
        "phase_id": phase,
        "unit_id": unit,
        "role": "lead",
        "due": due,
        "original_due": due,
        "live_from": NOW,
        "history": False,
        "state": state,
        "red_on": due,
        "yellow_on": None,
        "blue_on": None,
    }


async def test_the_worst_units_come_first_a_page_at_a_time(session: AsyncSession) -> None:
    past, ahead = TODAY - DAY, TODAY + DAY
    reds = {1: 1, 2: 3, 3: 0, 4: 2}
    rows = [standing(unit, past) for unit, n in reds.items() for _ in range(n)]
    plan = await store(session, [*rows, standing(3, ahead)])
    found = [one.name for one in await figures.unit_figures(session, plan, TODAY)]
    assert found == ["单位2", "单位4", "单位1", "单位3"]
    pages = [await figures.unit_figures(session, plan, TODAY, 2, offset) for offset in (0, 2, 4)]
    assert [[one.name for one in page] for page in pages] == [found[:2], found[2:], []]


async def test_what_still_stands_is_listed_by_unit_and_phase(session: AsyncSession) -> None:
    closed = standing(1, TODAY, State.CLOSED)
    claimed = standing(1, TODAY + 2 * DAY, State.CLAIMED, phase=2)
    plan = await store(session, [standing(1, TODAY + DAY), closed, claimed, standing(2, TODAY)])
    own = await entries.entries_of_unit(session, plan, 1, TODAY)
    assert [one.task for one in own] == ["1", "3"]
    assert [one.task for one in await entries.entries_of_unit(session, plan, 1, TODAY, 1, 1)] == [
        "3"
    ]
    assert [one.task for one in await entries.entries_of_phase(session, 1, TODAY)] == ["4", "1"]
    assert await entries.entries_of_unit(session, plan + 1, 1, TODAY) == ()


async def test_an_empty_plan_counts_nothing(session: AsyncSession) -> None:
    plan = await store(session, [])
    assert await figures.unit_figures(session, plan, TODAY) == []
    assert await figures.count_units(session, plan) == 0
    nothing = (await figures.figures_of_unit(session, plan, 1, TODAY)).tally
    assert [getattr(nothing, name) for name in COUNTS] == [0] * 6
    assert sum(nothing.lamps.values()) == 0
