"""The browser of this machine, if there is one."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# It has nothing to look for outside this machine.
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES = Path(__file__).parent / "pictures"


def find_chromium() -> str | None:
    """The program's path."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def open_chromium() -> AsyncIterator[Browser]:
    """A browser without a window. Raises LookupError when the machine has none."""
    path = find_chromium()
    if path is None:
        raise LookupError("no Chromium on this machine; on Debian: apt-get install chromium")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=list(ARGS))
        try:
            yield browser
        finally:
            await browser.close()
