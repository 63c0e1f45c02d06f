"""What every command begins with: its options in common, the settings, the words, the hour."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.failing import Failure
from bot.clock import system_clock
from bot.config import Settings
from bot.config_file import load_settings
from plan.calendar import local_day
from render.texts import Texts

ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="cli.help.config")
]
JsonOption = Annotated[bool, typer.Option("--json", help="cli.help.as_json")]


@dataclass(frozen=True, slots=True)
class Setup:
    """Handed from step to step of a command."""

    settings: Settings
    texts: Texts
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return self.settings.calendar.timezone

    @property
    def today(self) -> date:
        return local_day(self.now, self.zone)


def set_up(context: typer.Context, config: Path | None) -> Setup:
    """Read the settings. Raises ConfigError."""
    return Setup(load_settings(config), context.obj, system_clock())


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
