"""`duban plan import`: a plan file or a task table into the database, its changes shown first."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.bar import moving_bar
from bot.cli.failing import Failure
from bot.cli.plans import the_plan
from bot.cli.setup import ConfigOption, Setup, set_up, wait_for
from intake.reading import read_plan_file, read_title
from plan.changes import Change, compare, keep_known
from plan.model import Plan
from plan.problems import Problem
from render.changes import changes_text
from render.problems import problems_text
from storage import plans
from storage.calendar import unknown_years
from storage.chats import office_chats
from storage.engine import reading
from storage.imports import count_history, save_plan
from storage.units import unbound_units

NO_PLAN = Plan("", "", None, (), (), ())


@dataclass(frozen=True, slots=True)
class Wish:
    """What to import, and into which of the plans."""

    file: Path
    into: str | None
    new: bool
    new_units: bool

    @property
    def titled(self) -> bool:
        """Whether the file says the plan's title; what stands above a table hardly ever is it."""
        return self.file.suffix.lower() == ".toml"


def take(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.help.import_file")],
    into: Annotated[str | None, typer.Option(metavar="TITLE", help="cli.help.import_into")] = None,
    new: Annotated[bool, typer.Option("--new", help="cli.help.import_new")] = False,
    new_units: Annotated[bool, typer.Option("--new-units", help="cli.help.new_units")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="cli.help.dry_run")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="cli.help.yes")] = False,
    config: ConfigOption = None,
) -> None:
    """Show what a file changes, then store it: all of it or nothing."""
    setup = set_up(context, config)
    wish = Wish(file, into, new, new_units)
    known = wait_for(_look(setup, wish))
    with moving_bar(setup.texts.plain("cli.import_reading")):
        plan, notes = _read(setup, wish, known)
    changes = compare(known, plan)
    _show(setup, changes, notes)
    if dry_run and changes:
        setup.note("cli.import_dry_run")
    elif changes:
        if not yes:
            _ask(setup)
        with moving_bar(setup.texts.plain("cli.import_saving")):
            plan_id = wait_for(_save(setup, wish, known, plan))
        wait_for(_say_what_is_next(setup, plan, plan_id))


async def _look(setup: Setup, wish: Wish) -> Plan:
    async with setup.database() as sessions, reading(sessions) as session:
        return await _known(session, setup, wish)


async def _known(session: AsyncSession, setup: Setup, wish: Wish) -> Plan:
    """The stored plan the file is about; for a new one, the units of the others."""
    title = read_title(wish.file)
    same = await plans.identify(session, title)
    if wish.into is not None:
        meant = await the_plan(session, setup, wish.into)
        if wish.titled and same not in (None, meant):
            raise Failure("cli.import_other_plan", title=title)
        return await plans.load(session, meant)
    if same is not None:
        return await plans.load(session, same)
    ids = await plans.ids(session)
    if ids and not wish.new:
        titles = setup.texts.joined_plain(await plans.titles(session))
        raise Failure("cli.import_into_which", titles=titles)
    units = (await plans.load(session, ids[0])).units if ids else ()
    return replace(NO_PLAN, units=units)


def _read(setup: Setup, wish: Wish, known: Plan) -> tuple[Plan, Sequence[Problem]]:
    draft = read_plan_file(wish.file, reference=setup.today, base=known, new_units=wish.new_units)
    title = draft.plan.title if wish.titled else known.title or draft.plan.title
    return keep_known(known, replace(draft.plan, title=title)), draft.notes


def _show(setup: Setup, changes: Sequence[Change], notes: Sequence[Problem]) -> None:
    if notes:
        setup.note("cli.import_notes")
        typer.echo(problems_text(notes, setup.texts), err=True)
    typer.echo(changes_text(changes, setup.texts), nl=False)


def _ask(setup: Setup) -> None:
    if not sys.stdin.isatty():
        raise Failure("cli.import_unasked")
    if not typer.confirm(setup.texts.plain("cli.import_ask"), err=True):
        raise Failure("cli.import_declined")


async def _save(setup: Setup, wish: Wish, known: Plan, plan: Plan) -> int:
    async with setup.database() as sessions, sessions.begin() as session:
        if await _known(session, setup, wish) != known:  # while the changes were looked at
            raise Failure("cli.import_overtaken")
        if known.title and known.title != plan.title:
            await plans.rename(session, known.title, plan.title)
        return await save_plan(session, plan, now=setup.now, rules=setup.settings.rules)


async def _say_what_is_next(setup: Setup, plan: Plan, plan_id: int) -> None:
    async with setup.database() as sessions, reading(sessions) as session:
        history = await count_history(session, plan_id)
        unbound = await unbound_units(session)
        office = await office_chats(session)
        years = await unknown_years(session, date.max)
    setup.say("cli.imported", title=plan.title, tasks=len(plan.tasks))
    if history:
        setup.say("cli.import_history", n=history)
    if unbound:
        units = setup.texts.joined_plain(unbound)
        setup.say("cli.import_unbound", n=len(unbound), units=units)
    if not office:
        setup.say("cli.import_no_office")
    for year in years:
        setup.note("gap.year", year=year)
