"""`duban summary`: where the plan stands, now or at the end of a day gone by."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

import typer

from bot.cli.failing import Failure
from bot.cli.plans import the_plan
from bot.cli.setup import ConfigOption, JsonOption, PlanOption, Setup, a_day, set_up, wait_for
from plan.calendar import day_ends
from plan.summary import Summary, as_json
from render.summary_text import summary_text
from storage.engine import reading
from storage.past import changed_since, summarise_past
from storage.summaries import summarise


def summary(
    context: typer.Context,
    as_of: Annotated[
        date | None, typer.Option(parser=a_day, metavar="DATE", help="cli.help.as_of")
    ] = None,
    plan: PlanOption = None,
    in_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Print the figures as text or as JSON."""
    setup = set_up(context, config)
    if as_of is not None and as_of > setup.today:
        raise Failure("cli.as_of_future", day=setup.texts.full_date(as_of))
    past = as_of is not None and as_of < setup.today
    figures = wait_for(_then(setup, plan, as_of) if as_of and past else _now(setup, plan))
    if in_json:
        typer.echo(json.dumps(as_json(figures), ensure_ascii=False, indent=2))
    else:
        typer.echo(summary_text(figures, setup.texts, setup.zone), nl=False)


async def _now(setup: Setup, title: str | None) -> Summary:
    async with setup.database() as sessions, reading(sessions) as session:
        plan_id = await the_plan(session, setup, title)
        return await summarise(session, plan_id, setup.now, setup.today)


async def _then(setup: Setup, title: str | None, day: date) -> Summary:
    until = day_ends(day, setup.zone) - timedelta.resolution
    async with setup.database() as sessions, reading(sessions) as session:
        plan_id = await the_plan(session, setup, title)
        changed = await changed_since(session, plan_id, until)
        if changed is not None:
            setup.note(
                "cli.as_of_changed", at=setup.texts.full_date(changed.astimezone(setup.zone))
            )
        figures = await summarise_past(session, plan_id, until, day, rules=setup.settings.rules)
    return replace(figures, as_of=until.replace(microsecond=0))
