"""`duban run`: the bot at work, until it is told to stop."""

from typing import Annotated

import typer

from bot.cli.failing import Failure
from bot.cli.setup import ConfigOption, set_up, wait_for

RoleOption = Annotated[str, typer.Option("--role", metavar="ROLE", help="cli.help.role")]


def run(context: typer.Context, config: ConfigOption = None, role: RoleOption = "all") -> None:
    """Take updates and send what is owed; with a database server, one of both."""
    setup = set_up(context, config)
    # The whole bot, which other commands do without.
    from bot.cli.serving import serve
    from bot.roles import Role

    if role not in set(Role):
        raise Failure("run.no_role", role=role, choices=" / ".join(Role))
    wait_for(serve(setup, Role(role)))
