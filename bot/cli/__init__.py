"""The command line: one module a command, put together here.

Help is written as text keys; `front` puts them into the reader's language.
"""

import typer

from bot.cli.front import Front, front
from bot.cli.reply import reply

app = typer.Typer(cls=Front, add_completion=False, pretty_exceptions_enable=False)
app.callback(invoke_without_command=True, help="cli.help.duban")(front)
app.command(help="cli.help.reply")(reply)
