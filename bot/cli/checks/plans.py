"""The plans: whether there is one, who can be reminded, which days are worked."""

from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.checks import Finding, care, fine, wrong
from bot.cli.setup import Setup
from storage import plans, units
from storage.calendar import KNOWN_UNTIL, unknown_years
from storage.chats import office_chats


async def check_plans(session: AsyncSession, setup: Setup) -> AsyncIterator[Finding]:
    """Every plan, and what keeps its reminders from reaching somebody."""
    titles = await plans.titles(session)
    if not titles:
        yield wrong("cli.no_plan")
        return
    yield fine("check.plans", n=len(titles), titles=setup.texts.joined_plain(titles))
    for names, bad, good in (
        (await units.unbound_units(session), "check.no_group", "check.groups"),
        (await units.without_liaison(session), "check.no_liaison", "check.liaisons"),
    ):
        listed = setup.texts.joined_plain(names)
        yield care(bad, n=len(names), units=listed) if names else fine(good)
    yield await _office(session)
    yield await _calendar(session, setup)


async def _office(session: AsyncSession) -> Finding:
    bound = await office_chats(session)
    return fine("check.office_group") if bound else care("cli.import_no_office")


async def _calendar(session: AsyncSession, setup: Setup) -> Finding:
    """The holiday table ends some day; beyond it only weekends are known."""
    until = setup.texts.full_date(KNOWN_UNTIL)
    last = await plans.last_due(session)
    if last is not None and await unknown_years(session, last):
        return care("check.calendar_short", until=until, due=setup.texts.full_date(last))
    return fine("check.calendar", until=until)
