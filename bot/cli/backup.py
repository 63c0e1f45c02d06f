"""`duban backup`: everything the bot holds, in one file, while it runs."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.bar import measured_bar
from bot.cli.setup import ConfigOption, set_up
from render.sizes import as_size
from storage.backup import back_up


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.help.backup_file")],
    config: ConfigOption = None,
) -> None:
    """Write a backup and say what it holds."""
    setup = set_up(context, config)
    place = setup.settings.database
    with measured_bar(setup.texts.plain("cli.backup_writing")) as watch:
        manifest = back_up(
            place.url,
            place.evidence,
            file,
            now=setup.now,
            version=version("duban"),
            watch=watch,
        )
    files, size = len(manifest.evidence), as_size(file.stat().st_size)
    setup.say("cli.backed_up", file=file, rows=manifest.amount - files, files=files, size=size)
    if manifest.missing:
        setup.note("cli.backup_missing", n=len(manifest.missing), folder=place.evidence)
