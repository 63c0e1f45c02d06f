"""Only the page itself may act, and it may run nothing but its own files."""

import pytest
from aiohttp import ClientSession

from rehearsal.page import Theatre
from tests.flows.town import TOWN_GROUP, TOWN_LIAISON
from tests.rehearsal.page.browser import Browser

SAY = {"chat": TOWN_GROUP, "user": TOWN_LIAISON, "text": "假冒"}


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "[::1", ""])
async def test_a_request_under_another_name_is_sent_away(url: str, name: str) -> None:
    async with ClientSession() as session:
        port = url.rstrip("/").rpartition(":")[2]
        async with session.get(url, headers={"Host": f"{name}:{port}"}) as answer:
            assert answer.status in (400, 421)


async def test_a_request_for_another_port_is_sent_away(url: str) -> None:
    headers = {"Host": "127.0.0.1:1"}
    async with ClientSession() as session, session.get(url, headers=headers) as answer:
        assert answer.status == 421


@pytest.mark.parametrize(
    "wrong",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"X-Rehearsal": "guess"},
        {"X-Rehearsal": "é"},
        {"X-Rehearsal": ""},
    ],
)
async def test_a_request_from_elsewhere_changes_nothing(
    browser: Browser, theatre: Theatre, wrong: dict[str, str]
) -> None:
    headers = {**browser.headers, **wrong}
    address = browser.url + "do/say"
    async with browser.session.post(address, json=SAY, headers=headers) as answer:
        assert answer.status == 403
    assert not theatre.world.messages(TOWN_GROUP)


async def test_the_page_says_what_it_may_load(browser: Browser) -> None:
    for path in ("", "static/index.html", "words", "nothing"):
        async with browser.session.get(browser.url + path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "script-src 'self'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
