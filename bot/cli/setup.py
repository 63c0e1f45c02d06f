"""What every command begins with: its options in common, the settings, the words, the hour."""

from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

import typer
import uvloop
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from bot.cli.failing import Failure
from bot.clock import system_clock
from bot.config import Settings
from bot.config_file import load_settings
from plan.calendar import local_day
from render.texts import Texts
from storage.blocking import refusal
from storage.engine import Sessions, open_database
from storage.migrate import migrate

Result = TypeVar("Result")

ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="cli.help.config")
]
JsonOption = Annotated[bool, typer.Option("--json", help="cli.help.as_json")]
PlanOption = Annotated[
    str | None, typer.Option("--plan", metavar="TITLE", help="cli.help.which_plan")
]


@dataclass(frozen=True, slots=True)
class Setup:
    """Handed from step to step of a command."""

    settings: Settings
    texts: Texts
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """The plan's zone."""
        return self.settings.calendar.timezone

    @property
    def today(self) -> date:
        """The day it is in the plan's zone."""
        return local_day(self.now, self.zone)

    @property
    def shown_database(self) -> str:
        """The address of the database without its password."""
        return make_url(self.settings.database.url).render_as_string()

    def say(self, key: str, **values: object) -> None:
        """One message on the standard output."""
        typer.echo(self.texts.plain(key, **values))

    def note(self, key: str, **values: object) -> None:
        """One message beside the output, on standard error."""
        typer.echo(self.texts.plain(key, **values), err=True)

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Sessions]:
        """The database, brought up to date first. Raises SchemaError, also for what comes later."""
        url = self.settings.database.url
        migrate(url, self.now)
        try:
            async with open_database(url) as sessions:
                yield sessions
        except DBAPIError as error:
            raise refusal(error, self.shown_database) from error


def set_up(context: typer.Context, config: Path | None) -> Setup:
    """Read the settings. Raises ConfigError."""
    return Setup(load_settings(config), context.obj, system_clock())


def wait_for(command: Coroutine[None, None, Result]) -> Result:
    """Run the asynchronous part of a command to its end."""
    return uvloop.run(command)


def a_day(text: str) -> date:
    """A date of the command line; for typer's `parser`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Failure("cli.not_a_day", value=text) from error


def a_count(text: str) -> int:
    """A number from 1 up of the command line; for typer's `parser`."""
    if not (text.isdecimal() and int(text)):
        raise Failure("cli.not_a_count", value=text)
    return int(text)
