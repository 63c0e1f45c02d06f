"""`duban preview`: what will be sent, when, to whom and why, if nothing changes."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from bot.cli.failing import Failure
from bot.cli.setup import ConfigOption, JsonOption, Setup, a_day, set_up, wait_for
from jobs.preview import preview as plan_ahead
from plan.preview import Planned
from render.preview import preview_json, preview_text
from storage.calendar import load_calendar
from storage.engine import reading

LONGEST = 366


def preview(
    context: typer.Context,
    first: Annotated[
        date, typer.Option("--from", parser=a_day, metavar="DATE", help="cli.help.preview_from")
    ],
    last: Annotated[
        date, typer.Option("--to", parser=a_day, metavar="DATE", help="cli.help.preview_to")
    ],
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Print the messages of a span of days as text or as JSON."""
    if last < first:
        raise Failure("cli.preview_backwards")
    if (last - first).days >= LONGEST:
        raise Failure("cli.preview_too_long", n=LONGEST)
    setup = set_up(context, config)
    planned = wait_for(_preview(setup, first, last))
    if as_json:
        messages = preview_json(planned, setup.texts)
        typer.echo(json.dumps(messages, ensure_ascii=False, indent=2))
    else:
        typer.echo(preview_text(planned, setup.texts), nl=False)


async def _preview(setup: Setup, first: date, last: date) -> Sequence[Planned]:
    office = setup.settings.office
    async with setup.database() as sessions, reading(sessions) as session:
        calendar = await load_calendar(session)
        for year in range(first.year, last.year + 1):
            if not calendar.knows_year(year):
                setup.note("gap.year", year=year)
        return await plan_ahead(
            session,
            setup.settings.rules,
            setup.now,
            first,
            last,
            digest_at=office.digest_at,
            office_people=office.people,
        )
