"""`duban health`, and `duban run` that answers it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.clock import system_clock
from rehearsal import open_standin
from tests.bot.cli.conftest import Duban

ROOT = Path(__file__).parents[3]


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch) -> str:
    """An address nobody listens at, set."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    monkeypatch.setenv("DUBAN_OPERATING__LISTEN", address)
    return address


def test_where_it_is_off_nobody_can_be_asked(duban: Duban) -> None:
    result = duban("health")
    assert result.exit_code == 1
    assert "[operating] listen" in result.stderr


def test_a_bot_that_does_not_run_is_not_well(duban: Duban, listen: str) -> None:
    result = duban("health")
    assert result.exit_code == 1
    assert f"{listen} 上没有机器人应答" in result.stderr


@asynccontextmanager
async def running(listen: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot at work against a stand-in of its own."""
    async with open_standin(system_clock, username="sample_bot") as standin:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=os.environ
            | {
                "PYTHONPATH": str(ROOT),
                "DUBAN_TELEGRAM__API_URL": standin.url,
                "DUBAN_TELEGRAM__TOKEN": standin.token,
                "DUBAN_OPERATING__LISTEN": listen,
            },
        )
        yield process
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.communicate(), 30)


@pytest.mark.usefixtures("database")
async def test_a_bot_at_work_answers_that_it_is_well(duban: Duban, listen: str) -> None:
    async with running(listen) as process:
        assert process.stdout
        await asyncio.wait_for(process.stdout.readline(), 30)
        result = await asyncio.to_thread(duban, "health")
    assert (result.exit_code, result.stdout) == (0, "机器人工作正常。\n")


@pytest.mark.usefixtures("database")
async def test_an_address_that_is_taken_is_told_in_a_sentence(listen: str) -> None:
    host, _, port = listen.partition(":")
    with socket.create_server((host, int(port))):
        async with running(listen) as process:
            _, errors = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 1
    assert errors.decode().splitlines()[-1].startswith(f"无法在 {listen} 上应答")
