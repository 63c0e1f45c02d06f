"""The clock, the timeline and what the next seven days will send."""

import pytest
from playwright.async_api import expect

from tests.browser.reader import Reader
from tests.flows.town import TOWN, TOWN_GROUP

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_steps_go_from_due_to_due(reader: Reader) -> None:
    now = reader.page.locator("#now b")
    await expect(now).to_have_text("10:00")
    await reader.step()
    await expect(now).to_have_text("17:30")
    await reader.step()
    await expect(now).to_have_text("09:00")
    await reader.pane("chats")
    await expect(reader.chat(TOWN).locator(".badge")).to_have_text("1")


async def test_played_the_days_go_by_until_it_is_stopped(reader: Reader) -> None:
    await reader.page.locator('.pace[data-pace="day"]').click()
    await expect(reader.page.locator("#now span")).to_contain_text("11月7日")
    await reader.page.locator('.pace[data-pace="rest"]').click()
    await expect(reader.page.locator('.pace[data-pace="rest"]')).to_be_checked()
    assert reader.theatre.world.find(TOWN_GROUP, "任务提醒")


async def test_a_deadline_leads_to_its_morning(reader: Reader) -> None:
    due = reader.page.locator('.due[data-due="2012-11-09"]')
    await expect(due).to_have_attribute("aria-label", "11月9日周五到期：🔵 临期 3")
    await due.click()
    await reader.page.locator(".due-card .main").click()
    await expect(reader.page.locator("#now span")).to_contain_text("11月9日")


async def test_a_day_can_be_chosen(reader: Reader) -> None:
    day = reader.page.locator("#jump-day")
    await day.fill("2012-11-08")
    if not reader.narrow:
        await reader.page.locator("#jump button").click()
    await expect(reader.page.locator("#now span")).to_contain_text("11月8日")


async def test_the_next_seven_days_are_told_with_their_reasons(reader: Reader) -> None:
    await reader.panel("week")
    cards = reader.page.locator(".sending", has_text=TOWN)
    await expect(cards.first).to_be_visible()
    await expect(cards.first.locator(".task").first).to_have_text("2.1")
    await expect(cards.first.locator(".sending-why").first).to_contain_text("11月9日")
