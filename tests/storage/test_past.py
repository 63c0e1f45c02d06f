"""Figures told again are the figures as they were."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import Hours, local_day
from plan.loading import load_plan
from plan.model import Lamp, Plan, Status
from plan.rules import Rules
from plan.summary import Summary
from storage import decisions, reports, summaries, units
from storage.chats import ensure_chat
from storage.engine import Sessions
from storage.imports import save_plan
from storage.past import changed_since, summarise_past
from storage.reports import Source, Words
from storage.schema import AssignmentRow, ReportRow

ZONE = ZoneInfo("Asia/Shanghai")


RULES = Rules(Hours(ZONE))
IMPORTED = datetime(2012, 10, 8, 1, 0, tzinfo=UTC)
UNITS = ["市民政局", "鹿渚镇", "桃溪社区", "和桥镇"]


def plan() -> Plan:
    """Some lines long past, some due soon, some not yet begun."""
    dues = [date(2012, 10, 5), date(2012, 10, 12), date(2012, 10, 20), date(2012, 12, 20)]
    return load_plan(
        {
            "title": "和谐社区创建方案",
            "goal": date(2012, 12, 31),
            "phases": [
                {"id": "1", "name": "动员", "end": date(2012, 10, 9)},
                {"id": "2", "name": "实施", "start": date(2012, 10, 1), "end": date(2012, 11, 20)},
            ],
            "units": [{"name": name, "kind": "town"} for name in UNITS],
            "tasks": [
                {
                    "number": f"{at}",
                    "title": f"任务{at}",
                    "phase": f"{1 + at % 2}",
                    "due": due,
                    "lead": UNITS[at % 4],
                    "units": UNITS[at % 3 : 3],
                }
                for at, due in enumerate(dues)
            ],
        }
    )


async def something(session: AsyncSession, dice: Random, now: datetime) -> None:
    """One thing that happens: a report, its withdrawal, a decision of the office, a group."""
    assignment = dice.choice((await session.scalars(select(AssignmentRow.id))).all())
    given = (await session.scalars(select(ReportRow.id))).all()
    kind = dice.randrange(8)
    if kind < 4:
        words = Words(
            receipt=dice.random() < 0.2,
            status=dice.choice([*Status, None]),
            percent=dice.choice([None, 30, 80]),
            extend_to=dice.choice([None, None, date(2012, 11, 1)]),
            note="按要求推进",
        )
        source = Source(str(now), -1001, 7, 1001, "钱青禾", now)
        await reports.add_report(session, assignment, words, source, rules=RULES)
    elif kind == 4 and given:
        await reports.retract(session, dice.choice(given), now, rules=RULES)
    elif kind == 5:
        await decisions.review(session, assignment, 1, dice.random() < 0.5, now, rules=RULES)
    elif kind == 6:
        await decisions.decide_extension(
            session, assignment, 1, dice.random() < 0.7, now, rules=RULES
        )
    else:
        chat = await ensure_chat(session, -dice.randrange(1000, 1010), "群", now)
        unit = await units.find_unit(session, dice.choice(UNITS))
        assert unit
        await units.bind(session, chat.id, unit, None, now)


async def live(session: AsyncSession, plan_id: int, now: datetime) -> Summary:
    return await summaries.summarise(session, plan_id, now, local_day(now, ZONE))


async def told(session: AsyncSession, plan_id: int, until: datetime) -> Summary:
    return await summarise_past(session, plan_id, until, local_day(until, ZONE), rules=RULES)


@pytest.mark.parametrize("seed", range(5))
async def test_every_day_is_told_as_it_was(session: AsyncSession, seed: int) -> None:
    dice, now = Random(seed), IMPORTED
    plan_id = await save_plan(session, plan(), now=now, rules=RULES)
    kept = []
    for _ in range(25):
        now += timedelta(hours=dice.randrange(1, 20))
        await something(session, dice, now)
        await session.flush()
        kept.append(await live(session, plan_id, now))
        if dice.random() < 0.2:
            await summaries.keep_snapshot(session, plan_id, kept[-1])
    for was in kept:
        assert tidy(await told(session, plan_id, was.as_of)) == tidy(was)


def tidy(summary: Summary) -> Summary:
    """Without the earlier figures, of which the live summary could also see its own."""
    return replace(summary, since=None, before=None)


async def test_telling_the_past_changes_nothing(sessions: Sessions) -> None:
    later = IMPORTED + timedelta(days=3)
    async with sessions.begin() as session:
        plan_id = await save_plan(session, plan(), now=IMPORTED, rules=RULES)
        for at in range(30):
            await something(session, Random(at), later)
        before = await live(session, plan_id, later)
    async with sessions.begin() as session:
        await told(session, plan_id, IMPORTED)
    async with sessions() as session:
        assert await live(session, plan_id, later) == before


async def test_the_last_figures_before_the_day_stand_beside_it(session: AsyncSession) -> None:
    plan_id = await save_plan(session, plan(), now=IMPORTED, rules=RULES)
    days = [IMPORTED + timedelta(days=n) for n in (1, 2)]
    for day in days:
        await summaries.keep_snapshot(session, plan_id, await live(session, plan_id, day))
    past = await told(session, plan_id, days[0] + timedelta(hours=1))
    assert past.since == days[0]


@pytest.mark.parametrize("days", [-30, -2, 0])
async def test_what_was_past_at_its_import_is_history_on_every_day(
    session: AsyncSession, days: int
) -> None:
    plan_id = await save_plan(session, plan(), now=IMPORTED, rules=RULES)
    live_history = (await live(session, plan_id, IMPORTED)).total.lamps[Lamp.HISTORY]
    past = await told(session, plan_id, IMPORTED + timedelta(days=days))
    assert past.total.lamps[Lamp.HISTORY] == live_history == 3
    assert (past.total.late, past.late) == (0, ())


async def test_more_time_granted_later_does_not_undo_that_a_line_was_history(
    session: AsyncSession,
) -> None:
    plan_id = await save_plan(session, plan(), now=IMPORTED, rules=RULES)
    was, asked = await live(session, plan_id, IMPORTED), IMPORTED + timedelta(days=1)
    words, source = Words(extend_to=date(2012, 11, 1)), Source("m1", -1, 7, 1, "钱青禾", asked)
    await reports.add_report(session, 1, words, source, rules=RULES)
    await decisions.decide_extension(session, 1, 1, True, asked, rules=RULES)
    await session.flush()
    assert (await live(session, plan_id, asked)).total.lamps[Lamp.HISTORY] == 2
    assert (await told(session, plan_id, IMPORTED)).total == was.total


async def test_a_plan_knows_when_it_last_changed(session: AsyncSession) -> None:
    plan_id = await save_plan(session, plan(), now=IMPORTED, rules=RULES)
    assert await changed_since(session, plan_id, IMPORTED - timedelta(1)) == IMPORTED
    assert await changed_since(session, plan_id, IMPORTED) is None
    again = IMPORTED + timedelta(days=5)
    await save_plan(session, plan(), now=again, rules=RULES)
    assert await changed_since(session, plan_id, IMPORTED) == again


async def test_a_claim_taken_back_after_its_review_leaves_no_review(session: AsyncSession) -> None:
    await save_plan(session, plan(), now=IMPORTED, rules=RULES)
    source = Source("m1", -1001, 7, 1001, "钱青禾", IMPORTED)
    done = await reports.add_report(session, 1, Words(status=Status.DONE), source, rules=RULES)
    assert done
    await decisions.review(session, 1, 1, False, IMPORTED + timedelta(hours=1), rules=RULES)
    await reports.retract(session, done, IMPORTED + timedelta(hours=2), rules=RULES)
    row = await session.get_one(AssignmentRow, 1)
    assert (row.state, row.reported_at) == ("assigned", None)
