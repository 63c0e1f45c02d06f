"""`duban check`: what is wrong with settings, database, token and plan, and what to do."""

from collections.abc import AsyncIterator
from pathlib import Path

import typer

from bot.cli.checks import Finding, Mark, care, fine, wrong
from bot.cli.checks.machine import check_clock, check_database, check_evidence
from bot.cli.checks.plans import check_plans
from bot.cli.setup import ConfigOption, Setup, set_up, wait_for
from bot.config_file import DEFAULT_FILE, ConfigError
from render.problems import problem_line
from render.texts import Texts
from storage.engine import reading

COLOURS = {Mark.FINE: "green", Mark.CARE: "yellow", Mark.WRONG: "red"}


def check(context: typer.Context, config: ConfigOption = None) -> None:
    """Look at everything the bot needs; the exit code is 1 when something is in its way."""
    texts: Texts = context.obj
    try:
        setup = set_up(context, config)
    except ConfigError as error:
        for problem in error.problems:
            _tell(wrong("check.config_wrong", problem=problem_line(problem, texts)), texts)
        raise typer.Exit(1) from error
    _tell(_config(config), texts)
    if not wait_for(_check(setup)):
        raise typer.Exit(1)


def _config(config: Path | None) -> Finding:
    file = config or DEFAULT_FILE
    return fine("check.config", file=file) if file.exists() else care("check.no_config", file=file)


async def _check(setup: Setup) -> bool:
    """Tell each finding as it comes; whether nothing is in the way."""
    marks = []
    async for finding in _findings(setup):
        marks.append(finding.mark)
        _tell(finding, setup.texts)
    wrongs = marks.count(Mark.WRONG)
    if wrongs:
        setup.say("check.some_wrong", n=wrongs)
    else:
        setup.say("check.ready")
    return not wrongs


async def _findings(setup: Setup) -> AsyncIterator[Finding]:
    for finding in (*check_clock(setup), check_evidence(setup)):
        yield finding
    database = check_database(setup)
    yield database
    if database.mark is Mark.FINE:
        async with setup.database() as sessions, reading(sessions) as session:
            async for finding in check_plans(session, setup):
                yield finding
    elif database.key == "check.database_missing":
        yield wrong("cli.no_plan")
    people = setup.settings.office.people
    yield fine("check.office", n=len(people)) if people else wrong("check.no_office")
    from bot.cli.checks.telegram import check_telegram  # the whole bot, not needed until here

    async for finding in check_telegram(setup):
        yield finding


def _tell(finding: Finding, texts: Texts) -> None:
    mark = typer.style(finding.mark, fg=COLOURS[finding.mark])
    typer.echo(f"{mark} {texts.plain(finding.key, **finding.values)}")
