"""The clock of the page, with the real bot rung on the way."""

from datetime import datetime, timedelta

from rehearsal.messages import Message
from rehearsal.page import Theatre
from tests.flows.town import BUREAU_GROUP, TOWN_GROUP, TOWN_LIAISON
from tests.rehearsal.page.browser import Browser
from tests.rehearsal.page.conftest import START


def hour(theatre: Theatre) -> str:
    return f"{theatre.clock().astimezone(theatre.zone):%m-%d %H:%M}"


async def test_a_step_goes_to_the_next_thing_the_bot_says(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        for expected in ("11-05 17:30", "11-06 09:00"):
            await browser.post("clock", step=True)
            await page.until("message", bot=True)
            await page.until("clock", busy=False)
            assert hour(theatre) == expected
    assert theatre.world.last(TOWN_GROUP).keyboard


async def test_a_jump_rings_for_everything_on_the_way(browser: Browser, theatre: Theatre) -> None:
    async with browser.listening() as page:
        await browser.post("clock", to="2012-11-08T09:00")
        await page.until("clock", busy=False, now=_seconds(theatre, "2012-11-08 09:00"))
    days = {f"{message.at.astimezone(theatre.zone):%d}" for message in _cards(theatre)}
    assert days == {"06", "08"}


async def test_another_jump_on_the_way_goes_on_from_there(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        await browser.post("clock", to="2012-11-20T09:00")
        await page.until("clock", busy=True)
        await browser.post("clock", to="2012-11-20T10:00")
        await page.until("clock", busy=False, now=_seconds(theatre, "2012-11-20 10:00"))


async def test_the_clock_only_goes_forward(browser: Browser, theatre: Theatre) -> None:
    answer = await browser.post("clock", to="2012-11-05T09:59")
    assert answer.status == 409
    assert theatre.clock() >= START


async def test_played_at_a_day_a_second_the_cards_go_out_at_their_hour(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        await browser.post("clock", pace="day")
        message = await page.until("message", chat=TOWN_GROUP)
        await browser.post("clock", pace="rest")
        await page.until("clock", pace="rest")
    assert message["at"] == _seconds(theatre, "2012-11-06 09:00")


async def test_at_rest_time_goes_as_it_does_and_cards_follow_their_reports(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        await browser.post("clock", to="2012-11-06T09:00")
        card = await page.until("message", chat=TOWN_GROUP)
        await page.until("clock", busy=False)
        who = {"chat": TOWN_GROUP, "user": TOWN_LIAISON}
        await browser.post("do/say", **who, text="1 进度80%", reply_to=card["id"])
        changed = await page.until("message", id=card["id"])
    assert "80%" in changed["text"]
    assert theatre.clock() < START + timedelta(days=1)


def _cards(theatre: Theatre) -> list[Message]:
    return [m for chat in (BUREAU_GROUP, TOWN_GROUP) for m in theatre.world.messages(chat)]


def _seconds(theatre: Theatre, text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=theatre.zone).timestamp())
