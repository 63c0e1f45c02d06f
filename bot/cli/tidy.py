"""`duban tidy --dry-run`: what [retention] lets go of at the next look, before it does."""

from collections.abc import Mapping
from typing import Annotated

import typer

from bot.cli.failing import Failure
from bot.cli.setup import ConfigOption, Setup, set_up, wait_for
from jobs.forget import count_old
from storage.engine import reading

LINES = {
    "sendings": "cli.tidy_sendings",
    "words": "cli.tidy_words",
    "questions": "cli.tidy_questions",
    "evidence": "cli.tidy_evidence",
}


def tidy(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="cli.help.tidy_dry_run")] = False,
    config: ConfigOption = None,
) -> None:
    """Count it and change nothing; the running bot itself forgets, once a day."""
    if not dry_run:
        raise Failure("cli.tidy_by_itself")
    setup = set_up(context, config)
    for kind, amount in wait_for(_count(setup)).items():
        setup.say(LINES[kind], n=amount)


async def _count(setup: Setup) -> Mapping[str, int]:
    from bot.composition import make_keeping  # the whole bot, not needed until here

    keeping = make_keeping(setup.settings)
    async with setup.database() as sessions, reading(sessions) as session:
        return await count_old(session, keeping, setup.today, setup.now)
