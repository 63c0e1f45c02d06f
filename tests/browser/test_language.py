"""Three languages: the page's words by its reader's choice, the bot's by the group's."""

import pytest
from playwright.async_api import expect

from tests.browser.reader import Reader
from tests.flows.town import TOWN

pytestmark = pytest.mark.asyncio(loop_scope="session")
# What the page calls a step of the clock and the liaison, and how the bot opens a card.
WORDS = {
    "en": ("Next due", "liaison", "English", "Task reminder"),
    "zh-Hant": ("下一件到期", "聯絡員", "繁體中文", "任務提醒"),
    "zh-Hans": ("下一件到期", "联络员", "简体中文", "任务提醒"),
}


async def test_the_page_speaks_the_language_that_is_chosen_and_remembers_it(
    reader: Reader,
) -> None:
    page = reader.page
    await reader.open_chat(TOWN)
    for language, (step, liaison, _, _) in WORDS.items():
        await page.locator("#language").select_option(language)
        await expect(page.locator("html")).to_have_attribute("lang", language)
        await expect(page.locator("#step")).to_contain_text(step)
        await reader.panel("role")
        await expect(page.locator(".self-part")).to_contain_text(liaison)
        assert await page.locator("text=/page\\.[a-z_.]+/").count() == 0, "no key without words"
        await reader.picture(f"language-{language}-{'narrow' if reader.narrow else 'wide'}")
        await reader.pane("talk")
    await page.locator("#language").select_option("zh-Hant")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")


async def test_the_cards_speak_the_language_of_their_group(reader: Reader) -> None:
    card = await reader.to_card(TOWN)
    for n, (_, _, name, opening) in enumerate(WORDS.values(), 1):
        await reader.say("/language@duban_bot")
        await reader.press(reader.page.locator(".message").last, name)
        await expect(reader.page.locator(".message").last.locator(".key")).to_have_count(0)
        await reader.reply(card, f"1 进度{n}0%")
        await expect(card).to_contain_text(f"{n}0%")
        await expect(card).to_contain_text(opening)
        await reader.picture(f"card-{n}-{'narrow' if reader.narrow else 'wide'}")
