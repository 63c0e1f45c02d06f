"""A hiccup of Telegram's while the bot starts does not end it; a wrong token does, at once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.clock import system_clock
from bot.insisting import insist
from rehearsal.standin import Standin, open_standin
from tests.bot.processes import Runs, running


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with open_standin(system_clock) as opened:
        yield opened


@pytest.fixture
async def runs(standin: Standin, tmp_path: Path) -> AsyncIterator[Runs]:
    async with running(standin, f"sqlite:///{tmp_path}/duban.db") as opened:
        yield opened


async def test_it_starts_whatever_happens_to_its_first_calls(standin: Standin, runs: Runs) -> None:
    for method in ("getMe", "deleteWebhook"):
        standin.faults.fail(method, retry_after=1)
        standin.faults.fail(method, code=502, description="Bad Gateway")
        standin.faults.hang_up(method)
    standin.faults.fail("setMyCommands", code=500, description="Internal Server Error")
    standin.faults.lose_reply("setMyCommands")
    await runs.start()
    assert not standin.faults.rules


async def test_a_wrong_token_ends_it_at_once_with_a_clear_line(
    standin: Standin, runs: Runs
) -> None:
    runs.more["DUBAN_TELEGRAM__TOKEN"] = "2:WRONG"
    process = await runs.launch()
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1
    assert "Telegram拒绝了令牌。" in errors.decode()
    assert "does not answer yet" not in errors.decode()


@pytest.mark.parametrize("last", [NetworkError("Bad Gateway"), RetryAfter(0)])
async def test_after_the_last_pause_it_gives_up(last: TelegramError) -> None:
    errors = [*(NetworkError("one"), RetryAfter(0)) * 3, last]
    assert await trouble(errors) is last
    assert not errors


@pytest.mark.parametrize("refusal", [BadRequest("bad webhook"), InvalidToken("Not Found")])
async def test_what_telegram_refuses_is_not_tried_again(refusal: TelegramError) -> None:
    errors = [refusal, NetworkError("never asked")]
    assert await trouble(errors) is refusal
    assert len(errors) == 1


async def at_once(seconds: float) -> None:
    """Nobody waits."""


async def trouble(errors: list[TelegramError]) -> TelegramError:
    """What comes of a call that fails in these ways, one after the other."""

    async def call() -> None:
        raise errors.pop(0)

    with pytest.raises(TelegramError) as caught:
        await insist(call, at_once)
    return caught.value
