"""Questions nobody answers are closed, and lamps follow settings that changed."""

from dataclasses import replace
from datetime import date, timedelta

from jobs.desk import Desk
from jobs.schedule import tick
from plan.model import Lamp, Phase
from plan.progress import Thresholds
from storage import posts, summaries
from tests.storage.builders import at, group, plan_of, save, task

NINE = at("2012-11-09 09:00")
TODAY = date(2012, 11, 9)
PHASE = Phase("3", "迎接检查", TODAY, date(2012, 12, 31))


async def test_a_question_stands_for_a_day(desk: Desk) -> None:
    async with desk.sessions.begin() as session:
        chat = await group(session, -1001)
        await posts.add_post(session, chat, "question", {}, NINE)
    found = []
    for hours in (24, 25):
        await tick(desk, NINE + timedelta(hours=hours))
        async with desk.sessions() as session:
            found.append(len(await posts.open_questions(session, chat)))
    assert found == [1, 0]


async def test_lamps_follow_the_thresholds_of_the_settings(desk: Desk) -> None:
    """Three weeks ahead: green by the usual settings, blue where that counts as near."""
    async with desk.sessions.begin() as session:
        tasks = [replace(task(f"{n}", date(2012, 11, 30)), phase="3") for n in range(5)]
        plan = await save(session, plan_of(*tasks, phases=[PHASE]), NINE)
    await tick(desk, NINE)
    assert await lamps(desk, plan) == {Lamp.GREEN: 5}
    wider = replace(desk, rules=replace(desk.rules, thresholds=Thresholds(near_days=21)))
    await tick(wider, NINE)
    assert await lamps(desk, plan) == {Lamp.BLUE: 5}
    await tick(desk, NINE)
    assert await lamps(desk, plan) == {Lamp.GREEN: 5}


async def lamps(desk: Desk, plan: int) -> dict[Lamp, int]:
    async with desk.sessions() as session:
        summary = await summaries.summarise(session, plan, NINE, TODAY)
    return {lamp: n for lamp, n in summary.total.lamps.items() if n}
