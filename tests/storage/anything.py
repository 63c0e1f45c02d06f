"""Assignments in any standing, for properties of what is counted and shown."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import DAY, local_day
from plan.model import BlockReason, Role, State, Status
from plan.progress import turns
from storage.schema import AssignmentRow, PhaseRow, PlanRow, TaskRow, UnitRow
from tests.storage.builders import RULES, ZONE, at

TODAY = date(2012, 11, 9)
NOW = at("2012-11-09 10:00")
PHASES, UNITS = 3, 4

near = st.integers(-12, 12).map(lambda days: TODAY + days * DAY)
instants = st.integers(-12 * 24, 0).map(lambda hours: NOW + timedelta(hours=hours))


@st.composite
def standings(draw: st.DrawFn) -> dict[str, Any]:
    """The columns of an assignment that decide its lamp and its lists."""
    due, state = draw(near), draw(st.sampled_from(State))
    start = draw(st.none() | near.filter(lambda day: day <= due))
    reported = draw(st.none() | instants)
    status = draw(st.sampled_from(Status)) if reported else None
    claimed = draw(instants) if state is State.CLAIMED else None
    percent = draw(st.none() | st.integers(0, 100)) if reported else None
    days = turns(
        state,
        start,
        due,
        status,
        percent,
        local_day(reported, ZONE) if reported else None,
        local_day(claimed, ZONE) if claimed else None,
        RULES.thresholds,
    )
    return {
        "phase_id": draw(st.integers(1, PHASES)),
        "unit_id": draw(st.integers(1, UNITS)),
        "role": draw(st.sampled_from(Role)),
        "start": start,
        "due": due,
        "original_due": due,
        "live_from": NOW,
        "history": draw(st.booleans()) and due < TODAY,
        "state": state,
        "status": status,
        "percent": percent,
        "reason": draw(st.sampled_from(BlockReason)) if status is Status.BLOCKED else None,
        "reported_at": reported,
        "claimed_at": claimed,
        "blue_on": days.blue,
        "yellow_on": days.yellow,
        "red_on": days.red,
    }


async def store(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> int:
    """A plan of these assignments, each of a task of its own; the plan's id."""
    plan = PlanRow(title="方案", number="", goal=None, imported_at=NOW)
    session.add(plan)
    session.add_all(
        UnitRow(id=n, name=f"单位{n}", kind="town", parent_id=None, position=n)
        for n in range(1, UNITS + 1)
    )
    await session.flush()
    session.add_all(
        PhaseRow(
            id=n,
            plan_id=plan.id,
            code=f"{n}",
            name=f"阶段{n}",
            start=None,
            end=TODAY,
            position=n,
            live_from=NOW,
            history=False,
        )
        for n in range(1, PHASES + 1)
    )
    await session.flush()
    tasks = [
        TaskRow(
            id=n,
            plan_id=plan.id,
            phase_id=row["phase_id"],
            number=f"{n}",
            title=f"任务{n}",
            due=row["due"],
            standard="",
            evidence=0,
            position=n,
        )
        for n, row in enumerate(rows, 1)
    ]
    session.add_all(tasks)
    await session.flush()
    filled = [row | {"plan_id": plan.id, "task_id": n} for n, row in enumerate(rows, 1)]
    if filled:
        await session.execute(insert(AssignmentRow), filled)
    return plan.id
