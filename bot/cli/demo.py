"""`duban demo`: two weeks of a plan, with the real bot and a stand-in for Telegram."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

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


def demo(
    context: typer.Context,
    plan: PlanFile = None,
    first: FirstDay = None,
    days: Days = None,
    config: ConfigOption = None,
) -> None:
    """Play the days and print what each group sees; nothing reaches Telegram or the database."""
    setup = set_up(context, config)
    from bot.cli.playing import play_days  # the whole bot, which other commands do without

    wait_for(play_days(setup, plan or SAMPLE, first, days or FORTNIGHT))
