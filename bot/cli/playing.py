"""A rehearsal in the terminal: its own database, its own Telegram, its own time."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from bot.cli.setup import Setup
from bot.composition import Bot, open_bot, polling
from bot.config import Database, Office, Settings, Telegram
from bot.logs import no_logs
from intake.reading import read_plan_file
from plan.model import Plan
from rehearsal.characters import CAST, FEATURED
from rehearsal.clock import MovableClock
from rehearsal.script import Show, play
from rehearsal.stage import CLERK, cast_units, fill_cast, set_stage
from rehearsal.standin import Standin, open_standin
from rehearsal.transcript import Transcript
from storage.imports import save_plan

DAY = timedelta(days=1)
TOKEN = "1:REHEARSAL"
BEFORE = timedelta(hours=2)  # the plan is imported this long before the first day begins


async def play_days(setup: Setup, file: Path, first: date | None, days: int) -> None:
    """Play `days` of the plan in a file and print them.

    Without `first` they end on the due date most units share.
    """
    plan = fill_cast(read_plan_file(file, reference=setup.today, base=None).plan)
    begin = first or _busiest(plan) - (days - 1) * DAY
    opens = datetime.combine(begin, setup.settings.calendar.send_at, setup.zone)
    clock = MovableClock(opens - BEFORE)
    no_logs()
    async with rehearsal(setup.settings, plan, clock) as (standin, bot):
        show = Show(standin, clock, plan, partial(bot.ring, leapt=True), bot.idle, setup.zone)
        transcript = Transcript(standin.world, Console(), setup.zone, _featured(plan))
        await play(show, [begin + n * DAY for n in range(days)], transcript.print_day)


@asynccontextmanager
async def rehearsal(
    settings: Settings, plan: Plan, clock: MovableClock
) -> AsyncIterator[tuple[Standin, Bot]]:
    """The real bot on a database that goes away afterwards, with people of the plan to talk to."""
    with TemporaryDirectory(prefix="duban-demo-") as folder:
        async with open_standin(clock, token=TOKEN) as standin:
            set_stage(standin, plan, CAST)
            own = apart_from(settings, standin, Path(folder))
            async with open_bot(own, clock, alarms=False) as bot:
                await _import(bot, plan, clock())
                async with polling(bot, on_rival=lambda: None):
                    yield standin, bot


def apart_from(settings: Settings, standin: Standin, folder: Path) -> Settings:
    """The office's own rules, but nothing by which Telegram or its database could be reached."""
    return settings.model_copy(
        update={
            "telegram": Telegram.model_validate({"token": TOKEN, "api_url": standin.url}),
            "database": Database(
                url=f"sqlite:///{folder / 'rehearsal.db'}", evidence=folder / "evidence"
            ),
            "office": Office(people=(CLERK,), digest_at=settings.office.digest_at),
        }
    )


async def _import(bot: Bot, plan: Plan, now: datetime) -> None:
    rules = bot.desk.rules
    async with bot.desk.sessions.begin() as session:
        zone = rules.hours.zone
        await save_plan(session, plan, now=now, zone=zone, thresholds=rules.thresholds)


def _featured(plan: Plan) -> frozenset[int]:
    """The chats whose every message is printed: the office's and those of a few units."""
    known = {unit.name: chat for unit, chat in cast_units(plan)}
    shown = [known[name] for name in FEATURED if name in known] or list(known.values())[:4]
    return frozenset({CLERK, *shown})


def _busiest(plan: Plan) -> date:
    """The due date that most assignments share."""
    dues = Counter(task.due for task in plan.tasks for _ in task.assignments())
    return max(dues, key=lambda due: (dues[due], due))
