"""Who is owed a reminder follows from what is open, live and due, and from who hears it."""

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Phase, Status
from storage import chats, reminders
from storage.reports import Words
from tests.storage.builders import (
    BUREAU,
    TOWN,
    VILLAGE,
    assignment,
    at,
    group,
    plan_of,
    report,
    save,
    source,
    task,
)

IMPORTED, SENDS = at("2012-10-10 10:00"), at("2012-11-09 09:00")
DUE, OTHER = date(2012, 11, 16), date(2012, 11, 12)
DUES = {DUE: SENDS, OTHER: SENDS}
PHASES = (
    Phase("1", "动员部署", date(2012, 9, 17), date(2012, 9, 30)),
    Phase("2", "组织实施", date(2012, 10, 1), DUE),
)
PLAN = plan_of(
    task("2.1", DUE),
    task("2.2", OTHER),
    task("2.3", DUE, lead=TOWN),
    task("2.4", date(2012, 11, 30), lead=VILLAGE),
    phases=PHASES,
)


@pytest.fixture(autouse=True)
async def chat(session: AsyncSession) -> int:
    await save(session, PLAN, IMPORTED)
    return await group(session, -1001, BUREAU)


async def tasks(session: AsyncSession, dues: reminders.Dues = DUES) -> list[tuple[str, int | None]]:
    return [(one.task, one.telegram) for one in await reminders.debts(session, dues)]


async def test_open_assignments_due_on_the_days_are_owed(session: AsyncSession, chat: int) -> None:
    assert await tasks(session) == [("2.3", None), ("2.2", -1001), ("2.1", -1001)]
    assert [one.task for one in await reminders.debts(session, DUES, chat)] == ["2.2", "2.1"]
    assert await tasks(session, {date(2012, 11, 13): SENDS}) == []
    assert await tasks(session, {}) == []


async def test_a_claim_is_not_reminded_of(session: AsyncSession) -> None:
    one = await assignment(session, "2.1")
    await report(session, one, Words(status=Status.DONE), source("m1", SENDS))
    assert ("2.1", -1001) not in await tasks(session)


async def test_what_became_known_after_the_hour_is_not_owed_for_it(session: AsyncSession) -> None:
    assert await tasks(session, {DUE: IMPORTED}) == []
    assert await reminders.phase_debts(session, {DUE: IMPORTED}) == []
    assert await reminders.owing_chats(session, {DUE: IMPORTED}) == []


async def test_what_was_past_at_import_is_never_owed(session: AsyncSession) -> None:
    past = date(2012, 10, 9)
    await save(session, plan_of(task("2.1", past), phases=PHASES), IMPORTED)
    assert await tasks(session, {past: SENDS}) == []
    assert await reminders.owing_chats(session, {past: SENDS}) == []


async def test_a_group_that_takes_no_messages_is_no_group_yet_its_card_can_be_drawn(
    session: AsyncSession, chat: int
) -> None:
    """For whoever gets it in the group's place."""
    await chats.suspend(session, -1001, "kicked", SENDS)
    assert {telegram for _, telegram in await tasks(session)} == {None}
    assert [one.task for one in await reminders.debts(session, DUES, chat)] == ["2.2", "2.1"]


async def test_phases_are_owed_to_the_units_busy_in_them(session: AsyncSession, chat: int) -> None:
    owed = await reminders.phase_debts(session, DUES)
    assert [(one.unit, one.name, one.open_tasks, one.telegram) for one in owed] == [
        (TOWN, "组织实施", 1, None),
        (VILLAGE, "组织实施", 1, None),
        (BUREAU, "组织实施", 2, -1001),
    ]
    assert [one.unit for one in await reminders.phase_debts(session, DUES, chat)] == [BUREAU]
    assert await reminders.phase_debts(session, {OTHER: SENDS}) == []


async def test_groups_that_are_owed_a_card_are_known_without_reading_it(
    session: AsyncSession, chat: int
) -> None:
    village = await group(session, -1003, VILLAGE)
    assert await reminders.owing_chats(session, DUES) == [chat, village]  # the one by its phase
    assert await reminders.owing_chats(session, {OTHER: SENDS}) == [chat]
    assert await reminders.owing_chats(session, {}) == []
