"""The office's own days stand over the public table, and beyond the table it is said so."""

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage.calendar import (
    KNOWN_UNTIL,
    forget_day,
    load_calendar,
    own_days,
    public_days,
    set_day,
    unknown_years,
)
from tests.storage.builders import at, plan_of, save, task

NATIONAL_DAY = date(2012, 10, 1)
NEXT = KNOWN_UNTIL.year + 1


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2012, 9, 29), True),  # a Saturday worked for the days off after it
        (date(2012, 9, 30), False),
        (date(2012, 10, 7), False),
        (date(2012, 10, 8), True),
        (date(2012, 11, 10), False),
    ],
)
async def test_the_public_table_is_known(session: AsyncSession, day: date, working: bool) -> None:
    calendar = await load_calendar(session)
    assert calendar.is_working(day) is working
    assert calendar.knows_year(day.year)


async def test_the_word_of_the_office_stands_over_the_table(session: AsyncSession) -> None:
    await set_day(session, NATIONAL_DAY, True, "加班")
    await set_day(session, date(2012, 11, 16), False, "停电")
    calendar = await load_calendar(session)
    assert calendar.is_working(NATIONAL_DAY)
    assert not calendar.is_working(date(2012, 11, 16))
    assert await own_days(session) == [
        (NATIONAL_DAY, True, "加班"),
        (date(2012, 11, 16), False, "停电"),
    ]


async def test_a_word_may_be_changed_and_taken_back(session: AsyncSession) -> None:
    await set_day(session, NATIONAL_DAY, True, "加班")
    await set_day(session, NATIONAL_DAY, False, "不加班了")
    assert await own_days(session) == [(NATIONAL_DAY, False, "不加班了")]
    await forget_day(session, NATIONAL_DAY)
    assert await own_days(session) == []
    assert not (await load_calendar(session)).is_working(NATIONAL_DAY)


async def test_beyond_the_table_only_the_week_is_known(session: AsyncSession) -> None:
    calendar = await load_calendar(session)
    beyond = date(NEXT, 1, 5)
    assert calendar.is_working(beyond) is (beyond.weekday() < 5)
    assert not calendar.knows_year(NEXT)
    await set_day(session, beyond, False, "")
    assert (await load_calendar(session)).knows_year(NEXT)


async def test_tasks_due_in_an_unknown_year_are_told(session: AsyncSession) -> None:
    far = date(NEXT, 3, 31)
    await save(session, plan_of(task("1", date(2012, 11, 16)), task("2", far)), at("2012-10-10"))
    assert await unknown_years(session, KNOWN_UNTIL) == []
    assert await unknown_years(session, date(NEXT, 3, 30)) == []
    assert await unknown_years(session, far) == [NEXT]
    await set_day(session, date(NEXT, 1, 1), False, "元旦")
    assert await unknown_years(session, far) == []


async def test_a_task_that_is_over_needs_no_calendar(session: AsyncSession) -> None:
    far = date(NEXT, 3, 31)
    await save(session, plan_of(task("1", far)), at("2012-10-10"))
    await save(session, plan_of(), at("2012-10-11"))
    assert await unknown_years(session, far) == []


def test_the_table_is_of_whole_years() -> None:
    assert date(2012, 12, 31) <= KNOWN_UNTIL
    assert (KNOWN_UNTIL.month, KNOWN_UNTIL.day) == (12, 31)
    assert public_days()[date(2012, 9, 29)]
