"""`duban demo`: a rehearsal of a plan, with the real bot and a stand-in for Telegram."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.failing import Failure
from bot.cli.setup import ConfigOption, a_count, a_day, set_up, wait_for

SAMPLE = Path(__file__).parents[2] / "examples" / "yixing-2012.toml"
FORTNIGHT = 12  # its working weeks: Monday to the second Friday

PlanFile = Annotated[Path | None, typer.Option("--plan", metavar="FILE", help="cli.help.demo_plan")]
FirstDay = Annotated[
    date | None, typer.Option("--from", parser=a_day, metavar="DATE", help="cli.help.demo_from")
]
Days = Annotated[
    int | None, typer.Option("--days", parser=a_count, metavar="N", help="cli.help.demo_days")
]
Headless = Annotated[bool, typer.Option("--headless", help="cli.help.demo_headless")]
Print = Annotated[bool | None, typer.Option("--print/--page", help="cli.help.demo_print")]
Port = Annotated[int | None, typer.Option(parser=a_count, metavar="N", help="cli.help.demo_port")]


def demo(
    context: typer.Context,
    plan: PlanFile = None,
    first: FirstDay = None,
    days: Days = None,
    headless: Headless = False,
    print_: Print = None,
    port: Port = None,
    config: ConfigOption = None,
) -> None:
    """Open the page of a rehearsal; or play it by itself and print what came of it.

    Where the output goes into a file there is nobody to open a page, so it is printed.
    """
    setup, file = set_up(context, config), plan or SAMPLE
    if headless and print_:
        raise Failure("demo.one_way")
    # The whole bot, which other commands do without.
    from bot.cli import figures, page, playing

    if headless:
        wait_for(figures.play_headless(setup, file, first, days))
    elif print_ or (print_ is None and not sys.stdout.isatty()):
        wait_for(playing.play_days(setup, file, first, days or FORTNIGHT))
    else:
        wait_for(page.show_page(setup, file, first, port))
