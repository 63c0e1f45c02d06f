"""An answer to a reminder, stored and confirmed, beside an echo that stores nothing.

The plain way is the first example of python-telegram-bot: a handler that says again what it heard.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

import uvloop
from sqlalchemy import func, select
from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from benchmarks.alone import alone
from benchmarks.crowd import MORNING, Crowd, Line, at_once, communities, gather
from benchmarks.rows import Measured, seconds
from bot.composition import Bot, make_bot, make_request, open_bot, polling
from bot.config import Settings
from bot.inbox import AT_ONCE
from bot.logs import no_logs
from bot.pacing import Pacer
from bot.sending import Telegraph
from jobs.redraw import redraw_due
from plan.cards import Card, CardLine
from plan.model import Lamp, Phase, Plan, Role, State, Task
from render.card import card_message
from render.message import Message
from render.texts import load_texts
from storage.imports import save_plan
from storage.posts import new_key
from storage.schema import ReportRow

SHARE = 0.5
OFFICE = 900
EVE = MORNING - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Side:
    """Answers worked off in a second, and the processor time of the bot for each, in seconds."""

    rate: float
    processor: float


def measure(crowd: Crowd, turns: int) -> Iterator[Measured]:
    """Both sides in turns, each bot and each Telegram in a process of its own.

    What else the machine does falls on both, and the turn in the middle tells.
    """
    pairs = sorted((_turn(crowd) for _ in range(turns)), key=_share)
    duban, plain = pair = pairs[turns // 2]
    share = _share(pair)
    yield Measured(
        f"answers stored and confirmed, {crowd.answers:,} from {crowd.groups:,} groups",
        f"{duban.rate:,.0f} /s",
        f"{plain.rate:,.0f} /s",
        f"{share:.2f}",
        f"{SHARE}",
        share >= SHARE,
    )
    yield Measured(
        "processor time of the bot for each (plain: echo)",
        seconds(duban.processor),
        seconds(plain.processor),
    )


def _turn(crowd: Crowd) -> tuple[Side, Side]:
    with tempfile.TemporaryDirectory() as folder:
        duban = alone(run_duban, crowd, f"sqlite:///{Path(folder) / 'updates.db'}")
    return duban, alone(run_plain, crowd)


def _share(pair: tuple[Side, Side]) -> float:
    duban, plain = pair
    return duban.rate / plain.rate


def run_duban(crowd: Crowd, url: str) -> Side:
    """The real bot on a plan of which every group has one task due."""
    no_logs()
    with gather(crowd, at_once) as line:
        return uvloop.run(_duban(crowd, url, line))


async def _duban(crowd: Crowd, url: str, line: Line[float]) -> Side:
    began = perf_counter()

    def clock() -> datetime:
        return start + timedelta(seconds=perf_counter() - began)

    start = EVE
    async with open_bot(settings_for(line, url), clock, alarms=False) as bot:
        await import_plan(bot, crowd, EVE)
        start = MORNING
        async with polling(bot, on_rival=lambda: None), redrawing(bot):
            await bot.ring(leapt=True)
            side = await _time(line, crowd)
            await _check(bot, crowd)
    return side


async def import_plan(bot: Bot, crowd: Crowd, now: datetime) -> None:
    rules = bot.desk.rules
    async with bot.desk.sessions.begin() as session:
        await save_plan(session, plan_of(crowd), now=now, rules=rules)


def plan_of(crowd: Crowd) -> Plan:
    units = communities(crowd.places())
    end = date(2012, 12, 31)
    phases = (Phase("1", "组织实施", date(2012, 10, 1), end),)
    task = Task("1", "摸清底数", "1", MORNING.date(), units=tuple(unit.name for unit in units))
    return Plan("全市方案", "", end, phases, units, (task,))


@asynccontextmanager
async def redrawing(bot: Bot) -> AsyncIterator[None]:
    """Cards follow their assignments as under the alarm clock, which rings every second."""

    async def draw() -> None:
        while True:
            await redraw_due(bot.desk, bot.clock())
            await asyncio.sleep(1)

    drawing = asyncio.create_task(draw())
    try:
        yield
    finally:
        drawing.cancel()


async def _check(bot: Bot, crowd: Crowd) -> None:
    """Raises RuntimeError unless every answer is in the database."""
    async with bot.desk.sessions() as session:
        stored = await session.scalar(select(func.count()).select_from(ReportRow))
    if stored != crowd.answers:
        raise RuntimeError(f"{stored} of {crowd.answers} answers were stored")


def run_plain(crowd: Crowd) -> Side:
    """An echo, with Duban's own request class, event loop and number of updates in hand at once."""
    with gather(crowd, at_once) as line:
        return uvloop.run(_plain(crowd, line))


async def _plain(crowd: Crowd, line: Line[float]) -> Side:
    bot = make_bot(settings_for(line, "sqlite:///"), make_request, Pacer(None))
    application = ApplicationBuilder().bot(bot).concurrent_updates(AT_ONCE).build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    updater = application.updater
    assert updater is not None  # ApplicationBuilder makes one unless told not to
    async with application:
        for group, liaison in crowd.places():
            await Telegraph(bot).send(group, _card(liaison))
        await application.start()
        await updater.start_polling()
        side = await _time(line, crowd)
        await updater.stop()
        await application.stop()
    return side


def _card(liaison: int) -> Message:
    """What Duban asks with, so that the same updates come in on both sides."""
    unit, day = f"第{liaison}社区", MORNING.date()
    line = CardLine(
        1, 1, "1", "摸清底数", unit, Role.RESPONSIBLE, day, State.ASSIGNED, Lamp.BLUE, 48
    )
    card = Card(new_key(), day, (line,), mentions=((liaison, f"联络员{liaison}"),))
    return card_message(card, load_texts()["zh-Hans"], MORNING.tzinfo or UTC)


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None  # filters.TEXT
    await message.reply_text(message.text or "", do_quote=True)


async def _time(line: Line[float], crowd: Crowd) -> Side:
    before = _processor()
    took = await asyncio.to_thread(line.answer)
    return Side(crowd.answers / took, (_processor() - before) / crowd.answers)


def _processor() -> float:
    used = getrusage(RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def settings_for(line: Line[Any], url: str) -> Settings:
    return Settings.model_validate(
        {
            "telegram": {"token": "1:TEST", "api_url": line.url},
            "database": {"url": url},
            "office": {"people": [OFFICE]},
        }
    )
