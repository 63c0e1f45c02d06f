"""Units answer by themselves as the clock goes, and leave to the reader whom they play."""

import pytest
from playwright.async_api import expect

from tests.browser.reader import ANY_WIDTH, Reader
from tests.flows.town import BUREAU, TOWN

pytestmark = [pytest.mark.asyncio(loop_scope="session"), ANY_WIDTH]
NOON = "2012-11-06T12:00:00"


async def test_a_unit_answers_until_somebody_plays_it(reader: Reader) -> None:
    mine = reader.page.locator('[data-switch="by-hand"]')
    await reader.open_chat(TOWN)
    await reader.panel("role")
    await expect(mine).not_to_be_checked()
    await reader.pane("talk")
    await reader.say("大家早上好")
    await reader.panel("role")
    await expect(mine).to_be_checked()
    await reader.go(NOON)
    await reader.open_chat(BUREAU)
    await expect(reader.messages("进度60%").last.locator(".reaction")).to_contain_text("✍")
    await reader.open_chat(TOWN)
    await expect(reader.messages("任务提醒")).to_have_count(1)
    await expect(reader.page.locator(".message")).to_have_count(2)


async def test_nobody_answers_when_it_is_switched_off(reader: Reader) -> None:
    await reader.panel("role")
    await reader.page.locator('[data-switch="script"]').click()
    await expect(reader.page.locator('[data-switch="script"]')).not_to_be_checked()
    await expect(reader.page.locator('[data-switch="by-hand"]')).to_have_count(0)
    await reader.go(NOON)
    await reader.open_chat(BUREAU)
    await expect(reader.messages("任务提醒")).to_be_visible()
    await expect(reader.page.locator(".message")).to_have_count(1)


async def test_who_is_chosen_is_left_to_the_reader(reader: Reader) -> None:
    await reader.open_chat(TOWN)
    await reader.play("吕临江")
    await reader.panel("role")
    mine = reader.page.locator('[data-switch="by-hand"]')
    await expect(mine).to_be_checked()
    await mine.click()
    await expect(mine).not_to_be_checked()
