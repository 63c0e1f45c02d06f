"""The command line: one module a command, put together here.

Help is written as text keys; `front` puts them into the reader's language.
"""

import typer

from bot.cli.backup import backup
from bot.cli.bind import bind
from bot.cli.check import check
from bot.cli.days import days
from bot.cli.demo import demo
from bot.cli.front import Front, front, show_help
from bot.cli.health import health
from bot.cli.preview import preview
from bot.cli.reply import reply
from bot.cli.restore import restore
from bot.cli.run import run
from bot.cli.show import show
from bot.cli.summary import summary
from bot.cli.take import take
from bot.cli.tidy import tidy
from bot.cli.updates import updates

plan = typer.Typer()
plan.callback(invoke_without_command=True, help="cli.help.plan")(show_help)
plan.command("import", help="cli.help.plan_import")(take)
plan.command(help="cli.help.plan_show")(show)

# In the order the help lists them; a new command is one more line here.
app = typer.Typer(cls=Front, add_completion=False, pretty_exceptions_enable=False)
app.callback(invoke_without_command=True, help="cli.help.duban")(front)
app.command(help="cli.help.demo")(demo)
app.command(help="cli.help.run")(run)
app.command(help="cli.help.check")(check)
app.command(help="cli.help.health")(health)
app.command(help="cli.help.bind")(bind)
app.command(help="cli.help.preview")(preview)
app.command(help="cli.help.summary")(summary)
app.command(help="cli.help.reply")(reply)
app.command(help="cli.help.updates")(updates)
app.command(help="cli.help.backup")(backup)
app.command(help="cli.help.restore")(restore)
app.command(help="cli.help.tidy")(tidy)
app.add_typer(plan, name="plan")
app.add_typer(days, name="days")
