"""The switchboard, and what the bot does about each trouble."""

from datetime import timedelta
from typing import Any

from rehearsal.page import Theatre
from rehearsal.page.views import chats_view
from tests.flows.town import BUREAU_GROUP, TOWN_GROUP, TOWN_LIAISON
from tests.rehearsal.page.browser import Browser, Listener

OFFICE_GROUP = -1009000000001
MORNING = "2012-11-06T09:00"


async def switch(browser: Browser, trouble: str, on: bool = True, subject: int = 0) -> None:
    answer = await browser.post("trouble", trouble=trouble, on=on, subject=subject)
    assert answer.status == 204


async def jump(browser: Browser, page: Listener, to: str) -> None:
    await browser.post("clock", to=to)
    await page.until("clock", busy=True)
    await page.until("clock", busy=False)


async def test_the_office_hears_of_a_group_that_threw_the_bot_out(browser: Browser) -> None:
    async with browser.listening() as page:
        await switch(browser, "removed", subject=TOWN_GROUP)
        told = await page.until("message", chat=OFFICE_GROUP)
        assert "鹿渚镇" in told["text"]
        await switch(browser, "removed", on=False, subject=TOWN_GROUP)
        assert (await page.until("trouble", removed=[]))["removed"] == []


async def test_an_upgraded_group_stands_where_it_stood(browser: Browser, theatre: Theatre) -> None:
    old = next(chat.id for chat in theatre.world.chats.values() if chat.kind == "group")
    async with browser.listening() as page:
        await switch(browser, "upgraded", subject=old)
        moved = await page.until("moved", old=old)
        await jump(browser, page, MORNING)
    listed = {chat["id"]: chat for chat in chats_view(theatre)}
    assert old not in listed
    assert listed[moved["new"]]["section"] == "communities"
    assert "任务提醒" in theatre.world.last(moved["new"]).text


async def test_a_busy_group_gets_its_card_when_it_answers_again(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        await switch(browser, "busy", subject=TOWN_GROUP)
        await browser.post("clock", to=MORNING)
        call: Any = await page.until("call", chat=TOWN_GROUP, method="sendMessage")
        assert "Too Many Requests" in call["error"]
        assert theatre.world.find(BUREAU_GROUP, "任务提醒")
        await switch(browser, "busy", on=False, subject=TOWN_GROUP)
        await browser.post("clock", pace="minute")
        assert (await page.until("message", chat=TOWN_GROUP))["text"]


async def test_after_three_hours_without_a_network_the_cards_come_and_say_they_are_late(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        await jump(browser, page, "2012-11-06T08:30")
        await switch(browser, "network")
        until = (await page.until("trouble"))["network"]
        assert until - theatre.clock().timestamp() > timedelta(hours=2.9).total_seconds()
        await browser.post("clock", to="2012-11-06T13:00")
        await page.until("trouble", network=None)
        late = await page.until("message", chat=TOWN_GROUP)
    assert "09:00" in late["text"]


async def test_a_killed_bot_takes_in_what_was_said_when_it_is_back(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        await jump(browser, page, MORNING)
        card = theatre.world.find(TOWN_GROUP, "任务提醒")
        await switch(browser, "killed")
        who = {"chat": TOWN_GROUP, "user": TOWN_LIAISON}
        await browser.post("do/say", **who, text="1 进度75%", reply_to=card.id)
        await jump(browser, page, "2012-11-06T10:00")
        assert "75%" not in card.text
        await switch(browser, "killed", on=False)
        while "75%" not in card.text:
            await page.until("message", id=card.id)


async def test_people_on_leave_are_told(browser: Browser) -> None:
    async with browser.listening() as page:
        await switch(browser, "leave", subject=TOWN_LIAISON)
        assert (await page.until("trouble"))["leave"] == [TOWN_LIAISON]


async def test_what_cannot_go_wrong_is_refused(browser: Browser) -> None:
    for trouble, subject in (("upgraded", TOWN_GROUP), ("removed", -5), ("busy", TOWN_LIAISON)):
        answer = await browser.post("trouble", trouble=trouble, on=True, subject=subject)
        assert answer.status == 409
