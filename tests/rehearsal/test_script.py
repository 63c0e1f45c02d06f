"""Two days of a part of the sample plan, played with the real bot."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.composition import Bot, open_bot, polling
from bot.config import Settings
from bot.pacing import standing_pacer
from intake.toml import read_toml
from plan.loading import load_plan
from plan.model import PersonRole, Plan, Unit
from rehearsal import MovableClock, Standin, open_standin
from rehearsal.acts import By, reply
from rehearsal.characters import CAST
from rehearsal.script import Cue, Show, play, scenes
from rehearsal.sight import Card
from rehearsal.stage import CLERK, STRANGER, cast_units, person, set_stage
from render.texts import load_texts
from storage.imports import save_plan
from storage.schema import ReportRow

SAMPLE = Path(__file__).parents[2] / "examples" / "yixing-2012.toml"
PLAYED = ("鹿渚镇", "柳浦街道", "桃溪社区", "荷湾社区", "石桥社区")
SAID = {"1 已完成", "1 已完成，2 進度20%，3 進度20%，4 進度20%", "4 受阻：缺用地，请协调"}
ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2012, 11, 7, 8, 0, tzinfo=ZONE)
FIRST, LAST = date(2012, 11, 8), date(2012, 11, 15)
DAYS = [date(2012, 11, 7), date(2012, 11, 8)]


@pytest.fixture(scope="module")
def sample() -> Plan:
    return load_plan(read_toml(SAMPLE))


def part(plan: Plan) -> Plan:
    """The plan for some units and three weeks alone, which play faster."""

    def kept(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in PLAYED)

    units = [replace(unit, parent=None) for unit in plan.units if unit.name in PLAYED]
    tasks = [
        replace(task, lead=None, units=kept(task.units), assist=())
        for task in plan.tasks
        if kept(task.units) and FIRST <= task.due <= LAST
    ]
    return replace(plan, units=tuple(units), tasks=tuple(tasks))


def test_the_cast_is_that_of_the_sample_plan(sample: Plan) -> None:
    assert {unit.name for unit, _ in cast_units(sample)} == CAST.keys()


def test_everybody_is_somebody(sample: Plan) -> None:
    unit = sample.units[0]
    people = {one.role: one.telegram for one in unit.people}
    assert person(unit, By.LIAISON) == people[PersonRole.LIAISON]
    assert person(unit, By.DEPUTY) == people[PersonRole.DEPUTY]
    assert person(unit, By.STRANGER) == STRANGER


def settings_for(standin: Standin, database: str, evidence: Path) -> Settings:
    return Settings.model_validate(
        {
            "telegram": {"token": standin.token, "api_url": standin.url},
            "database": {"url": database, "evidence": evidence},
            "office": {"people": [CLERK]},
        }
    )


async def import_plan(bot: Bot, plan: Plan) -> None:
    async with bot.desk.sessions.begin() as session:
        await save_plan(session, plan, now=bot.clock(), rules=bot.desk.rules)


def a_cue(second: int, turn: int, unit: Unit) -> Cue:
    at = MORNING + timedelta(seconds=second)
    return Cue(at, turn, unit, unit.chat or 0, Card(1, (), load_texts()["en"]), reply("done"))


def test_those_who_act_at_one_instant_act_in_one_scene(sample: Plan) -> None:
    one, other, *_ = sample.units
    told = [a_cue(0, 0, one), a_cue(120, 1, one), a_cue(0, 0, other), a_cue(60, 1, other)]
    when = [[(cue.unit.name, cue.turn) for cue in scene] for scene in scenes(told)]
    assert when == [[(one.name, 0), (other.name, 0)], [(other.name, 1)], [(one.name, 1)]]


async def test_the_play_goes_through_and_leaves_its_traces(
    sample: Plan, database: str, tmp_path: Path
) -> None:
    plan, clock, told = part(sample), MovableClock(MORNING), list[date]()
    async with open_standin(clock) as standin:
        set_stage(standin, plan, CAST)
        settings = settings_for(standin, database, tmp_path)
        async with open_bot(settings, clock, pacer=standing_pacer(clock), alarms=False) as bot:
            await import_plan(bot, plan)
            async with polling(bot, on_rival=lambda: None):
                show = Show(standin, clock, plan, partial(bot.ring, leapt=True), bot.idle, ZONE)
                await play(show, DAYS, told.append)
            async with bot.desk.sessions() as session:
                notes = set(await session.scalars(select(ReportRow.note)))
        assert told == DAYS
        assert notes >= SAID
        _check_groups(standin, plan)


def _check_groups(standin: Standin, plan: Plan) -> None:
    world = standin.world
    group = {unit.name: chat for unit, chat in cast_units(plan)}
    assert {toast.chat for toast in world.toasts if toast.user == STRANGER} == {group["荷湾社区"]}
    assert {message.sender for message in world.messages(group["石桥社区"])} == {world.bot.id}
    assert world.find(group["柳浦街道"], "任務提醒")
    assert world.find(group["鹿渚镇"], "受阻")
    assert [m for m in world.messages(group["桃溪社区"]) if m.file and m.file.kind == "photo"]
    assert [toast for toast in world.toasts if toast.user == CLERK]
    assert world.find(group["荷湾社区"], "退回")
    (status,) = [m for m in world.messages(CLERK) if m.labels and "按单位" in m.labels[0]]
    assert status is world.last(CLERK)
