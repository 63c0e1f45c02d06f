"""A stand-in with one group, and python-telegram-bot's own classes talking to it over HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ExtBot
from telegram.request import HTTPXRequest

from rehearsal import MovableClock, Standin, open_standin

START = datetime(2012, 11, 2, 1, 0, tzinfo=UTC)
GROUP = -1001
WANG, LI, STRANGER = 7, 8, 9
Bot = ExtBot[None]
App = Application[Bot, Any, Any, Any, Any, Any]


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START)


@pytest.fixture
async def standin(clock: MovableClock) -> AsyncIterator[Standin]:
    """Wang and Li are in the group, the bot is a plain member."""
    async with open_standin(clock) as standin:
        standin.world.add_user(WANG, "王芳")
        standin.world.add_user(LI, "李雷")
        standin.world.add_user(STRANGER, "路人")
        standin.world.add_group(GROUP, "民政局", [WANG, LI])
        yield standin


def application(standin: Standin, token: str = "1:TEST") -> App:
    """A real Application pointed at the stand-in."""
    builder = ApplicationBuilder().token(token)
    builder = builder.base_url(f"{standin.url}/bot").base_file_url(f"{standin.url}/file/bot")
    return builder.request(_plain()).get_updates_request(_plain()).build()


def _plain() -> HTTPXRequest:
    """Requests that need no certificates, which take long to load."""
    return HTTPXRequest(httpx_kwargs={"verify": False})


@pytest.fixture
async def bot(standin: Standin) -> AsyncIterator[Bot]:
    """The bot's calls, without polling."""
    app = application(standin)
    async with app.bot:
        yield app.bot


@pytest.fixture
async def http(standin: Standin) -> AsyncIterator[aiohttp.ClientSession]:
    """Calls that python-telegram-bot would not make."""
    async with aiohttp.ClientSession(standin.url) as session:
        yield session


async def refusal(http: aiohttp.ClientSession, method: str, params: object) -> str:
    """What the stand-in says against a call."""
    async with http.post(f"/bot1:TEST/{method}", json=params) as answer:
        return str((await answer.json())["description"])


async def heard(bot: Bot, *kinds: str) -> list[Update]:
    """What a poll brings at once; everything is confirmed afterwards."""
    updates = await bot.get_updates(timeout=0, allowed_updates=kinds or None)
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return list(updates)


def png(filler: int = 0) -> bytes:
    """The beginning of a picture, as far as anybody looks."""
    return b"\x89PNG\r\n\x1a\n" + bytes(filler)


@pytest.fixture(autouse=True)
def _durations_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """The coming way of python-telegram-bot; without it, it warns at every limit it meets."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
