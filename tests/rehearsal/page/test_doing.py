"""What the page does in the chats, in somebody's role."""

from typing import Any

import pytest

from rehearsal.page import Theatre
from rehearsal.world import ANONYMOUS_ADMIN
from tests.flows.town import OFFICE, STRANGER, TOWN_DEPUTY, TOWN_GROUP, TOWN_LIAISON
from tests.rehearsal.page.browser import Browser

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
FORUM = -1002000000077
WHO = {"chat": TOWN_GROUP, "user": TOWN_LIAISON}


async def act(browser: Browser, name: str, status: int = 204, **body: Any) -> None:
    answer = await browser.post(f"do/{name}", **{**WHO, **body})
    assert answer.status == status


async def test_somebody_writes_replies_edits_and_deletes(
    browser: Browser, theatre: Theatre
) -> None:
    world = theatre.world
    await act(browser, "say", text="第一句")
    first = world.last(TOWN_GROUP)
    await act(browser, "say", text="第二句", reply_to=first.id, user=TOWN_DEPUTY)
    assert world.last(TOWN_GROUP).reply_to == first.id
    await act(browser, "edit", message=first.id, text="改过")
    assert first.text == "改过"
    await act(browser, "react", message=first.id, emoji="👍", user=TOWN_DEPUTY)
    assert first.reactions == {TOWN_DEPUTY: "👍"}
    await act(browser, "delete", message=first.id, user=TOWN_DEPUTY, status=409)
    await act(browser, "delete", message=first.id)
    assert first.id not in world.chat(TOWN_GROUP).messages


async def test_a_forum_shows_its_topics_and_takes_words_in_each(
    browser: Browser, theatre: Theatre
) -> None:
    theatre.world.add_group(FORUM, "总群", [TOWN_LIAISON], forum=True)
    topic = theatre.standin.groups.add_topic(FORUM, TOWN_LIAISON, "双溪镇")
    async with browser.listening() as page:
        await act(browser, "say", chat=FORUM, text="在话题里", topic=topic)
        said = await page.until("message", text="在话题里")
        assert said["topic"] == {"id": topic, "name": "双溪镇"}
        await act(browser, "say", chat=FORUM, text="在常规里", topic=404)
        assert (await page.until("message", text="在常规里"))["topic"] is None
        await act(browser, "say", chat=FORUM, text="答复", reply_to=said["id"])
        assert (await page.until("message", text="答复"))["topic"] == said["topic"]


async def test_an_administrator_writes_under_the_mask_and_nobody_else(
    browser: Browser, theatre: Theatre
) -> None:
    await act(browser, "say", text="匿名", anonymous=True)
    assert theatre.world.last(TOWN_GROUP).sender == ANONYMOUS_ADMIN
    await act(browser, "say", text="匿名", anonymous=True, user=TOWN_DEPUTY, status=409)


async def test_who_is_outside_cannot_act_until_they_come_in(
    browser: Browser, theatre: Theatre
) -> None:
    await act(browser, "say", text="外人", user=OFFICE, status=409)
    await act(browser, "join", user=OFFICE)
    await act(browser, "say", text="来了", user=OFFICE)
    await act(browser, "leave", user=OFFICE)
    await act(browser, "say", text="走了", user=OFFICE, status=409)
    assert theatre.world.find(TOWN_GROUP, "来了")


@pytest.mark.parametrize(
    ("text", "status"), [(" ", 409), ("长" * 4097, 409), ("𠮷" * 2049, 409), ("𠮷" * 2048, 204)]
)
async def test_words_have_telegrams_limits(browser: Browser, text: str, status: int) -> None:
    await act(browser, "say", text=text, status=status)


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("say", {"text": 5}, 400),
        ("say", {"text": "x", "more": 1}, 400),
        ("press", {"message": 1, "data": "v1:x:done:1"}, 409),
        ("react", {"message": 99, "emoji": "👍"}, 409),
        ("edit", {"message": 99, "text": "x"}, 409),
        ("say", {"text": "x", "chat": -5}, 409),
        ("fly", {}, 404),
    ],
)
async def test_what_cannot_be_is_refused(
    browser: Browser, name: str, body: dict[str, Any], status: int
) -> None:
    await act(browser, name, status, **body)


async def test_a_picture_is_a_photo_and_anything_else_a_document(
    browser: Browser, theatre: Theatre
) -> None:
    words = {name: str(value) for name, value in WHO.items()}
    await browser.attach(PNG, "现场.png", as_photo="true", text="图", **words)
    photo = theatre.world.last(TOWN_GROUP)
    assert photo.file
    assert (photo.file.kind, photo.text) == ("photo", "图")
    answer = await browser.attach(b"<svg onload=x>", "假.png", as_photo="true", **words)
    assert answer.status == 409
    await browser.attach(b"<script>", "表.html", **words)
    document = theatre.world.last(TOWN_GROUP)
    assert document.file
    assert (document.file.kind, document.file.name) == ("document", "表.html")


async def test_a_file_is_shown_only_if_it_is_a_picture(browser: Browser, theatre: Theatre) -> None:
    for n, (content, kind, place) in enumerate(
        [(PNG, "image/png", "inline"), (b"<script>", "application/octet-stream", "attachment")]
    ):
        theatre.standin.people.send_photo(TOWN_GROUP, STRANGER, content)
        file = list(theatre.world.files)[n]
        async with browser.session.get(f"{browser.url}files/{file}") as answer:
            assert answer.content_type == kind
            assert answer.headers["Content-Disposition"].startswith(place)
            assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_a_history_is_read_in_stretches(browser: Browser, theatre: Theatre) -> None:
    for n in range(1, 121):
        theatre.standin.people.say(TOWN_GROUP, STRANGER, f"第{n}句")

    async def ids(query: str) -> tuple[int, int, bool, bool]:
        page = await browser.get(f"chats/{TOWN_GROUP}/messages{query}")
        messages = page["messages"]
        return messages[0]["id"], messages[-1]["id"], page["older"], page["newer"]

    assert await ids("") == (71, 120, True, False)
    assert await ids("?before=71") == (21, 70, True, True)
    assert await ids("?before=21") == (1, 20, False, True)
    assert await ids("?after=20") == (21, 70, True, True)
    assert await ids("?around=60") == (35, 84, True, True)
    theatre.standin.people.delete(TOWN_GROUP, 60)
    assert await ids("?around=60") == (35, 85, True, True)
