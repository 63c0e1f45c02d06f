"""Units nobody plays answer by themselves, as the clock goes; who is played is left to the page."""

from rehearsal.page import Theatre
from tests.flows.town import (
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    OFFICE_GROUP,
    TOWN,
    TOWN_DEPUTY,
    TOWN_GROUP,
    TOWN_LIAISON,
)
from tests.rehearsal.page.browser import Browser, Listener

FIRST_DAY, DAY_BEFORE = "2012-11-06", "2012-11-08"


async def go(browser: Browser, page: Listener, to: str) -> None:
    await browser.post("clock", to=to)
    await page.until("clock", busy=True)
    await page.until("clock", busy=False)


def said_by(theatre: Theatre, chat: int, user: int) -> list[str]:
    """What somebody wrote, with the hour."""
    zone, messages = theatre.zone, theatre.world.messages(chat)
    mine = [message for message in messages if message.sender == user]
    return [f"{message.at.astimezone(zone):%H:%M} {message.text}" for message in mine]


async def test_units_answer_one_after_another_as_in_the_script(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        await go(browser, page, f"{FIRST_DAY}T12:00")
    assert said_by(theatre, BUREAU_GROUP, BUREAU_LIAISON) == ["09:07 进度60%"]
    assert said_by(theatre, TOWN_GROUP, TOWN_LIAISON) == ["09:13 2 受阻：缺用地，请协调"]
    assert "60%" in theatre.world.find(BUREAU_GROUP, "任务提醒").text


async def test_at_a_day_a_second_all_answer_at_once(browser: Browser, theatre: Theatre) -> None:
    async with browser.listening() as page:
        await browser.post("clock", pace="day")
        await page.until("message", chat=TOWN_GROUP, bot=False)
        await browser.post("clock", pace="rest")
    assert said_by(theatre, BUREAU_GROUP, BUREAU_LIAISON) == ["09:07 进度60%"]
    assert said_by(theatre, TOWN_GROUP, TOWN_LIAISON)[0].startswith("09:07")


async def test_the_clerk_decides_at_four(browser: Browser, theatre: Theatre) -> None:
    async with browser.listening() as page:
        await go(browser, page, f"{DAY_BEFORE}T15:30")
        assert "已办结" not in theatre.world.last(BUREAU_GROUP).text
        await go(browser, page, f"{DAY_BEFORE}T16:30")
    assert "审核同意办结" in theatre.world.last(BUREAU_GROUP).text


async def test_who_is_played_is_left_to_the_page_until_given_back(
    browser: Browser, theatre: Theatre
) -> None:
    who = {"chat": TOWN_GROUP, "user": TOWN_LIAISON}
    async with browser.listening() as page:
        await browser.post("do/say", **who, text="早上好")
        assert await page.until("script") == {"on": True, "by_hand": [TOWN]}
        await go(browser, page, f"{FIRST_DAY}T12:00")
        assert len(said_by(theatre, TOWN_GROUP, TOWN_LIAISON)) == 1
        await browser.post("script", user=TOWN_LIAISON, by_hand=False)
        await page.until("script", by_hand=[])
        await go(browser, page, f"{DAY_BEFORE}T12:00")
    assert said_by(theatre, TOWN_GROUP, TOWN_LIAISON)[1:] == ["09:13 已完成"]


async def test_played_by_hand_the_office_decides_nothing_by_itself(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        await browser.post("script", user=OFFICE, by_hand=True)
        await go(browser, page, f"{DAY_BEFORE}T17:00")
    assert said_by(theatre, BUREAU_GROUP, BUREAU_LIAISON)[-1:] == ["09:07 已完成"]
    assert "审核同意" not in theatre.world.last(BUREAU_GROUP).text


async def test_switched_off_nobody_answers(browser: Browser, theatre: Theatre) -> None:
    async with browser.listening() as page:
        await browser.post("script", on=False)
        await page.until("script", on=False)
        await go(browser, page, f"{FIRST_DAY}T12:00")
    assert said_by(theatre, BUREAU_GROUP, BUREAU_LIAISON) == []


async def test_the_deputy_answers_for_a_liaison_on_leave(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        for liaison in (TOWN_LIAISON, BUREAU_LIAISON):
            await browser.post("trouble", trouble="leave", on=True, subject=liaison)
        await go(browser, page, f"{FIRST_DAY}T12:00")
        assert said_by(theatre, TOWN_GROUP, TOWN_DEPUTY) == ["09:13 2 受阻：缺用地，请协调"]
        assert "吕临江 已反馈" in theatre.world.find(TOWN_GROUP, "任务提醒").text
        await go(browser, page, "2012-11-12T12:00")
    # The bureau has no deputy: its cards come again and again.
    cards = [one for one in theatre.world.messages(BUREAU_GROUP) if "任务提醒" in one.text]
    assert len(cards) == 4
    assert len(theatre.world.messages(BUREAU_GROUP)) == len(cards)


async def test_a_step_goes_on_to_what_the_bot_says_by_itself(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        await go(browser, page, f"{FIRST_DAY}T09:00")
        await browser.post("clock", step=True)
        await page.until("message", chat=OFFICE_GROUP, bot=True)
        await page.until("clock", busy=False)
    assert "有单位反馈受阻" in theatre.world.last(OFFICE_GROUP).text
    assert said_by(theatre, BUREAU_GROUP, BUREAU_LIAISON), "it answered on the way"


async def test_without_a_bot_there_is_no_next_thing(browser: Browser, theatre: Theatre) -> None:
    before = theatre.clock()
    await browser.post("trouble", trouble="killed", on=True)
    answer = await browser.post("clock", step=True)
    assert answer.status == 409
    assert (theatre.clock() - before).days == 0
