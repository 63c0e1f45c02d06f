"""An invitation works once, for a day, by link or by hand."""

from datetime import date, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage import invitations
from storage.invitations import VALID_FOR, invite, is_code, redeem
from tests.storage.builders import at, plan_of, save, task, unit_id

NOW = at("2012-10-10 10:00")
SECOND = timedelta(seconds=1)


@pytest.fixture
async def unit(session: AsyncSession) -> int:
    await save(session, plan_of(task("1", date(2012, 11, 16))), NOW)
    return await unit_id(session)


async def test_a_link_works_once(session: AsyncSession, unit: int) -> None:
    made = await invite(session, unit, NOW)
    assert await redeem(session, made.token, 1, NOW) == (True, unit)
    assert await redeem(session, made.token, 1, NOW) == (False, None)
    assert await redeem(session, made.typed, 1, NOW) == (False, None)


@pytest.mark.parametrize("typed_as", ["{}", " {}", "— for -", "lower"])
async def test_a_code_is_read_as_people_type_it(
    session: AsyncSession, unit: int, typed_as: str
) -> None:
    made = await invite(session, unit, NOW)
    typed = {
        "— for -": made.typed.replace("-", "—"),
        "lower": made.typed.lower(),
    }.get(typed_as, typed_as.format(made.typed))
    assert is_code(typed)
    assert await redeem(session, typed, 1, NOW) == (True, unit)


async def test_the_office_is_bound_alike(session: AsyncSession) -> None:
    made = await invite(session, None, NOW)
    assert await redeem(session, made.typed, 1, NOW) == (True, None)


async def test_after_a_day_it_is_over(session: AsyncSession, unit: int) -> None:
    made = await invite(session, unit, NOW)
    assert made.expires_at == NOW + VALID_FOR
    assert await redeem(session, made.token, 1, NOW + VALID_FOR) == (False, None)
    assert await redeem(session, made.token, 1, NOW + VALID_FOR - SECOND) == (True, unit)


async def test_no_two_are_alike_and_none_is_guessed(session: AsyncSession, unit: int) -> None:
    made = [await invite(session, unit, NOW) for _ in range(50)]
    assert len({one.token for one in made} | {one.typed for one in made}) == 100
    assert all(len(one.token) == 22 for one in made)
    assert not set("01IO") & {letter for one in made for letter in one.typed}
    assert await redeem(session, "", 1, NOW) == (False, None)
    assert await redeem(session, "AAAA-AAAA", 1, NOW) == (False, None)


@pytest.mark.parametrize("text", ["进度60%", "AAAA", "AAAA-AAA0", "x" * 23, ""])
def test_other_words_are_no_code(text: str) -> None:
    assert not is_code(text)
    assert invitations.is_code("x" * 22)
