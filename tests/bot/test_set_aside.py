"""An update that kills the process itself does not kill each next one, and takes nobody with it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.clock import system_clock
from bot.inbox import ENDED, LIVES
from rehearsal.standin import Standin, open_standin
from storage.engine import open_database
from storage.schema import UpdateRow
from tests.bot.deadly import COMMAND
from tests.bot.processes import OFFICE, Runs, running

SOON = 60
PEOPLE = range(951, 957)
DEADLY = f"/{COMMAND}"


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with open_standin(system_clock) as opened:
        for user in (OFFICE, *PEOPLE):
            opened.world.add_user(user, "周")
            opened.people.start(user)
        yield opened


def written(standin: Standin, chat: int) -> int:
    """How often the bot wrote to somebody."""
    return sum(one.sender == standin.world.bot.id for one in standin.world.messages(chat))


async def live(standin: Standin, runs: Runs) -> int:
    """Start the bot until it no longer dies; how often it did."""
    for deaths in range(2 * LIVES):
        process = await runs.launch()
        ended = asyncio.create_task(process.wait())
        at_work = standin.until(lambda: all(written(standin, one) >= 2 for one in PEOPLE), SOON)
        answered = asyncio.create_task(at_work)
        await asyncio.wait([ended, answered], return_when=asyncio.FIRST_COMPLETED)
        if answered.done():
            await answered
            ended.cancel()
            return deaths
        answered.cancel()
    raise AssertionError("it kills every next one")


@pytest.mark.sqlite
@pytest.mark.postgresql
async def test_an_update_that_kills_its_process_is_set_aside_and_the_others_are_answered(
    standin: Standin, database: str
) -> None:
    killer = PEOPLE[3]
    for user in PEOPLE:
        standin.people.say(user, user, DEADLY if user == killer else "/help")
    standin.people.say(killer, killer, "/help")
    async with running(standin, database) as runs:
        runs.module = "tests.bot.deadly"
        assert await live(standin, runs) == LIVES
    async with open_database(database) as sessions, sessions() as session:
        rows = (await session.scalars(select(UpdateRow).where(UpdateRow.error.is_not(None)))).all()
    assert [(row.chat, row.error, DEADLY in (row.body or "")) for row in rows] == [
        (killer, ENDED, True)
    ]
