"""An update that kills the process itself does not kill each next one, and takes nobody with it;
what was set aside may be tried again."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.clock import system_clock
from bot.inbox import ENDED, LIVES
from rehearsal.standin import Standin, open_standin
from storage import aside, inbox
from storage.engine import open_database
from storage.inbox import Incoming
from storage.schema import UpdateRow
from tests.bot.deadly import COMMAND
from tests.bot.processes import OFFICE, ROOT, Runs, running

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


async def worked_off(standin: Standin, database: str) -> None:
    """Wait until everything that was said is worked off or set aside."""
    await standin.settled(SOON)
    waits = select(func.count()).where(UpdateRow.handled_at.is_(None))
    async with open_database(database) as sessions:
        for _ in range(10 * SOON):
            async with sessions(bind=sessions.reader) as session:
                if not await session.scalar(waits):
                    return
            await asyncio.sleep(0.1)
    raise TimeoutError


async def live(standin: Standin, runs: Runs) -> int:
    """Start the bot until it no longer dies; how often it did."""
    for deaths in range(2 * LIVES):
        process = await runs.launch()
        ended = asyncio.create_task(process.wait())
        over = asyncio.create_task(worked_off(standin, runs.database))
        await asyncio.wait([ended, over], return_when=asyncio.FIRST_COMPLETED)
        if over.done():
            ended.cancel()
            await over
            return deaths
        over.cancel()
        await asyncio.wait([over])
    raise AssertionError("it kills every next one")


@pytest.mark.sqlite
@pytest.mark.postgresql
async def test_an_update_that_kills_its_process_is_set_aside_and_the_others_are_worked_off(
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


@pytest.mark.sqlite
@pytest.mark.postgresql
async def test_what_was_set_aside_is_tried_again_by_the_bot_that_runs(
    standin: Standin, database: str
) -> None:
    asks = {
        "message_id": 1,
        "date": 1_352_080_800,
        "text": "/help",
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        "chat": {"id": OFFICE, "type": "private", "first_name": "周"},
        "from": {"id": OFFICE, "is_bot": False, "first_name": "周"},
    }
    broken = Incoming(7, OFFICE, json.dumps({"update_id": 7, "message": asks}))
    async with open_database(database) as sessions, sessions.begin() as session:
        await inbox.store(session, [broken], "gone", system_clock())
        await inbox.note_attempt(session, broken.update, "gone", "broken")
        await inbox.set_aside(session, broken.update, "gone", system_clock())
    async with running(standin, database, DUBAN_OPERATING__HEALTH_AT="") as runs:
        await runs.start()
        await standin.until(lambda: written(standin, OFFICE) == 1, SOON)
        told = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "updates", "--retry"),
            env=os.environ | {"PYTHONPATH": str(ROOT), "DUBAN_DATABASE__URL": database},
        )
        assert await told.wait() == 0
        await standin.until(lambda: written(standin, OFFICE) == 2, SOON)
    async with open_database(database) as sessions, sessions() as session:
        assert await aside.listed(session) == []
