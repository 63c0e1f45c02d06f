"""A rehearsal in the terminal: its own database, its own Telegram, its own time."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from rich.console import Console

from bot.cli.setup import Setup
from bot.composition import Bot
from bot.logs import no_logs
from bot.rehearsal.casting import OFFICE_GROUP
from bot.rehearsal.stage import Rehearsal, open_rehearsal
from intake.reading import read_plan_file
from plan.model import Plan
from rehearsal.characters import FEATURED
from rehearsal.script import Show, play
from rehearsal.stage import CLERK, cast_units
from rehearsal.transcript import Transcript

DAY = timedelta(days=1)
BEFORE = timedelta(hours=2)  # the plan is imported this long before the first day begins


async def play_days(setup: Setup, file: Path, first: date | None, days: int) -> None:
    """Play `days` of the plan in a file and print them.

    Without `first` they end on the due date most units share.
    """
    plan = read_plan(setup, file)
    begin = first or _busiest(plan) - (days - 1) * DAY
    async with rehearsal(setup, plan, begin) as opened:
        world, zone = opened.theatre.world, setup.zone
        setup.say("demo.signs")
        transcript = Transcript(world, Console(), zone, _featured(opened.plan))
        await play(script(opened), span(begin, days), transcript.print_day)


def read_plan(setup: Setup, file: Path) -> Plan:
    """The plan in a plan file or a task table. Raises PlanErrors."""
    return read_plan_file(file, reference=setup.today, base=None).plan


@asynccontextmanager
async def rehearsal(setup: Setup, plan: Plan, first: date) -> AsyncIterator[Rehearsal]:
    """The plan on the stage on the morning of its first day, before the first cards."""
    no_logs()
    opens = datetime.combine(first, setup.settings.calendar.send_at, setup.zone)
    async with open_rehearsal(setup.settings, plan, opens - BEFORE) as opened:
        yield opened


def script(opened: Rehearsal) -> Show:
    """The play with its scripted liaisons, rung and waited for."""
    theatre, bot = opened.theatre, _bot(opened)
    ring = partial(bot.ring, leapt=True)
    show = Show(theatre.standin, theatre.clock, opened.plan, ring, bot.idle, theatre.zone)
    show.office = OFFICE_GROUP
    return show


def span(first: date, days: int) -> Sequence[date]:
    """So many days from the first one on."""
    return [first + n * DAY for n in range(days)]


def beginning(plan: Plan) -> date:
    """The first day of the plan that has one: of its phases, its tasks or their due dates."""
    starts = [phase.start or phase.end for phase in plan.phases]
    return min([*starts, *(task.start or task.due for task in plan.tasks)])


def ending(plan: Plan) -> date:
    """The last day on which something of the plan is due."""
    dues = [*(task.due for task in plan.tasks), *(phase.end for phase in plan.phases)]
    return max([*dues, plan.goal] if plan.goal else dues)


def _bot(opened: Rehearsal) -> Bot:
    bot = opened.backstage.bot
    assert bot is not None  # nobody kills it in a play
    return bot


def _featured(plan: Plan) -> frozenset[int]:
    """The chats whose every message is printed: the office's and those of a few units."""
    known = {unit.name: chat for unit, chat in cast_units(plan)}
    shown = [known[name] for name in FEATURED if name in known] or list(known.values())[:4]
    return frozenset({CLERK, OFFICE_GROUP, *shown})


def _busiest(plan: Plan) -> date:
    """The due date that most assignments share."""
    dues = Counter(task.due for task in plan.tasks for _ in task.assignments())
    return max(dues, key=lambda due: (dues[due], due))
