"""`duban run`."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.clock import system_clock
from rehearsal import open_standin
from tests.bot.cli.conftest import Duban

ROOT = Path(__file__).parents[3]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_works_until_it_is_told_to_stop(number: signal.Signals) -> None:
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
            },
        )
        assert process.stdout
        first = await asyncio.wait_for(process.stdout.readline(), 30)
        process.send_signal(number)
        _, errors = await asyncio.wait_for(process.communicate(), 30)
    assert first.decode() == "@sample_bot 已开始工作，按 Ctrl-C 停止。\n"
    assert process.returncode == 0
    assert b"Traceback" not in errors


def test_without_a_token_it_does_not_start(duban: Duban) -> None:
    result = duban("run")
    assert result.exit_code == 1
    assert result.stderr.startswith("还没有令牌。")
