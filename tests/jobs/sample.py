"""The sample plan in the database, and days that pass by the clock."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from intake.toml import read_toml
from jobs.desk import Desk
from jobs.schedule import tick
from plan.calendar import DAY
from plan.loading import load_plan
from plan.model import Plan
from tests.storage.builders import at, save

SAMPLE = Path(__file__).parents[2] / "examples" / "yixing-2012.toml"
HOURS = ("08:30", "09:00", "17:30")


def sample_plan() -> Plan:
    return load_plan(read_toml(SAMPLE))


def without_groups(plan: Plan, *names: str) -> Plan:
    """The plan with some of its units in no group."""
    units = (replace(unit, chat=None) if unit.name in names else unit for unit in plan.units)
    return replace(plan, units=tuple(units))


async def start(desk: Desk, plan: Plan, now: datetime) -> int:
    """The plan imported at `now`, with the bot running from then on."""
    async with desk.sessions.begin() as session:
        made = await save(session, plan, now)
    await tick(desk, now)
    return made


def moments(first: date, last: date) -> Iterator[datetime]:
    """When the clock rings from one day to another: before, at and after the hours that matter."""
    for n in range((last - first).days + 1):
        for hour in HOURS:
            yield at(f"{first + n * DAY} {hour}")


def cards(sent: Sequence[tuple[int, str]]) -> list[int]:
    """The groups reminder cards went to, in order; the office hears in private here."""
    return [chat for chat, _ in sent if chat < 0]
