"""What the page is told, and how soon."""

import asyncio

from rehearsal.page import Theatre
from rehearsal.page.feed import BACKLOG, Feed
from tests.flows.town import TOWN_DEPUTY, TOWN_GROUP, TOWN_LIAISON
from tests.rehearsal.page.browser import Browser

HOSTILE = "<img src=x onerror=alert(1)></script>\u202e&amp;"


async def test_a_page_is_told_the_whole_state_first(browser: Browser) -> None:
    async with browser.listening() as page:
        state = await page.until("state")
    by_id = {chat["id"]: chat for chat in state["chats"]}
    assert by_id[TOWN_GROUP]["title"] == "鹿渚镇"
    assert by_id[TOWN_GROUP]["section"] == "towns"
    assert {person["part"] for person in state["people"]} >= {"liaison", "office", "stranger"}
    assert state["clock"]["pace"] == "rest"


async def test_a_message_is_told_within_a_tenth_of_a_second(
    browser: Browser, theatre: Theatre
) -> None:
    loop = asyncio.get_running_loop()
    async with browser.listening() as page:
        await page.until("state")
        begun = loop.time()
        theatre.standin.people.say(TOWN_GROUP, TOWN_LIAISON, "大家好")
        message = await page.until("message", text="大家好")
        assert loop.time() - begun < 0.1
    assert message["name"] == "何听泉"


async def test_hostile_words_are_carried_as_they_are(browser: Browser, theatre: Theatre) -> None:
    async with browser.listening() as page:
        theatre.standin.people.say(TOWN_GROUP, TOWN_LIAISON, HOSTILE)
        assert (await page.until("message"))["text"] == HOSTILE


async def test_edits_reactions_and_deletions_are_told(browser: Browser, theatre: Theatre) -> None:
    people = theatre.standin.people
    async with browser.listening() as page:
        said = people.say(TOWN_GROUP, TOWN_LIAISON, "进度六成")
        first = await page.until("message", id=said)
        people.edit(TOWN_GROUP, TOWN_LIAISON, said, "进度七成")
        second = await page.until("message", id=said)
        assert (second["text"], second["edited"]) == ("进度七成", True)
        assert second["rev"] > first["rev"]
        people.react(TOWN_GROUP, TOWN_DEPUTY, said, "👌")
        third = await page.until("message", id=said)
        assert third["reactions"] == [{"emoji": "👌", "users": [TOWN_DEPUTY]}]
        people.delete(TOWN_GROUP, said)
        assert await page.until("gone") == {"chat": TOWN_GROUP, "id": said}


async def test_a_private_chat_comes_into_the_list_with_its_first_message(
    browser: Browser, theatre: Theatre
) -> None:
    async with browser.listening() as page:
        state = await page.until("state")
        assert TOWN_DEPUTY not in {chat["id"] for chat in state["chats"]}
        theatre.standin.people.start(TOWN_DEPUTY)
        assert (await page.until("chat", id=TOWN_DEPUTY))["section"] == "private"
        assert (await page.until("message", chat=TOWN_DEPUTY, bot=True))["text"]


async def test_a_page_that_does_not_keep_up_is_sent_away(theatre: Theatre) -> None:
    feed = Feed(theatre)
    lines = feed.lines(b"first")
    assert await anext(lines) == b"first"
    for n in range(BACKLOG + 1):
        feed.tell("clock", n)
    assert [line async for line in lines] == []
