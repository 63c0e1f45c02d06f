"""What somebody writes, is named or attaches never runs in the page."""

import pytest
from playwright.async_api import expect

from rehearsal.entities import Entity
from rehearsal.messages import Button, Content
from tests.browser.reader import ANY_WIDTH, Reader
from tests.flows.town import STRANGER, TOWN, TOWN_GROUP

pytestmark = [pytest.mark.asyncio(loop_scope="session"), ANY_WIDTH]
EVIL = [
    "<img src=x onerror='window.hacked=1'>",
    "<script>window.hacked=1</script>",
    "</title><svg onload=window.hacked=1>",
    "{{token}} ${window.hacked=1} javascript:window.hacked=1",
    "\u202e右到左 \u2066&lt;b&gt;\u0000",
]


async def test_hostile_words_are_shown_as_they_are(reader: Reader) -> None:
    world, people = reader.theatre.world, reader.theatre.standin.people
    await reader.open_chat(TOWN)
    world.user(STRANGER).name = EVIL[0]
    world.chat(TOWN_GROUP).title = EVIL[1] + TOWN
    for text in EVIL:
        people.say(TOWN_GROUP, STRANGER, text)
    people.send_document(TOWN_GROUP, STRANGER, b"<script>", EVIL[0], "text/html", caption=EVIL[1])
    people.send_photo(TOWN_GROUP, STRANGER, b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'>")
    for text in EVIL[:4]:
        await expect(reader.messages(text).first).to_be_visible()
    await reader.page.reload()
    await reader.open_chat(TOWN)
    assert await reader.run("window.hacked") is None
    assert (
        await reader.page.locator(
            ".message img[src=x], .message script, .message svg[onload]"
        ).count()
        == 0
    )
    reader.complaints.clear()  # a photo that is none fails to load


async def test_addresses_that_are_no_web_pages_are_no_links(reader: Reader) -> None:
    world = reader.theatre.world
    await reader.open_chat(TOWN)
    link = Entity("text_link", 0, 2, url="javascript:window.hacked=1")
    key = Button("点我", url="javascript:window.hacked=1")
    world.post(world.chat(TOWN_GROUP), world.bot.id, Content("看这里", (link,), ((key,),)))
    await expect(reader.messages("看这里")).to_be_visible()
    assert await reader.page.locator(".words a").count() == 0
    assert await reader.page.locator("a.key[href]").count() == 0


async def test_markup_cannot_be_put_into_the_page_even_by_mistake(reader: Reader) -> None:
    refused = await reader.run(
        "() => { try { document.body.innerHTML = '<b>x</b>'; return ''; }"
        " catch (error) { return error.name; } }"
    )
    assert refused == "TypeError"
    reader.complaints.clear()  # the refusal is complained about
