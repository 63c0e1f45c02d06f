"""News reach the office or the unit's group, and wait for the end of the quiet."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.notices import Owing
from storage import chats
from storage.news import tell_chat, tell_office, tell_unit
from storage.schema import OutboxRow
from tests.storage.builders import BUREAU, RULES, TOWN, assignment, at, group, plan_of, save, task

NOW, NIGHT = at("2012-11-09 10:00"), at("2012-11-09 22:30")
MINUTE = timedelta(minutes=1)
HOURS = RULES.hours


@pytest.fixture(autouse=True)
async def plan(session: AsyncSession) -> int:
    tasks = task("1", date(2012, 11, 16)), task("2", date(2012, 11, 16), lead=TOWN)
    return await save(session, plan_of(*tasks), at("2012-10-10 10:00"))


async def owed(session: AsyncSession) -> list[tuple[int, str, int, object]]:
    rows = await session.scalars(select(OutboxRow).order_by(OutboxRow.id))
    return [(row.chat_id, row.kind, row.subject, row.send_at) for row in rows]


async def test_the_office_is_told_once_about_each_thing(session: AsyncSession) -> None:
    office = await group(session, -1009)
    await chats.make_office(session, office)
    for subject in (5, 6, 5):
        await tell_office(session, Owing.CLAIM, subject, [11], HOURS, NOW, delay=MINUTE)
    expected = [(office, "claim", subject, NOW + MINUTE) for subject in (5, 6)]
    assert await owed(session) == expected


async def test_without_a_group_every_person_of_the_office_is_told(session: AsyncSession) -> None:
    await tell_office(session, Owing.CLAIM, 5, [11, 12], HOURS, NOW)
    assert len(await owed(session)) == 2


async def test_at_night_it_waits_for_the_morning(session: AsyncSession) -> None:
    await tell_office(session, Owing.CLAIM, 5, [11], HOURS, NIGHT)
    assert (await owed(session))[0][3] == at("2012-11-10 08:00")


async def test_a_unit_is_told_in_its_own_group(session: AsyncSession) -> None:
    bureau = await group(session, -1001, BUREAU)
    await tell_unit(session, Owing.REVIEWED, 5, await assignment(session, "1"), HOURS, NOW)
    nobody = await assignment(session, "2", TOWN)
    await tell_unit(session, Owing.REVIEWED, 6, nobody, HOURS, NOW)
    await tell_chat(session, Owing.WELCOME, 7, bureau, HOURS, NOW)
    assert await owed(session) == [(bureau, "reviewed", 5, NOW), (bureau, "welcome", 7, NOW)]
