"""Duban in the crash test: how it lives, what it reminds of, what it has written down."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from benchmarks.crash.cast import CLERK, Cast
from benchmarks.crash.clock import SharedClock
from benchmarks.crash.life import BREATH, live_on, stepping
from benchmarks.crash.manners import OnCards
from benchmarks.crash.nursery import Order
from benchmarks.crash.steps import Steps
from benchmarks.crowd import communities
from bot.composition import open_bot, polling
from bot.config import Settings
from bot.pacing import standing_pacer
from plan.model import Phase, Plan, Task
from storage.engine import Sessions, open_database, reading
from storage.imports import save_plan
from storage.migrate import migrate
from storage.schema import ReportRow, UpdateRow

# One task after the other is due on a Sunday, and told of on every working day of eight weeks.
FIRST_DUE, WEEKS = date(2012, 12, 30), timedelta(weeks=8)
TASKS = 12
LAST_DUE = FIRST_DUE + (TASKS - 1) * WEEKS


async def live(order: Order) -> None:
    """Be the bot until it is killed; when it gives up by itself, it is started again."""
    await live_on(order, _run)


async def _run(order: Order, steps: Steps) -> None:
    """From start on, ringing all the time."""
    clock = SharedClock(Path(order["folder"]) / "clock")

    opened = open_bot(
        settings_of(order),
        clock,
        request=lambda settings: stepping(order, steps),
        pacer=standing_pacer(clock),
        alarms=False,
    )
    async with opened as bot, polling(bot, on_rival=lambda: None):
        steps.begin()
        while True:
            await bot.ring()
            await asyncio.sleep(BREATH)


def settings_of(order: Order) -> Settings:
    """The bot of an order."""
    return Settings.model_validate(
        {
            "telegram": {"token": "1:TEST", "api_url": order["url"]},
            "database": {"url": order["database"]},
            "office": {"people": [CLERK]},
            "reminders": {"before": list(range(WEEKS.days)), "overdue": []},
        }
    )


class Duban:
    """The side of the crash test that is tested."""

    module = __name__
    manner = OnCards()

    async def prepare(self, order: Order, cast: Cast, now: datetime) -> None:
        """Import the plan, as the command line would."""
        await asyncio.to_thread(migrate, order["database"], now)
        rules = settings_of(order).rules
        async with open_database(order["database"]) as sessions, sessions.begin() as session:
            await save_plan(session, _plan(cast), now=now, rules=rules)

    @asynccontextmanager
    async def open_books(self, order: Order) -> AsyncIterator["Written"]:
        """Its reports."""
        async with open_database(order["database"]) as sessions:
            yield Written(sessions)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the database, and what was set aside: that is forgotten there in time."""

    sessions: Sessions
    aside: dict[int, str] = field(default_factory=dict)

    async def reports(self) -> Counter[str]:
        """How often each answer was recorded, by the message or the press it came from."""
        async with reading(self.sessions) as session:
            return Counter(await session.scalars(select(ReportRow.source)))

    async def set_aside(self) -> list[str]:
        """The updates put by, and why."""
        query = select(UpdateRow).where(
            UpdateRow.handled_at.is_not(None), UpdateRow.error.is_not(None)
        )
        async with reading(self.sessions) as session:
            rows = await session.scalars(query)
            self.aside.update({one.update_id: f"{one.update_id}: {one.error}" for one in rows})
        return list(self.aside.values())


def _plan(cast: Cast) -> Plan:
    units = communities(cast.places())
    names = tuple(unit.name for unit in units)
    end = LAST_DUE + WEEKS
    phase = Phase("1", "组织实施", date(2012, 10, 1), end)
    tasks = tuple(
        Task(f"1.{n}", "摸清底数", "1", FIRST_DUE + n * WEEKS, units=names) for n in range(TASKS)
    )
    return Plan("全市方案", "", end, (phase,), units, tasks)
