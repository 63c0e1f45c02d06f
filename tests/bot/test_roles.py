"""Several processes on one PostgreSQL: one is in charge, another takes over when it is killed."""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.clock import system_clock
from plan.calendar import Hours
from plan.notices import Owing
from rehearsal.standin import Standin, open_standin
from storage.engine import open_database
from storage.news import tell_office
from tests.bot.processes import OFFICE, Runs, running

SOON = 30  # seconds a busy machine may take
pytestmark = pytest.mark.postgresql


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with open_standin(system_clock) as opened:
        opened.world.add_user(OFFICE, "督查办小周")
        opened.people.start(OFFICE)
        yield opened


@pytest.fixture
async def runs(standin: Standin, database: str) -> AsyncIterator[Runs]:
    noon, night = (system_clock() + timedelta(hours=h) for h in (11, 12))
    awake = f"{noon:%H:%M}-{night:%H:%M}"  # not now
    quiet = {"DUBAN_CALENDAR__TIMEZONE": "UTC", "DUBAN_CALENDAR__QUIET": awake}
    async with running(standin, database, **quiet) as opened:
        yield opened


def answers(standin: Standin) -> int:
    """How often the bot wrote to the office's person."""
    bot = standin.world.bot.id
    return sum(message.sender == bot for message in standin.world.messages(OFFICE))


async def ask(standin: Standin) -> None:
    """The office asks for help, and gets it."""
    before = answers(standin)
    standin.people.say(OFFICE, OFFICE, "/help")
    await standin.until(lambda: answers(standin) > before, SOON)


async def owe(runs: Runs, subject: int) -> None:
    """Something is to be told to the office."""
    now = system_clock()
    async with open_database(runs.database) as sessions, sessions.begin() as session:
        hours = Hours(now.tzinfo, quiet=(now.time(), now.time()))  # type: ignore[arg-type]
        await tell_office(session, Owing.ASIDE, subject, [OFFICE], hours, now)


async def test_when_the_one_that_polls_is_killed_the_standby_answers(
    standin: Standin, runs: Runs
) -> None:
    first = await runs.start()
    await ask(standin)
    await runs.start()
    first.kill()
    await first.wait()
    await ask(standin)


async def test_when_the_one_that_sends_is_killed_the_next_sends(
    standin: Standin, runs: Runs
) -> None:
    await runs.start("--role", "receiver")
    first = await runs.start("--role", "sender")
    await ask(standin)
    await runs.start("--role", "sender")
    first.kill()
    await first.wait()
    await owe(runs, 1)
    before = answers(standin)
    await standin.until(lambda: answers(standin) == before + 1, SOON)


async def test_a_process_that_was_paused_stands_by_when_it_wakes_up(
    standin: Standin, runs: Runs
) -> None:
    first = await runs.start()
    await ask(standin)
    await runs.start()
    first.send_signal(signal.SIGSTOP)
    await ask(standin)
    first.send_signal(signal.SIGCONT)
    for _ in range(3):
        await ask(standin)
    assert first.returncode is None
    assert answers(standin) == 1 + 5, "the welcome and one answer for each question"


async def test_stopped_in_order_a_process_leaves_at_once_what_it_was_in_charge_of(
    standin: Standin, runs: Runs
) -> None:
    first = await runs.start()
    await runs.start()
    first.terminate()
    assert await asyncio.wait_for(first.wait(), SOON) == 0
    await ask(standin)
