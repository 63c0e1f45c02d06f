"""Once a day what was kept long enough is forgotten, if the settings say so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from jobs import forget
from jobs.desk import Desk, Keeping
from jobs.schedule import tick
from storage.outbox import owe
from storage.schema import OutboxRow
from tests.storage.builders import at, group

NIGHT = at("2012-11-09 00:01")
MONTH = timedelta(days=30)
KEEPING = Keeping(sendings=MONTH, words=MONTH, evidence=MONTH)


async def sent(desk: Desk, number: int) -> None:
    """Some messages, sent long ago."""
    async with desk.sessions.begin() as session:
        chats = [await group(session, -1000 - n) for n in range(number)]
        await owe(session, chats, "card", date(2012, 1, 1), NIGHT - 2 * MONTH)
        for row in await session.scalars(select(OutboxRow)):
            row.state = "sent"


async def left(desk: Desk) -> int:
    async with desk.sessions() as session:
        return await session.scalar(select(func.count()).select_from(OutboxRow)) or 0


async def test_everything_old_goes_in_steps(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forget, "AT_ONCE", 2)
    await sent(desk, 5)
    await tick(replace(desk, keeping=KEEPING), NIGHT)
    assert await left(desk) == 0


async def test_it_is_looked_for_once_a_day(desk: Desk) -> None:
    keeping = replace(desk, keeping=KEEPING)
    await tick(keeping, NIGHT)
    await sent(desk, 1)
    await tick(keeping, NIGHT + timedelta(hours=8))
    assert await left(desk) == 1
    await tick(keeping, NIGHT + timedelta(days=1))
    assert await left(desk) == 0


async def test_by_itself_a_desk_forgets_nothing(desk: Desk) -> None:
    await sent(desk, 1)
    await tick(desk, NIGHT)
    assert await left(desk) == 1
