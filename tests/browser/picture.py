"""`make picture`: the pictures of README, one a language, from a rehearsal of the sample plan.

At a desk a unit's group with its card and the answer, on a phone what the office reads.
"""

import asyncio
from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, BrowserContext, expect

from bot.config import Settings
from bot.logs import no_logs
from bot.rehearsal.casting import OFFICE_GROUP, OFFICE_TITLE
from bot.rehearsal.stage import open_rehearsal
from intake.reading import read_plan_file
from rehearsal.page import Part, Theatre, open_page
from rehearsal.stage import CLERK
from tests.browser.chromium import open_chromium
from tests.browser.reader import Reader, look

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "examples" / "yixing-2012.toml"
START = datetime(2012, 11, 5, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
UNIT = "北塘社区"
DESK, PHONE, BOTH = (1180, 800), (390, 760), (1280, 820)
# The phone lies on the corner of the desk's picture. Fewer shades make a smaller file.
SHADES = " ".join(f"{n / 44:.3f}" for n in range(45))
FRAME = f"""<body style="margin:0;background:#fff;filter:url(#few)">
<svg width="0" height="0" style="position:absolute"><filter id="few"
  color-interpolation-filters="sRGB"><feComponentTransfer>
  <feFuncR type="discrete" tableValues="{SHADES}"/><feFuncG type="discrete" tableValues="{SHADES}"/>
  <feFuncB type="discrete" tableValues="{SHADES}"/></feComponentTransfer></filter></svg>
<img src="%s" style="position:absolute;left:0;top:0;border-radius:14px;border:1px solid #c9d4d6">
<img src="%s" style="position:absolute;right:8px;bottom:8px;border-radius:30px;
  border:6px solid #1c262b;transform:scale(0.88);transform-origin:bottom right"></body>"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture's file, the page's language, the bot's as its button names it, and the answer."""

    file: str
    language: str
    button: str
    words: str


SCENES = (
    Scene("rehearsal.png", "en", "English", "80%, blocked: no funds"),
    Scene("rehearsal.zh.png", "zh-Hans", "", "进度60%，其余周五前完成"),
)


async def main() -> None:
    """Take every picture."""
    no_logs()
    async with open_chromium() as chromium:
        for scene in SCENES:
            await take(chromium, scene)


async def take(chromium: Browser, scene: Scene) -> None:
    """Play the scene and write its picture into docs/."""
    plan = read_plan_file(SAMPLE, reference=date(2012, 11, 1), base=None).plan
    opening = open_rehearsal(Settings(), plan, START)
    async with opening as opened, open_page(opened.theatre) as url:
        desk = await look(await _window(chromium, DESK), opened.theatre, url)
        await desk.page.locator("#language").select_option(scene.language)
        await play(desk, opened.theatre, scene)
        phone = await look(await _window(chromium, PHONE), opened.theatre, url, narrow=True)
        await phone.page.locator("#language").select_option(scene.language)
        await phone.open_chat(OFFICE_TITLE)
        for one in (desk, phone):
            await expect(one.page.locator(".scrolling")).to_have_count(0)
        shots = [b64encode(await one.page.screenshot()).decode() for one in (desk, phone)]
    page = await (await _window(chromium, BOTH)).new_page()
    await page.set_content(FRAME % tuple(f"data:image/png;base64,{shot}" for shot in shots))
    await page.screenshot(path=ROOT / "docs" / scene.file)


async def play(desk: Reader, theatre: Theatre, scene: Scene) -> None:
    """A card comes, is answered, and in the evening the office is told."""
    people = theatre.standin.people
    chat = next(id for id, place in theatre.cast.places.items() if place.unit == UNIT)
    liaison = theatre.cast.user(Part.LIAISON, UNIT)
    assert liaison is not None
    for place, user in ((chat, liaison), (OFFICE_GROUP, CLERK)) if scene.button else ():
        people.say(place, user, f"/language@{theatre.world.bot.username}")
        await theatre.backstage.ring()
        people.press(place, user, theatre.world.last(place).id, scene.button)
        await theatre.backstage.ring()
    await desk.post("script", user=liaison, by_hand=True)
    await desk.go("2012-11-05T09:00:00")
    await desk.open_chat(UNIT)
    await expect(desk.page.locator(".message .key").last).to_be_visible()
    people.say(chat, liaison, scene.words, reply_to=theatre.world.last(chat).id)
    await expect(desk.messages(scene.words).locator(".reaction")).to_be_visible()
    await desk.go("2012-11-05T17:31:00")
    await expect(desk.page.locator("#now b")).to_have_text("17:31")
    await expect(desk.page.locator("#step:not(.busy)")).to_be_visible()


async def _window(chromium: Browser, size: tuple[int, int]) -> BrowserContext:
    width, height = size
    return await chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )


if __name__ == "__main__":
    asyncio.run(main())
