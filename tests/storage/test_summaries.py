"""A summary is frozen, beside the figures of the last one that was sent."""

from datetime import date, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import BlockReason, Lamp, Status
from plan.summary import change, figures, total
from storage import summaries
from storage.reports import Words
from storage.schema import SnapshotRow
from tests.storage.builders import (
    BUREAU,
    TOWN,
    VILLAGE,
    assignment,
    at,
    group,
    plan_of,
    report,
    save,
    source,
    task,
)

NOW, TODAY = at("2012-11-09 17:30"), date(2012, 11, 9)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
async def plan(session: AsyncSession) -> int:
    tasks = (
        task("2.1", date(2012, 11, 8)),
        task("2.2", date(2012, 11, 12)),
        task("2.3", date(2012, 11, 20), lead=TOWN),
        task("1.1", date(2012, 9, 20), lead=VILLAGE, phase="1"),
    )
    plan = await save(session, plan_of(*tasks), at("2012-10-10 10:00"))
    blocked = Words(status=Status.BLOCKED, percent=80, reason=BlockReason.FUNDS, note="缺资金")
    await report(session, await assignment(session, "2.3", TOWN), blocked, source("m1", NOW))
    return plan


async def test_a_summary_holds_the_plan_at_a_glance(session: AsyncSession, plan: int) -> None:
    await group(session, -1001, TOWN)
    summary = await summaries.summarise(session, plan, NOW, TODAY)
    assert (summary.plan, summary.as_of, summary.today) == ("和谐社区创建方案", NOW, TODAY)
    assert summary.goal == date(2012, 12, 31)
    assert summary.total.lamps == {
        Lamp.GREEN: 1,
        Lamp.BLUE: 0,
        Lamp.YELLOW: 1,
        Lamp.RED: 1,
        Lamp.GREY: 0,
        Lamp.HISTORY: 1,
    }
    assert figures(summary.total) == figures(total(tally for _, tally in summary.phases))
    assert [phase.id for phase, _ in summary.phases] == ["1", "2"]
    assert [name for name, _ in summary.units] == [BUREAU, TOWN, VILLAGE]
    assert [entry.task for entry in summary.late] == ["2.1"]
    assert [entry.task for entry in summary.silent] == ["2.1", "2.2"]
    assert [entry.note for entry in summary.blocked] == ["缺资金"]
    assert summary.unbound == (BUREAU,)
    assert (summary.since, summary.before) == (None, None)


async def test_lists_and_units_may_be_left_out(session: AsyncSession, plan: int) -> None:
    summary = await summaries.summarise(session, plan, NOW, TODAY, units=0, lists=False)
    assert not summary.units
    assert not summary.late
    assert not summary.blocked
    assert not summary.silent
    assert (summary.total.late, summary.total.silent, summary.total.blocked) == (1, 2, 1)
    worst = await summaries.summarise(session, plan, NOW, TODAY, units=1)
    assert [name for name, _ in worst.units] == [BUREAU]


async def test_the_change_is_counted_from_the_last_one_sent(
    session: AsyncSession, plan: int
) -> None:
    first = await summaries.summarise(session, plan, NOW, TODAY)
    await summaries.keep_snapshot(session, plan, first)
    done = Words(status=Status.DONE)
    await report(session, await assignment(session, "2.1"), done, source("m2", NOW + HOUR))
    later = await summaries.summarise(session, plan, NOW + 2 * HOUR, TODAY)
    assert (later.since, later.before) == (NOW, first.total)
    assert later.before is not None
    assert change(later.before, later.total) == {"claimed": 1, "late": -1, "silent": -1}


async def test_only_figures_kept_before_an_instant_count(session: AsyncSession, plan: int) -> None:
    summary = await summaries.summarise(session, plan, NOW, TODAY)
    await summaries.keep_snapshot(session, plan, summary)
    assert await summaries.last_snapshot(session, plan, NOW) is None
    assert await summaries.last_snapshot(session, plan, NOW + HOUR) == (NOW, summary.total)
    assert await summaries.last_snapshot(session, plan + 1) is None


async def test_figures_kept_before_a_lamp_was_known_count_none_of_it(
    session: AsyncSession, plan: int
) -> None:
    kept = figures((await summaries.summarise(session, plan, NOW, TODAY)).total)
    del kept[Lamp.HISTORY]
    session.add(SnapshotRow(plan_id=plan, as_of=NOW, figures=kept))
    found = await summaries.last_snapshot(session, plan)
    assert found is not None
    assert found[1].lamps[Lamp.HISTORY] == 0
