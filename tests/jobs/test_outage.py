"""After an outage the cards say that presses may be lost; after a long one the office hears."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from jobs.desk import Desk
from jobs.outage import renew, stay_alive
from jobs.redraw import redraw_due
from jobs.schedule import tick
from plan.model import Status
from storage import marks
from storage.reports import Words
from storage.schema import OutageRow
from tests.jobs.conftest import OFFICE_PERSON, Recorder
from tests.storage.builders import (
    BUREAU,
    assignment,
    at,
    group,
    plan_of,
    report,
    save,
    source,
    task,
)

NINE = at("2012-11-09 09:00")
GROUP = -1001
LOST = "请再点一次"


@pytest.fixture(autouse=True)
async def card(desk: Desk, network: Recorder) -> None:
    """A card that stands in a group, and a bot that was alive at nine."""
    async with desk.sessions.begin() as session:
        await save(session, plan_of(task("1", date(2012, 11, 16))), at("2012-10-10 10:00"))
        await group(session, GROUP, BUREAU)
    await tick(desk, NINE)
    await stay_alive(desk, NINE)


async def back_after(desk: Desk, away: timedelta) -> datetime:
    now = NINE + away
    await stay_alive(desk, now)
    await redraw_due(desk, now)
    return now


async def spans(desk: Desk) -> list[tuple[datetime, datetime]]:
    async with desk.sessions() as session:
        return [(row.since, row.until) for row in await session.scalars(select(OutageRow))]


async def test_a_first_start_is_no_outage(desk: Desk) -> None:
    assert await spans(desk) == []


async def test_a_short_gap_is_none(desk: Desk, network: Recorder) -> None:
    await back_after(desk, timedelta(seconds=150))
    assert (await spans(desk), network.edits) == ([], [])


async def test_after_a_gap_the_open_cards_say_that_presses_may_be_lost(
    desk: Desk, network: Recorder
) -> None:
    now = await back_after(desk, timedelta(seconds=151))
    assert await spans(desk) == [(NINE, now)]
    ((chat, _, text),) = network.edits
    assert chat == GROUP
    assert LOST in text
    await tick(desk, now)
    assert network.chats == [GROUP]


async def test_once_somebody_answered_the_card_says_it_no_longer(
    desk: Desk, network: Recorder
) -> None:
    now = await back_after(desk, timedelta(hours=1))
    async with desk.sessions.begin() as session:
        one, words = await assignment(session, "1"), Words(status=Status.IN_PROGRESS, percent=60)
        await report(session, one, words, source("m1", now + timedelta(seconds=5)))
        await save(session, plan_of(task("1", date(2012, 11, 20))), now + timedelta(seconds=6))
    await redraw_due(desk, now + timedelta(seconds=7))
    assert [LOST in text for _, _, text in network.edits] == [True, False]


async def test_the_mark_is_renewed(desk: Desk) -> None:
    for minutes in range(1, 10):
        await stay_alive(desk, NINE + timedelta(minutes=minutes))
    assert await spans(desk) == []


@pytest.mark.parametrize(("hours", "told"), [(24, False), (25, True)])
async def test_the_office_hears_when_messages_may_be_lost(
    desk: Desk, network: Recorder, hours: int, told: bool
) -> None:
    now = await back_after(desk, timedelta(hours=hours))
    network.sent.clear()
    await tick(desk, max(now, at("2012-11-10 12:00")))
    lines = [text for chat, text in network.sent if chat == OFFICE_PERSON]
    assert [line for line in lines if "11月9日 09:00" in line] == (lines if told else [])
    assert len(lines) == int(told)


async def test_old_cards_are_left_in_peace(desk: Desk, network: Recorder) -> None:
    async with desk.sessions.begin() as session:
        await marks.put(session, marks.ALIVE, (NINE + timedelta(days=8)).isoformat())
    await back_after(desk, timedelta(days=8, minutes=5))
    assert network.edits == []


async def test_the_card_that_gathers_says_it_too(desk: Desk, network: Recorder) -> None:
    now = await back_after(desk, timedelta(days=5))
    network.sent.clear()
    await tick(desk, now)
    text = next(text for chat, text in network.sent if chat == GROUP)
    assert LOST in text
    assert "补发" in text


async def test_a_clock_that_was_moved_is_no_outage(desk: Desk) -> None:
    await renew(desk, NINE + timedelta(days=3))
    await stay_alive(desk, NINE + timedelta(days=3, seconds=20))
    assert await spans(desk) == []
