"""Many messages: the page asks for what is looked at, and keeps no more than a stretch of it."""

import asyncio
import re

import pytest
from playwright.async_api import Request, Route, expect

from rehearsal.messages import Content
from rehearsal.world import Event
from tests.browser.reader import ANY_WIDTH, Reader
from tests.flows.town import OFFICE, TOWN, TOWN_GROUP, TOWN_LIAISON

pytestmark = pytest.mark.asyncio(loop_scope="session")
MANY, MOST = 600, 160  # written; in the document at a time
TO_THE_TOP = "() => { document.getElementById('scroller').scrollTop = 0; }"
# A scroll is told before the room's new size is, when both fall into one frame.
SHRINK = """() => {
  const room = document.getElementById("scroller");
  room.style.maxHeight = `${room.clientHeight - 200}px`;
  room.dispatchEvent(new Event("scroll"));
}"""
IDS = "() => [...document.querySelectorAll('.message')].map(one => Number(one.dataset.id))"


def write_many(reader: Reader) -> None:
    world = reader.theatre.world
    for n in range(1, MANY + 1):
        world.post(world.chat(TOWN_GROUP), TOWN_LIAISON, Content(f"第{n}条"))


def write_one(reader: Reader, text: str) -> None:
    world = reader.theatre.world
    world.post(world.chat(TOWN_GROUP), TOWN_LIAISON, Content(text))


async def test_a_long_chat_is_scrolled_through_with_a_stretch_in_the_document(
    reader: Reader,
) -> None:
    write_many(reader)
    await reader.open_chat(TOWN)
    messages = reader.page.locator(".message")
    await expect(messages.last).to_contain_text(f"第{MANY}条")
    while "第1条" not in str(await messages.first.text_content()):
        first = str(await messages.first.text_content())
        await reader.run(TO_THE_TOP)
        await expect(messages.first).not_to_have_text(first)
        assert await messages.count() <= MOST
    await reader.page.locator("#to-end").click()
    await expect(messages.last).to_contain_text(f"第{MANY}条")
    assert await messages.count() <= MOST


@ANY_WIDTH
async def test_only_messages_of_chats_that_are_opened_are_sent(reader: Reader) -> None:
    write_many(reader)
    asked: list[str] = []

    def hear(request: Request) -> None:
        if "/messages" in request.url:
            asked.append(request.url.split("/chats/")[1])

    reader.page.on("request", hear)
    await reader.page.reload()
    await reader.open_chat(TOWN)
    await expect(reader.messages(f"第{MANY}条")).to_be_visible()
    assert asked == [f"{OFFICE}/messages", f"{TOWN_GROUP}/messages"]


async def test_the_newest_message_stays_in_sight_when_there_is_less_room(reader: Reader) -> None:
    write_many(reader)
    await reader.open_chat(TOWN)
    newest = reader.messages(f"第{MANY}条")
    await expect(newest).to_be_in_viewport(ratio=1)
    size = reader.page.viewport_size
    assert size
    await reader.page.set_viewport_size({"width": size["width"], "height": size["height"] - 200})
    await expect(newest).to_be_in_viewport(ratio=1)


@ANY_WIDTH
async def test_the_end_is_not_left_by_a_room_that_shrinks_while_a_message_comes(
    reader: Reader,
) -> None:
    write_many(reader)
    await reader.open_chat(TOWN)
    await expect(reader.messages(f"第{MANY}条")).to_be_in_viewport(ratio=1)
    await reader.run(SHRINK)
    write_one(reader, "又一条")
    await expect(reader.messages("又一条")).to_be_in_viewport(ratio=1)


@ANY_WIDTH
async def test_what_comes_while_a_chat_is_fetched_leaves_no_hole_in_it(reader: Reader) -> None:
    write_many(reader)
    fetched, comes = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        fetched.set()
        await comes.wait()
        await route.fulfill(response=answer)

    await reader.page.route(re.compile(f"/chats/{TOWN_GROUP}/messages"), late)
    await reader.open_chat(TOWN)
    await asyncio.wait_for(fetched.wait(), timeout=15)
    reader.theatre.world.tell(Event("edit", TOWN_GROUP, 1))
    write_one(reader, "来得早")
    await expect(reader.chat(TOWN)).to_contain_text("来得早")
    comes.set()
    await expect(reader.messages("来得早")).to_be_in_viewport(ratio=1)
    shown = await reader.run(IDS)
    assert shown == list(range(shown[0], MANY + 2))


@ANY_WIDTH
async def test_many_messages_that_come_below_what_is_read_wait_until_they_are_scrolled_to(
    reader: Reader,
) -> None:
    write_many(reader)
    await reader.open_chat(TOWN)
    messages = reader.page.locator(".message")
    await expect(messages.last).to_contain_text(f"第{MANY}条")
    await reader.run("() => { document.getElementById('scroller').scrollTop -= 400; }")
    await expect(reader.page.locator("#to-end")).to_be_visible()
    write_many(reader)
    write_one(reader, "末了一条")
    await expect(reader.chat(TOWN)).to_contain_text("末了一条")
    assert await messages.count() <= MOST
    await reader.page.locator("#to-end").click()
    await expect(messages.last).to_be_in_viewport(ratio=1)
    await expect(messages.last).to_contain_text("末了一条")
