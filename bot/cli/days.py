"""`duban days`: the office's own working days and days off, over the public holidays."""

from datetime import date
from typing import Annotated

import typer

from bot.cli.failing import Failure
from bot.cli.setup import ConfigOption, Setup, a_day, set_up, wait_for
from storage import calendar
from storage.engine import reading

days = typer.Typer(help="cli.help.days")

DayArgument = Annotated[date, typer.Argument(parser=a_day, metavar="DATE", help="cli.help.day")]


@days.callback(invoke_without_command=True)
def listed(context: typer.Context, config: ConfigOption = None) -> None:
    """Without a command: the list of them."""
    if context.invoked_subcommand is None:
        wait_for(_list(set_up(context, config)))


@days.command("set", help="cli.help.days_set")
def put(
    context: typer.Context,
    day: DayArgument,
    off: Annotated[bool | None, typer.Option("--off/--work", help="cli.help.days_off")] = None,
    note: Annotated[str, typer.Option(metavar="WORDS", help="cli.help.days_note")] = "",
    config: ConfigOption = None,
) -> None:
    """Declare a day off, or worked."""
    if off is None:
        raise Failure("cli.days_off_or_work")
    setup = set_up(context, config)
    wait_for(_put(setup, day, not off, note))
    setup.say("cli.days_set", day=_line(day, not off, note, setup))


@days.command(help="cli.help.days_remove")
def remove(context: typer.Context, day: DayArgument, config: ConfigOption = None) -> None:
    """Let a day follow the public holidays again."""
    setup = set_up(context, config)
    wait_for(_remove(setup, day))
    setup.say("cli.days_removed", day=setup.texts.full_date(day))


async def _list(setup: Setup) -> None:
    async with setup.database() as sessions, reading(sessions) as session:
        own = await calendar.own_days(session)
    if not own:
        setup.say("cli.days_none")
    for day, working, note in own:
        typer.echo(_line(day, working, note, setup))


def _line(day: date, working: bool, note: str, setup: Setup) -> str:
    key = "cli.day_worked" if working else "cli.day_off"
    return setup.texts.plain(key, day=setup.texts.full_date(day), note=note).rstrip()


async def _put(setup: Setup, day: date, working: bool, note: str) -> None:
    async with setup.database() as sessions, sessions.begin() as session:
        await calendar.set_day(session, day, working, note)


async def _remove(setup: Setup, day: date) -> None:
    async with setup.database() as sessions, sessions.begin() as session:
        if day not in {own for own, _, _ in await calendar.own_days(session)}:
            raise Failure("cli.days_not_own", day=setup.texts.full_date(day))
        await calendar.forget_day(session, day)
