"""A forum on the page: each message under its topic, and words in each."""

import re

import pytest
from playwright.async_api import expect

from bot.rehearsal.casting import FORUM_TITLE
from tests.browser.reader import Reader
from tests.flows.town import BUREAU, TOWN

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_unit_bound_in_a_topic_is_reminded_and_answers_there(reader: Reader) -> None:
    await reader.open_chat("督办")
    await reader.say(f"/bind {TOWN}")
    told = reader.messages("/bind@").last
    await expect(told).to_contain_text(re.compile(r"/bind@duban_bot [A-Z0-9]{4}-[A-Z0-9]{4}"))
    found = re.search(r"/bind@duban_bot (\S+-\S{4})", await told.inner_text())
    assert found
    await reader.open_chat(FORUM_TITLE)
    await reader.page.locator(".topic", has_text=TOWN).first.click()
    await expect(reader.page.locator(".about")).to_contain_text(TOWN)
    await reader.say(f"/bind@duban_bot {found.group(1)}")
    greeting = reader.messages("绑定").last
    await expect(greeting.locator(".topic")).to_have_text(f"# {TOWN}")
    await reader.go("2012-11-06T09:00:00")
    card = reader.messages("任务提醒").first
    await expect(card.locator(".topic")).to_have_text(f"# {TOWN}")
    await reader.play("何听泉")
    await reader.reply(card, "1 进度60%")
    await expect(card).to_contain_text("60%")
    answer = reader.messages("1 进度60%").last
    await expect(answer.locator(".topic")).to_have_text(f"# {TOWN}")
    assert BUREAU not in await card.inner_text()
    await reader.picture(f"forum-{'narrow' if reader.narrow else 'wide'}")
