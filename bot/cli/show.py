"""`duban plan show`: the plan as it is stored."""

import json
from datetime import date

import typer

from bot.cli.plans import the_plan
from bot.cli.setup import ConfigOption, JsonOption, PlanOption, Setup, set_up, wait_for
from plan.loading import plan_as_data
from plan.model import Plan
from render.plan_text import plan_text
from storage import plans
from storage.engine import reading


def show(
    context: typer.Context,
    plan: PlanOption = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Print the plan as text, or as the data of a plan file."""
    setup = set_up(context, config)
    stored = wait_for(_load(setup, plan))
    if as_json:
        data = plan_as_data(stored)
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=date.isoformat))
    else:
        typer.echo(plan_text(stored, setup.texts), nl=False)


async def _load(setup: Setup, title: str | None) -> Plan:
    async with setup.database() as sessions, reading(sessions) as session:
        return await plans.load(session, await the_plan(session, setup, title))
