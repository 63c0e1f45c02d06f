"""The limits of sending, when they are enforced."""

from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from rehearsal import MovableClock, open_standin
from rehearsal.errors import ApiError
from rehearsal.limits import Limits
from tests.rehearsal.conftest import START, WANG, application

SECOND = timedelta(seconds=1)
GROUP = -1001


def wait(limits: Limits, chat: int, at: float) -> int:
    """Seconds to wait before a message to this chat would be taken; 0 when it was."""
    try:
        limits.count(chat, START + at * SECOND)
    except ApiError as refused:
        return refused.parameters["retry_after"]
    return 0


def test_thirty_messages_a_second_pass_in_all() -> None:
    limits = Limits()
    assert [wait(limits, chat, 0) for chat in range(1, 31)] == [0] * 30
    assert wait(limits, 99, 0.5) == 1
    assert limits.refused == 1
    assert wait(limits, 99, 1) == 0


def test_twenty_messages_a_minute_pass_in_a_group_and_more_in_private() -> None:
    limits = Limits()
    assert [wait(limits, GROUP, n) for n in range(20)] == [0] * 20
    assert wait(limits, GROUP, 20) == 40
    assert [wait(limits, WANG, 30 + n) for n in range(25)] == [0] * 25
    assert wait(limits, GROUP, 60) == 0


def test_a_short_burst_passes_in_one_chat() -> None:
    limits = Limits()
    assert [wait(limits, WANG, 0) for _ in range(5)] == [0] * 5
    assert wait(limits, WANG, 0.5) == 5
    assert wait(limits, WANG, 5) == 0


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START)


async def test_the_standin_enforces_them_when_asked_to(clock: MovableClock) -> None:
    async with open_standin(clock, limited=True) as standin:
        standin.world.add_group(GROUP, "民政局")
        async with application(standin).bot as bot:
            for n in range(5):
                await bot.send_message(GROUP, str(n))
            await bot.get_chat(GROUP)
            with pytest.raises(RetryAfter):
                await bot.send_message(GROUP, "太快")
            clock.advance(5 * SECOND)
            await bot.send_message(GROUP, "好")
            assert standin.limits
            assert standin.limits.refused == 1
