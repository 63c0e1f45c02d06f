"""A stand-in with one group, and python-telegram-bot's own classes talking to it over HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram.ext import Application, ApplicationBuilder, ExtBot

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
    return builder.build()


@pytest.fixture
async def bot(standin: Standin) -> AsyncIterator[Bot]:
    """The bot's calls, without polling."""
    app = application(standin)
    async with app.bot:
        yield app.bot
