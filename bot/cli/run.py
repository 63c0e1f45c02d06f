"""`duban run`: the bot at work, until it is told to stop."""

import typer

from bot.cli.setup import ConfigOption, set_up, wait_for


def run(context: typer.Context, config: ConfigOption = None) -> None:
    """Poll for updates and send what is owed."""
    setup = set_up(context, config)
    from bot.cli.serving import serve  # the whole bot, which other commands do without

    wait_for(serve(setup))
