"""Nobody is kept out: what axe finds, where the keyboard goes, how it comes back."""

from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from rehearsal.world import Event, Toast
from tests.browser.reader import ANY_WIDTH, Reader
from tests.flows.town import TOWN, TOWN_GROUP, TOWN_LIAISON

Scheme = Literal["light", "dark"]
pytestmark = pytest.mark.asyncio(loop_scope="session")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the dark only the colours are others.
RULES: dict[Scheme, dict[str, object]] = {
    "light": {"type": "tag", "values": LEVELS},
    "dark": {"type": "rule", "values": ["color-contrast"]},
}
PARTS = ["compose", "chats", "talk", "side", "bar"]  # the inner before the outer
STOPS_AT_MOST = 40
LEAVE = "() => { document.body.tabIndex = -1; document.body.focus(); }"
WHERE = "(parts) => parts.find((part) => document.activeElement.closest(`.${part}`)) ?? ''"


async def check(reader: Reader, view: str, scheme: Scheme) -> None:
    """Ask axe about what is seen now, and keep a picture of it."""
    options = {"runOnly": RULES[scheme], "resultTypes": ["violations"]}
    found = await Axe().run(reader.page, options=options)
    await reader.picture(f"{view}-{scheme}-{'narrow' if reader.narrow else 'wide'}")
    assert not found.violations_count, f"{view}: {found.generate_report()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_any_view(reader: Reader, scheme: Scheme) -> None:
    page = reader.page
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    card = await reader.to_card(TOWN)
    await reader.reply(card, "1 进度75%")
    await expect(card).to_contain_text("75%")
    await check(reader, "talk", scheme)
    await reader.messages("1 进度75%").last.click(button="right", position={"x": 60, "y": 20})
    await check(reader, "menu", scheme)
    await page.keyboard.press("Escape")
    await reader.pane("chats")
    await page.locator(".due").last.click()
    await check(reader, "chats", scheme)
    await page.keyboard.press("Escape")
    for panel in ("role", "week", "trouble"):
        await reader.panel(panel)
        await check(reader, panel, scheme)
    await page.locator("#tour-start").click()
    await expect(page.locator(".tour-step")).to_be_visible()
    await check(reader, "tour", scheme)


async def test_tab_goes_from_the_chats_to_the_conversation_the_people_and_the_clock(
    reader: Reader,
) -> None:
    await reader.to_card(TOWN)
    if not reader.narrow:
        assert await parts_by_tab(reader) == ["chats", "talk", "compose", "side", "bar"]
        return
    assert await parts_by_tab(reader) == ["talk", "compose", "bar"]
    for pane in ("chats", "side"):
        await reader.pane(pane)
        assert await parts_by_tab(reader) == [pane, "bar"]


async def test_arrows_reach_a_message_and_tab_only_its_buttons(reader: Reader) -> None:
    page = reader.page
    card = await reader.to_card(TOWN)
    await page.locator("#scroller").focus()
    await page.keyboard.press("ArrowUp")
    await expect(card).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(card.locator(".key").first).to_be_focused()
    await page.keyboard.press("Enter")
    await reader.sees_toast("已签收")
    await page.locator("#compose .as").focus()
    await page.keyboard.press("Shift+Tab")
    await expect(card.locator(":focus")).to_have_count(1)


async def test_tab_comes_back_to_the_buttons_of_a_card_that_was_drawn_anew(reader: Reader) -> None:
    page = reader.page
    card = await reader.to_card(TOWN)
    await card.focus()
    await page.keyboard.press("Tab")
    await page.locator("#compose .as").focus()
    before = await card.element_handle()
    who = {"user": TOWN_LIAISON, "anonymous": False}
    message = int(await card.get_attribute("data-id") or 0)
    await reader.post("do/react", chat=TOWN_GROUP, message=message, emoji="👍", **who)
    await expect(card).to_contain_text("👍")
    assert before is not None
    assert not await before.evaluate("node => node.isConnected")
    await page.keyboard.press("Shift+Tab")
    await expect(card.locator(":focus")).to_have_count(1)


@ANY_WIDTH
async def test_the_menu_is_left_by_escape_and_gives_the_keyboard_back(reader: Reader) -> None:
    page = reader.page
    card = await reader.to_card(TOWN)
    await card.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#menu button").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("#menu")).to_be_hidden()
    await expect(card).to_be_focused()


@ANY_WIDTH
async def test_an_alert_keeps_the_keyboard_until_it_is_closed(reader: Reader) -> None:
    page = reader.page
    card = await reader.to_card(TOWN)
    await card.locator(".key").first.focus()
    world = reader.theatre.world
    at = world.clock()
    world.toasts.append(Toast("1", TOWN_GROUP, 1, TOWN_LIAISON, "没有成功", alert=True, at=at))
    world.tell(Event("toast"))
    await expect(page.locator(".alert .main")).to_be_focused()
    for _ in range(3):
        await page.keyboard.press("Tab")
        assert await page.evaluate("() => !document.activeElement.closest('main, .bar')")
    await page.keyboard.press("Escape")
    await expect(page.locator(".alert")).to_be_hidden()
    await expect(card.locator(".key").first).to_be_focused()


async def test_the_card_of_a_deadline_is_left_by_escape(reader: Reader) -> None:
    page, due = reader.page, reader.page.locator('.due[data-due="2012-11-09"]')
    await due.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.locator(".due-card .main")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator(".due-card")).to_have_count(0)
    await expect(due).to_be_focused()


async def test_the_keyboard_follows_from_pane_to_pane(reader: Reader) -> None:
    page = reader.page
    await reader.pane("chats")
    await reader.chat(TOWN).focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#talk-title")).to_have_text(TOWN)
    if not reader.narrow:
        await expect(reader.chat(TOWN)).to_be_focused()
        return
    await expect(page.locator("#scroller")).to_be_focused()
    await page.locator("#to-side").press("Enter")
    await expect(page.locator("#tab-role")).to_be_focused()
    await page.locator(".side > .back").press("Enter")
    await page.locator("#back").press("Enter")
    await expect(reader.chat(TOWN)).to_be_focused()


@ANY_WIDTH
async def test_a_switch_keeps_the_keyboard_when_it_is_pressed(reader: Reader) -> None:
    for panel, name in (("trouble", "network"), ("role", "script")):
        await reader.panel(panel)
        switch = reader.page.locator(f'[data-switch="{name}"]')
        before = await switch.get_attribute("aria-checked") == "true"
        await switch.press("Enter")
        await expect(switch).to_be_checked(checked=not before)
        await expect(switch).to_be_focused()


async def parts_by_tab(reader: Reader) -> list[str]:
    """The parts of the page in the order in which Tab comes to them, each as often as it does."""
    await reader.run(LEAVE)
    seen: list[str] = []
    for _ in range(STOPS_AT_MOST):
        await reader.page.keyboard.press("Tab")
        part = await reader.run(WHERE, PARTS)
        if not part:
            return seen
        if seen[-1:] != [part]:
            seen.append(part)
    raise AssertionError(f"more than {STOPS_AT_MOST} stops: {seen}")
