"""A whole rehearsal in this process: stand-in, people, clock and bot, in a folder of its own.

A rehearsal never reaches Telegram and never touches a live database. It has the office's own
rules, but everything by which either could be reached is its own; that is checked once more
before the bot opens.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.composition import Bot
from bot.config import Database, Office, Operating, Settings, Telegram
from bot.rehearsal.backstage import RealBot, open_real_bot
from bot.rehearsal.casting import LEADER, OFFICE_GROUP, OFFICE_TITLE, playable, set_stage
from plan.model import Plan
from rehearsal.clock import MovableClock
from rehearsal.page.theatre import Theatre
from rehearsal.stage import CLERK
from rehearsal.standin import open_standin
from storage.chats import ensure_chat, make_office
from storage.imports import save_plan

TOKEN = "1:REHEARSAL"
LOOPBACK = "127.0.0.1"
FOLDER = "duban-rehearsal-"


class NoRehearsal(Exception):
    """These settings would leave the rehearsal: another server than this machine's stand-in, or
    a database outside its own folder."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is played: the plan with everybody in it, the theatre, and the bot."""

    plan: Plan
    theatre: Theatre
    backstage: RealBot


@asynccontextmanager
async def open_rehearsal(
    settings: Settings, plan: Plan, start: datetime
) -> AsyncIterator[Rehearsal]:
    """The plan's people and groups, the plan imported at `start`, the bot polling.

    Of the settings only the office's rules are taken.
    """
    clock, plan = MovableClock(start), playable(plan)
    with TemporaryDirectory(prefix=FOLDER) as name:
        folder = Path(name)
        async with open_standin(clock, token=TOKEN) as standin:
            own = apart_from(settings, standin.url, folder)
            check_rehearsal(own, standin.url, folder)
            cast = set_stage(standin, plan)
            async with open_real_bot(own, clock, standin) as backstage:
                await _import(backstage, plan)
                zone, language = own.calendar.timezone, own.language.default
                theatre = Theatre(standin, clock, cast, backstage, zone, language)
                yield Rehearsal(plan, theatre, backstage)


def apart_from(settings: Settings, url: str, folder: Path) -> Settings:
    """The office's own rules, but nothing by which Telegram or its database could be reached."""
    office = Office(people=(CLERK,), leaders=(LEADER,), digest_at=settings.office.digest_at)
    return Settings(
        telegram=Telegram(token=SecretStr(TOKEN), api_url=url),
        database=_database(folder),
        office=office,
        calendar=settings.calendar,
        reminders=settings.reminders,
        lamps=settings.lamps,
        language=settings.language,
        operating=Operating(health_at=None),  # nobody runs a machine
    )


def check_rehearsal(settings: Settings, url: str, folder: Path) -> None:
    """Raise NoRehearsal unless these settings lead to the stand-in at `url` and into this folder.

    Another server on this machine may be a live one that passes everything on to Telegram.
    """
    telegram, host = settings.telegram, urlsplit(url).hostname
    if host != LOOPBACK or telegram.api_url != url or telegram.proxy is not None:
        raise NoRehearsal(telegram.api_url)
    if telegram.token.get_secret_value() != TOKEN:
        raise NoRehearsal("the token is not the rehearsal's")
    if settings.database != _database(folder):
        raise NoRehearsal(settings.database.url)


def _database(folder: Path) -> Database:
    return Database(url=f"sqlite:///{folder}/rehearsal.db", evidence=folder / "evidence")


async def _import(backstage: RealBot, plan: Plan) -> None:
    bot = backstage.bot
    if bot is None:
        raise NoRehearsal("the bot is not running")
    await _save(bot, plan, backstage.clock())
    await backstage.ring()


async def _save(bot: Bot, plan: Plan, now: datetime) -> None:
    rules = bot.desk.rules
    async with bot.desk.sessions.begin() as session:
        await save_plan(session, plan, now=now, rules=rules)
        office = await ensure_chat(session, OFFICE_GROUP, OFFICE_TITLE, now)
        await make_office(session, office.id)
