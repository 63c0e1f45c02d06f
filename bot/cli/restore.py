"""`duban restore`: a backup into the configured database and evidence folder."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.bar import measured_bar
from bot.cli.failing import Failure
from bot.cli.setup import ConfigOption, Setup, set_up
from storage.archive import Manifest, open_backup
from storage.restore import holds_something
from storage.restore import restore as put_back


def _a_moment(words: str) -> datetime:
    """A moment of the command line; for typer's `parser`."""
    try:
        return datetime.fromisoformat(words)
    except ValueError as error:
        raise Failure("cli.not_a_moment", value=words) from error


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.help.restore_file")],
    lost_at: Annotated[
        datetime | None,
        typer.Option(parser=_a_moment, metavar="MOMENT", help="cli.help.restore_lost_at"),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="cli.help.restore_replace")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="cli.help.restore_yes")] = False,
    config: ConfigOption = None,
) -> None:
    """Show what a backup holds, then put it back: all of it or nothing."""
    setup = set_up(context, config)
    with open_backup(file) as (_, manifest):
        lost = _lost_at(setup, lost_at)
        _show(setup, manifest)
    place = setup.settings.database
    if replace and not yes and holds_something(place.url):
        _ask(setup)
    from bot.cli.serving import sole_process  # the whole bot, which other commands do without
    from bot.roles import Role

    bar = measured_bar(setup.texts.plain("cli.restore_reading"))
    with sole_process(place.url, Role.ALL), bar as watch:
        put_back(
            place.url,
            place.evidence,
            file,
            now=setup.now,
            lost_at=lost,
            replace=replace,
            watch=watch,
        )
    _conclude(setup, lost, manifest.taken_at)


def _lost_at(setup: Setup, given: datetime | None) -> datetime:
    """Until when the bot may have gone on; now, if nobody knows better."""
    if given is None:
        return setup.now
    lost = given if given.tzinfo else given.replace(tzinfo=setup.zone)
    if lost > setup.now:
        raise Failure("cli.restore_lost_when")
    return lost


def _show(setup: Setup, manifest: Manifest) -> None:
    files = len(manifest.evidence)
    setup.say(
        "cli.restore_holds",
        taken=setup.texts.moment(manifest.taken_at, setup.zone),
        version=manifest.version,
        rows=manifest.amount - files,
        files=files,
    )


def _conclude(setup: Setup, lost: datetime, taken: datetime) -> None:
    """Say what is missing. The zone is named, because whoever types may sit in another."""
    key = "cli.restored" if lost > taken else "cli.restored_whole"
    zone, moment = setup.zone, setup.texts.moment
    setup.say(key, lost=moment(lost, zone), taken=moment(taken, zone), zone=zone)


def _ask(setup: Setup) -> None:
    url = setup.shown_database
    if not sys.stdin.isatty():
        raise Failure("cli.restore_unasked")
    if not typer.confirm(setup.texts.plain("cli.restore_ask", url=url), err=True):
        raise Failure("cli.restore_declined")
