"""`duban run`."""

import asyncio
import signal
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.clock import system_clock
from rehearsal import open_standin
from tests.bot.cli.conftest import Duban
from tests.bot.processes import running


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_works_until_it_is_told_to_stop(database: str, number: signal.Signals) -> None:
    async with (
        open_standin(system_clock, username="sample_bot") as standin,
        running(standin, database) as runs,
    ):
        process = await runs.launch()
        assert process.stdout
        first = await asyncio.wait_for(process.stdout.readline(), 60)
        process.send_signal(number)
        _, errors = await asyncio.wait_for(process.communicate(), 60)
    assert first.decode() == "@sample_bot 已开始工作，按 Ctrl-C 停止。\n"
    assert process.returncode == 0
    assert b"Traceback" not in errors


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_at_once_while_telegram_still_lets_it_wait(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with (
        open_standin(system_clock) as standin,
        running(standin, f"sqlite:///{tmp_path}/duban.db") as runs,
    ):
        standin.faults.fail("getMe", retry_after=3_600)
        process = await runs.launch()
        await standin.until(lambda: not standin.faults.rules, 60)
        process.send_signal(number)
        said, errors = await asyncio.wait_for(process.communicate(), 60)
    assert (process.returncode, said) == (0, b"")
    assert errors.decode().endswith("尚未开始工作，已按要求停止。\n")
    assert b"Traceback" not in errors


def test_without_a_token_it_does_not_start(duban: Duban) -> None:
    result = duban("run")
    assert result.exit_code == 1
    assert result.stderr.startswith("还没有令牌。")


async def test_a_second_run_on_the_same_file_is_refused(tmp_path: Path) -> None:
    async with (
        open_standin(system_clock) as standin,
        running(standin, f"sqlite:///{tmp_path}/duban.db") as runs,
    ):
        first = await runs.start()
        second = await runs.launch()
        _, errors = await asyncio.wait_for(second.communicate(), 60)
        assert second.returncode == 1
        assert "已有一个 duban run 在使用" in errors.decode()
        first.kill()
        await first.wait()
        await runs.start()  # the lock went with the process


async def test_of_two_with_the_same_token_one_ends_with_a_clear_line(tmp_path: Path) -> None:
    async with open_standin(system_clock) as standin, AsyncExitStack() as stack:
        both = [
            await (
                await stack.enter_async_context(running(standin, f"sqlite:///{tmp_path}/{n}.db"))
            ).start()
            for n in "12"
        ]
        ends = [asyncio.create_task(one.communicate()) for one in both]
        [ended], [going] = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        loser, other = both if ended is ends[0] else reversed(both)
        assert (loser.returncode, other.returncode) == (1, None)
        assert "另一个程序正用同一令牌接收消息，本程序已停止。" in ended.result()[1].decode()
        other.terminate()
        await going
        assert other.returncode == 0


@pytest.mark.parametrize(
    ("role", "said"),
    [("receiver", "--role receiver 需要 PostgreSQL"), ("poller", "没有“poller”这种分工")],
)
def test_a_role_that_cannot_be_is_refused(
    duban: Duban, monkeypatch: pytest.MonkeyPatch, role: str, said: str
) -> None:
    monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN", "1:TEST")
    result = duban("run", "--role", role)
    assert result.exit_code == 1
    assert said in result.stderr
