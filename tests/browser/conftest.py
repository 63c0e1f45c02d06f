"""A real browser in front of a small town's rehearsal, wide and narrow."""

from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.config import Settings
from bot.rehearsal.stage import open_rehearsal
from rehearsal.page import Theatre, open_page
from tests.browser.chromium import open_chromium
from tests.browser.reader import WIDTHS, Reader, look
from tests.flows.town import town_plan

START = datetime(2012, 11, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for all tests of a process."""
    async with open_chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def theatre() -> AsyncIterator[Theatre]:
    """Monday 5 November 2012, 10:00; the first cards go out at nine the next morning."""
    async with open_rehearsal(Settings(), town_plan(), START) as opened:
        yield opened.theatre


@pytest_asyncio.fixture(loop_scope="session")
async def url(theatre: Theatre) -> AsyncIterator[str]:
    async with open_page(theatre) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session", params=list(WIDTHS))
async def reader(
    chromium: Browser, theatre: Theatre, url: str, request: pytest.FixtureRequest
) -> AsyncIterator[Reader]:
    """Somebody with a fresh browser profile; at the end the console must have kept quiet."""
    width, height = WIDTHS[request.param]
    context = await chromium.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce"
    )
    reader = await look(context, theatre, url, narrow=request.param == "narrow")
    yield reader
    await context.close()
    assert reader.complaints == []
