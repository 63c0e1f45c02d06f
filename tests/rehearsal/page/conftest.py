"""A small town's rehearsal with the real bot, and its page over HTTP."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientSession

from bot.config import Settings
from bot.rehearsal.stage import open_rehearsal
from rehearsal.page import Theatre, open_page
from tests.flows.town import town_plan
from tests.rehearsal.page.browser import Browser

START = datetime(2012, 11, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
async def theatre() -> AsyncIterator[Theatre]:
    """Monday 5 November 2012, 10:00; the first cards go out at nine the next morning."""
    async with open_rehearsal(Settings(), town_plan(), START) as opened:
        yield opened.theatre


@pytest.fixture
async def url(theatre: Theatre) -> AsyncIterator[str]:
    async with open_page(theatre) as address:
        yield address


@pytest.fixture
async def browser(url: str) -> AsyncIterator[Browser]:
    """Somebody who has loaded the page."""
    async with ClientSession() as session:
        async with session.get(url) as answer:
            found = re.search(r'name="rehearsal" content="([^"]+)"', await answer.text())
        assert found
        yield Browser(session, url, found[1])
