"""Each trouble, pressed on the switchboard."""

import pytest
from playwright.async_api import expect

from tests.browser.reader import Reader
from tests.flows.town import BUREAU, TOWN, TOWN_DEPUTY

pytestmark = pytest.mark.asyncio(loop_scope="session")
OFFICE = "创建办工作群"


async def choose(reader: Reader, group: str) -> None:
    await reader.panel("trouble")
    await reader.page.locator("#panel-trouble select").first.select_option(label=group)


async def test_the_bot_is_removed_and_the_office_told(reader: Reader) -> None:
    await choose(reader, TOWN)
    await reader.switch("removed")
    await reader.pane("chats")
    await expect(reader.chat(TOWN).locator(".tag.warn")).to_be_visible()
    await reader.open_chat(OFFICE)
    await expect(reader.messages(TOWN).last).to_be_visible()


async def test_a_group_is_upgraded_and_gets_its_card_all_the_same(reader: Reader) -> None:
    await reader.panel("trouble")
    await reader.page.locator("#panel-trouble .soft").click()
    card = await reader.to_card("桃溪社区")
    await expect(card).to_be_visible()
    await expect(reader.page.locator(".service").first).to_be_visible()


async def test_a_group_that_answers_429_is_shown_waiting(reader: Reader) -> None:
    await choose(reader, TOWN)
    await reader.switch("busy")
    await reader.go("2012-11-06T09:00:00")
    await reader.panel("trouble")
    await expect(reader.page.locator(".calls .failed").first).to_contain_text("retry after 60")
    await reader.switch("busy")
    await reader.page.locator('.pace[data-pace="minute"]').click()
    await reader.open_chat(TOWN)
    await expect(reader.messages("任务提醒").first).to_be_visible()


async def test_after_three_hours_without_a_network_the_card_says_that_it_is_late(
    reader: Reader,
) -> None:
    await reader.go("2012-11-06T08:30:00")
    await expect(reader.page.locator("#now b")).to_have_text("08:30")
    await reader.switch("network")
    switch = reader.page.locator('[data-switch="network"]')
    await expect(switch).to_be_checked()
    await reader.go("2012-11-06T13:00:00")
    await expect(switch).not_to_be_checked()
    await reader.open_chat(TOWN)
    await expect(reader.messages("任务提醒").first).to_contain_text("迟发，原定")


async def test_the_bot_is_killed_and_started_again(reader: Reader) -> None:
    card = await reader.to_card(TOWN)
    await reader.switch("killed")
    await expect(reader.page.locator('[data-switch="killed"]')).to_be_checked()
    await reader.pane("talk")
    await reader.reply(card, "1 进度75%")
    await expect(reader.messages("1 进度75%").last).to_be_visible()
    await reader.switch("killed")
    await reader.pane("talk")
    await expect(card).to_contain_text("75%")


async def test_a_liaison_on_leave_leaves_the_answers_to_the_deputy(reader: Reader) -> None:
    await choose_liaison(reader, "何听泉 · 鹿渚镇")
    await reader.switch("leave")
    await expect(reader.page.locator("#panel-trouble .note.warn")).to_contain_text("吕临江")
    await reader.open_chat(TOWN)
    await reader.panel("role")
    await expect(reader.page.locator(".self strong")).to_have_text("吕临江")
    await expect(reader.page.locator(".person .tag")).to_be_visible()
    await reader.go("2012-11-06T12:00:00")
    await reader.pane("talk")
    answer = reader.messages("受阻：缺用地").last
    await expect(answer).to_have_attribute("data-sender", str(TOWN_DEPUTY))
    await expect(answer.locator(".reaction")).to_contain_text("✍")


async def test_a_liaison_on_leave_without_a_deputy_leaves_the_cards_to_nobody(
    reader: Reader,
) -> None:
    await choose_liaison(reader, "钱青禾 · 市民政局")
    await reader.switch("leave")
    await expect(reader.page.locator("#panel-trouble .note.warn")).to_contain_text("没有副联络员")
    await reader.go("2012-11-12T09:30:00")
    await reader.open_chat(BUREAU)
    await expect(reader.messages("任务提醒")).to_have_count(4)
    await expect(reader.page.locator(".message")).to_have_count(4)


async def choose_liaison(reader: Reader, name: str) -> None:
    await reader.panel("trouble")
    await reader.page.locator("#panel-trouble select").last.select_option(label=name)
