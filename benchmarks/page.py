"""The page of a rehearsal in Chromium: 345 groups, 10,000 messages, 4,000 of them in one chat.

There is no plain way to compare with. Everything is measured in the browser, which shares the
processor with the server and the bot.
"""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from aiohttp import ClientSession
from playwright.async_api import Page

from benchmarks.county import write_county
from benchmarks.rows import Measured, seconds
from bot.clock import system_clock
from bot.config import Settings
from bot.rehearsal.stage import open_rehearsal
from intake.toml import read_toml
from plan.loading import load_plan
from rehearsal.messages import Button, Content
from rehearsal.page import Theatre, open_page
from rehearsal.standin import Standin
from tests.browser.chromium import find_chromium, open_chromium

START = datetime(2012, 10, 3, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
IN_ONE = 0.4  # of all messages, so many are of one chat
CARD = "⏰ 任务提醒：剩 3 天\n2.1 摸清社区用房底数\n时限：11月9日（周五），剩 3 天\n进度：尚未反馈"
KEYS = ((Button("收到", "a"), Button("进度…", "b")), (Button("已完成", "c"),))

# When the page had something to read, from the start of its loading, in milliseconds.
PAINTED = """window.painted = new Promise((done) => new MutationObserver((_, watching) => {
  if (!document.body?.classList.contains("ready")) return;
  watching.disconnect();
  requestAnimationFrame(() => setTimeout(() => done(performance.now())));
}).observe(document, { subtree: true, childList: true, attributes: true }));"""
# Scroll towards the beginning for a while; the milliseconds between the frames.
SCROLL = """(lasts) => new Promise((done) => {
  const box = document.getElementById("scroller"), frames = [], begun = performance.now();
  let last = begun;
  const step = (now) => {
    frames.push(now - last);
    last = now;
    box.scrollTop -= 120;
    if (now - begun < lasts) requestAnimationFrame(step); else done(frames.slice(1));
  };
  requestAnimationFrame(step);
})"""
# The instant, in milliseconds of the epoch, at which each further message was painted.
WATCH = """() => {
  window.shown = new Map();
  new MutationObserver((changes) => requestAnimationFrame(() => setTimeout(() => {
    const at = performance.timeOrigin + performance.now();
    for (const { addedNodes } of changes) for (const node of addedNodes)
      if (node.dataset?.id) shown.set(node.querySelector(".words")?.textContent, at);
  }))).observe(document.getElementById("messages"), { childList: true });
}"""
SEEN = """(text) => new Promise((done) => {
  const look = () => (shown.has(text) ? done(shown.get(text)) : setTimeout(look, 5));
  look();
})"""


@dataclass(frozen=True, slots=True)
class Seen:
    """Milliseconds; the nodes are counted after a long scroll."""

    painted: float
    frames: Sequence[float]
    nodes: int
    shown: Sequence[float]


def measure(messages: int, calls: int) -> Iterator[Measured]:
    """With so many messages and calls of the bot; nothing where there is no Chromium."""
    if find_chromium() is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "county.toml"
        write_county(plan)
        seen = asyncio.run(_see(plan, messages, calls))
    yield Measured(
        f"the page: first paint, 345 groups and {messages:,} messages",
        seconds(seen.painted / 1000),
        target="< 1 s",
        met=seen.painted < 1000,
    )
    yield Measured(
        "the page: a frame while a long chat is scrolled, 95 of 100",
        seconds(sorted(seen.frames)[len(seen.frames) * 95 // 100] / 1000),
        target="smooth",
    )
    yield Measured("the page: elements after that", f"{seen.nodes:,}", target="bounded")
    slowest = max(seen.shown)
    yield Measured(
        f"the page: the bot's call until its message is seen, median and slowest of {calls}",
        f"{median(seen.shown):.0f} ms, {slowest:.0f} ms",
        target="< 100 ms",
        met=slowest < 100,
    )


async def _see(plan: Path, messages: int, calls: int) -> Seen:
    opening = open_rehearsal(Settings(), load_plan(read_toml(plan)), START)
    async with opening as opened, open_page(opened.theatre) as url, open_chromium() as chromium:
        long = fill(opened.theatre, messages)
        page = await chromium.new_page()
        await page.add_init_script(PAINTED)
        await page.goto(url)
        painted = await page.evaluate("painted")
        await page.locator(f'.chat[data-id="{long}"]').click()
        await page.locator("#messages .message").first.wait_for()
        frames = await page.evaluate(SCROLL, 4000)
        nodes = await page.evaluate("document.querySelectorAll('*').length")
        await page.locator("#to-end").click()
        shown = await _call(page, opened.theatre.standin, long, calls)
        return Seen(painted, frames, nodes, shown)


def fill(theatre: Theatre, messages: int) -> int:
    """Put messages into every group; returns the one with the long history."""
    world = theatre.world
    long, *others = (id for id, place in theatre.cast.places.items() if place.unit)
    places = [long] * int(messages * IN_ONE)
    others_in_turn = cycle(others)
    places += [next(others_in_turn) for _ in range(messages - len(places))]
    for n, id in enumerate(places):
        chat = world.chat(id)
        people = [user for user in world.inside(id) if user != world.bot.id]
        if n % 3:
            world.post(chat, people[n % len(people)], Content(f"{n} 进度{n % 100}%，缺资金"))
        else:
            world.post(chat, world.bot.id, Content(CARD, keyboard=KEYS))
    return long


async def _call(page: Page, standin: Standin, chat: int, calls: int) -> Sequence[float]:
    """Send messages as the bot does; how long each took until it was seen, in milliseconds."""
    await page.evaluate(WATCH)
    took = []
    async with ClientSession() as session:
        for n in range(calls):
            text = f"第{n}条"
            called = system_clock().timestamp() * 1000
            message = {"chat_id": chat, "text": text}
            await session.post(f"{standin.url}/bot{standin.token}/sendMessage", json=message)
            took.append(await page.evaluate(SEEN, text) - called)
    return took
