"""The tour, from the reminder to the summary, in under three minutes; or skipped."""

import asyncio

import pytest
from playwright.async_api import expect

from rehearsal.page.tour import STEPS
from tests.browser.reader import Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")
THREE_MINUTES = 180


async def test_ten_steps_lead_from_a_reminder_to_the_summary(reader: Reader) -> None:
    begun = asyncio.get_running_loop().time()
    await reader.page.locator("#tour-start").click()
    for n, name in enumerate(STEPS, 1):
        await expect(reader.page.locator(".tour-step")).to_have_text(f"第 {n} 步，共 10 步")
        await expect(reader.page.locator("#tour-next")).to_be_focused()
        await reader.picture(f"tour-{n:02}-{name}-{'narrow' if reader.narrow else 'wide'}")
        await reader.page.keyboard.press("Enter")
    await expect(reader.page.locator("#tour")).to_be_hidden()
    await expect(reader.messages("分阶段情况").last).to_be_visible()
    assert asyncio.get_running_loop().time() - begun < THREE_MINUTES


async def test_it_can_be_skipped_at_any_step(reader: Reader) -> None:
    await reader.page.locator("#tour-start").click()
    await reader.page.locator("#tour-skip").click()
    await expect(reader.page.locator("#tour")).to_be_hidden()
    await expect(reader.page.locator("#tour-start")).to_be_focused()
