"""`duban health`, and `duban run` that answers it."""

import asyncio
import socket

import pytest

from bot.clock import system_clock
from rehearsal import open_standin
from tests.bot.cli.conftest import Duban
from tests.bot.processes import running


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


async def test_a_bot_at_work_answers_that_it_is_well(
    duban: Duban, database: str, listen: str
) -> None:
    assert listen
    async with open_standin(system_clock) as standin, running(standin, database) as runs:
        await runs.start()
        result = await asyncio.to_thread(duban, "health")
    assert (result.exit_code, result.stdout) == (0, "机器人工作正常。\n")


async def test_an_address_that_is_taken_is_told_in_a_sentence(database: str, listen: str) -> None:
    host, _, port = listen.partition(":")
    async with open_standin(system_clock) as standin, running(standin, database) as runs:
        with socket.create_server((host, int(port))):
            process = await runs.launch()
            _, errors = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1
    assert errors.decode().splitlines()[-1].startswith(f"无法在 {listen} 上应答")
