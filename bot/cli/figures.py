"""A whole plan played without a screen, and what it came to."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta, tzinfo
from functools import partial
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.bar import moving_bar
from bot.cli.playing import beginning, ending, read_plan, rehearsal, script, span
from bot.cli.setup import Setup
from bot.rehearsal.stage import Rehearsal
from rehearsal.chats import Chat
from rehearsal.page.cast import Place
from rehearsal.script import play
from rehearsal.world import World
from render.texts import Texts
from storage.engine import reading
from storage.reckoning import Deadline, count_reports, deadlines

BUSIEST = 15
LISTED = 20
Week = tuple[int, int]


@dataclass(slots=True)
class Tally:
    """Counts what the bot wrote to each unit in each week, day by day, and forgets the rest."""

    world: World
    places: dict[int, Place]
    zone: tzinfo
    by_week: Counter[tuple[str, Week]] = field(default_factory=Counter)
    _counted: dict[int, int] = field(default_factory=dict)

    def count(self, day: date) -> None:
        """Count a day; what only tests and the page look at is let go."""
        for chat in self.world.chats.values():
            place = self.places.get(chat.id)
            if place is not None and place.unit:
                self._count_chat(chat, place.unit)
        self.world.calls.clear()
        self.world.toasts.clear()

    def _count_chat(self, chat: Chat, unit: str) -> None:
        since = self._counted.get(chat.id, 0)
        for message in reversed(chat.messages.values()):
            if message.id <= since:
                break
            message.versions.clear()
            if message.sender == self.world.bot.id:
                week = message.at.astimezone(self.zone).isocalendar()
                self.by_week[unit, (week.year, week.week)] += 1
        self._counted[chat.id] = chat.last_id


async def play_headless(setup: Setup, file: Path, first: date | None, days: int | None) -> None:
    """Play the plan with scripted people as fast as it goes, and print the figures.

    Leaves with 1 when a deadline passed that no card showed in time.
    """
    plan = read_plan(setup, file)
    begin = first or beginning(plan)
    played = span(begin, days or (ending(plan) - begin).days + 1)
    async with rehearsal(setup, plan, begin) as opened:
        theatre = opened.theatre
        tally = Tally(theatre.world, theatre.cast.places, setup.zone)
        show = replace(script(opened), apart=timedelta(0))
        with moving_bar(setup.texts.plain("demo.playing"), len(played)) as step:
            await play(show, played, partial(_count, tally, step))
        missed = await _print(setup, opened, tally, played)
    if missed:
        raise typer.Exit(1)


def _count(tally: Tally, step: Callable[[], None], day: date) -> None:
    tally.count(day)
    step()


async def _print(
    setup: Setup, opened: Rehearsal, tally: Tally, played: Sequence[date]
) -> Sequence[Deadline]:
    """Print everything; returns the deadlines nobody was reminded of."""
    texts, zone, bot = setup.texts, setup.zone, opened.backstage.bot
    assert bot is not None  # nobody kills it in a play
    async with reading(bot.desk.sessions) as session:
        dues = await deadlines(session, played[-1])
        reports, receipts = await count_reports(session)
    met = [due for due in dues if due.was_met(zone)]
    late = [due for due in dues if due.claimed_at and not due.was_met(zone)]
    never = [due for due in dues if due.claimed_at is None and due.state.is_open]
    missed = [due for due in dues if not due.was_reminded(zone) and not due.was_met(zone)]
    first, last = texts.full_date(played[0]), texts.full_date(played[-1])
    setup.say("demo.span", n=len(played), first=first, last=last)
    _print_messages(texts, tally, len(opened.plan.units))
    setup.say("demo.reports", n=reports, receipts=receipts)
    setup.say("demo.deadlines", n=len(dues), met=len(met), late=len(late), never=len(never))
    setup.say("demo.missed" if missed else "demo.reminded", n=len(missed))
    for due in missed[:LISTED]:
        setup.say("demo.missed_one", unit=due.unit, task=due.task, due=texts.date(due.due))
    return missed


def _print_messages(texts: Texts, tally: Tally, units: int) -> None:
    weeks = sorted({week for _, week in tally.by_week})
    totals: Counter[str] = Counter()
    for (unit, _), n in tally.by_week.items():
        totals[unit] += n
    mean = totals.total() / max(units * len(weeks), 1)
    typer.echo(texts.plain("demo.messages", n=totals.total(), mean=f"{mean:.1f}"))
    table = Table()
    table.add_column(texts.plain("demo.unit"))
    for key in ("demo.in_all", "demo.mean", "demo.most"):
        table.add_column(texts.plain(key), justify="right")
    for unit, n in totals.most_common(BUSIEST):
        most = max(tally.by_week[unit, week] for week in weeks)
        table.add_row(unit, str(n), f"{n / len(weeks):.1f}", str(most))
    Console().print(table)
