"""Which of the bot's plans a command is about."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.failing import Failure
from bot.cli.setup import Setup
from storage import plans


async def the_plan(session: AsyncSession, setup: Setup, title: str | None) -> int:
    """The plan with this title; without one, the only plan there is."""
    if title is not None:
        found = await plans.identify(session, title)
        if found is None:
            raise Failure("cli.no_such_plan", title=title)
        return found
    known = await plans.ids(session)
    if not known:
        raise Failure("cli.no_plan")
    if len(known) > 1:
        titles = setup.texts.joined_plain(await plans.titles(session))
        raise Failure("cli.which_plan", titles=titles)
    return known[0]
