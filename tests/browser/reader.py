"""Somebody in front of the page: what they see and do, in the words of the page."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import BrowserContext, ConsoleMessage, Error, Locator, Page, expect

from rehearsal.page import Theatre
from tests.browser.chromium import PICTURES

# What is the same at any width is tried at one.
ANY_WIDTH = pytest.mark.parametrize("reader", ["wide"], indirect=True)
WIDTHS = {"wide": (1280, 800), "narrow": (390, 844)}
SOON = 15_000  # milliseconds; a busy machine fails nothing
expect.set_options(timeout=SOON)
POST = """([path, body]) => fetch(`/${path}`, {
  method: "POST",
  headers: {"X-Rehearsal": document.querySelector("meta[name=rehearsal]").content},
  body: JSON.stringify(body),
})"""


@dataclass
class Reader:
    """A page of a rehearsal; `complaints` is what its console said against it."""

    page: Page
    theatre: Theatre
    narrow: bool
    complaints: list[str] = field(default_factory=list)

    async def load(self, url: str) -> None:
        """Open the page and wait until it shows something."""
        self.page.set_default_timeout(SOON)
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._fail)
        await self.page.goto(url)
        await expect(self.page.locator("body.ready")).to_be_visible()

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)

    def _fail(self, error: Error) -> None:
        self.complaints.append(str(error))

    async def pane(self, name: str) -> None:
        """Bring a pane to the front where there is room for one only."""
        if self.narrow:
            await self.page.evaluate("name => { document.body.dataset.pane = name; }", name)

    def chat(self, title: str) -> Locator:
        """The line of a chat in the list."""
        return self.page.locator(".chat").filter(
            has=self.page.locator(".chat-title", has_text=title)
        )

    async def open_chat(self, title: str) -> None:
        await self.pane("chats")
        await self.chat(title).first.click()
        await expect(self.page.locator("#talk-title")).to_contain_text(title)

    async def play(self, name: str) -> None:
        """Be somebody of the open chat."""
        await self.panel("role")
        await self.page.get_by_role("radio", name=re.compile(name)).first.click()
        await self.pane("talk")

    async def panel(self, name: str) -> None:
        await self.pane("side")
        await self.page.locator(f"#tab-{name}").click()

    async def step(self) -> None:
        """Go to the next thing due, and wait until the clock has come there."""
        await self.page.locator("#step").click()
        await expect(self.page.locator("#step")).not_to_have_class(re.compile("busy"))

    async def go(self, to: str) -> None:
        """Send the clock to a local time."""
        await self.post("clock", to=to)

    async def to_card(self, title: str) -> Locator:
        """Go to the morning of the first cards and open a chat at its card."""
        await self.go("2012-11-06T09:00:00")
        await self.open_chat(title)
        card = self.messages("任务提醒").first
        id = await card.get_attribute("data-id")
        await expect(self.page.locator("#step")).not_to_have_class(re.compile("busy"))
        return self.page.locator(f'.message[data-id="{id}"]')

    async def post(self, path: str, **body: Any) -> None:
        """Do what the page could do, without its buttons."""
        await self.run(POST, [path, body])

    def messages(self, text: str) -> Locator:
        return self.page.locator(".message", has_text=text)

    async def press(self, message: Locator, label: str) -> None:
        await message.locator(".key", has_text=label).first.click()

    async def reply(self, message: Locator, text: str) -> None:
        """Answer a message by its menu."""
        await message.click(button="right", position={"x": 60, "y": 20})
        await self.page.locator("#menu .menu-item").first.click()
        await self.say(text)

    async def say(self, text: str) -> None:
        await self.page.locator(".field").fill(text)
        await self.page.locator(".field").press("Enter")

    async def sees_toast(self, text: str) -> None:
        await expect(self.page.locator(".toast", has_text=text).last).to_be_visible()

    async def switch(self, name: str) -> None:
        """Press a switch of trouble."""
        await self.panel("trouble")
        await self.page.locator(f'[data-switch="{name}"]').click()

    async def picture(self, name: str) -> None:
        """Keep what is seen as test output."""
        PICTURES.mkdir(exist_ok=True)
        await self.page.screenshot(path=PICTURES / f"{name}.png")

    async def run(self, script: str, *args: Any) -> Any:
        return await self.page.evaluate(script, *args)


async def look(
    context: BrowserContext, theatre: Theatre, url: str, *, narrow: bool = False
) -> Reader:
    """A reader in front of a freshly loaded page."""
    reader = Reader(await context.new_page(), theatre, narrow)
    await reader.load(url)
    return reader
