"""The real bot against the stand-in over HTTP, on a real database, with a clock that is moved."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.composition import Bot, open_bot, polling
from bot.config import Settings
from plan.model import Plan
from rehearsal.clock import MovableClock
from rehearsal.messages import Message
from rehearsal.standin import Standin, open_standin
from storage.imports import save_plan
from tests.flows import town

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(slots=True)
class Stage:
    """Everything a flow needs: what people do, what they see, and what time it is."""

    standin: Standin
    bot: Bot
    clock: MovableClock

    async def settle(self) -> None:
        """Let the bot take in what happened and finish with it; nothing is sent by itself."""
        await self.standin.settled()
        await self.bot.idle()

    async def ring(self) -> None:
        """Let everything that is owed go out."""
        await self.settle()
        await self.bot.ring()
        await self.settle()

    async def at(self, text: str) -> None:
        """Move the clock to a local time, 2012-11-06 09:00, and ring."""
        self.clock.move_to(local(text))
        await self.ring()

    async def say(self, chat: int, user: int, text: str, reply_to: int | None = None) -> int:
        """Somebody writes; returns the message's id once the bot has dealt with it."""
        message = self.standin.people.say(chat, user, text, reply_to=reply_to)
        await self.settle()
        return message

    async def press(self, chat: int, user: int, message: int, label: str) -> str:
        """Somebody presses a button; returns the toast they get."""
        press = self.standin.people.press(chat, user, message, label)
        await self.settle()
        return self.toast(press)

    def toast(self, press: str) -> str:
        """The answer to a press."""
        return next(toast.text for toast in self.standin.world.toasts if toast.press == press)

    def last(self, chat: int) -> Message:
        """The newest message of a chat."""
        return self.standin.world.last(chat)

    def find(self, chat: int, text: str) -> Message:
        """The newest message of a chat that contains this text."""
        return self.standin.world.find(chat, text)


def local(text: str) -> datetime:
    """A local time as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def settings_for(database: str, url: str, evidence: Path) -> Settings:
    """Settings with the office's people, aimed at the stand-in."""
    return Settings.model_validate(
        {
            "telegram": {"token": "1:TEST", "api_url": url},
            "database": {"url": database, "evidence": evidence},
            "office": {"people": [town.OFFICE], "leaders": [town.LEADER]},
        }
    )


@asynccontextmanager
async def open_stage(
    database: str, evidence: Path, plan: Plan | None = None, start: str = "2012-11-05 10:00"
) -> AsyncIterator[Stage]:
    """The town's people and groups, its plan imported at `start`, the bot polling."""
    clock = MovableClock(local(start))
    async with open_standin(clock) as standin:
        _populate(standin)
        settings = settings_for(database, standin.url, evidence)
        async with open_bot(settings, clock, alarms=False) as bot:
            await import_plan(bot, plan or town.town_plan(), clock())
            async with polling(bot, on_rival=lambda: None):
                yield Stage(standin, bot, clock)


async def import_plan(bot: Bot, plan: Plan, now: datetime) -> None:
    """Save a plan as the command line would."""
    rules = bot.desk.rules
    async with bot.desk.sessions.begin() as session:
        await save_plan(
            session, plan, now=now, zone=rules.hours.zone, thresholds=rules.thresholds
        )


def _populate(standin: Standin) -> None:
    world = standin.world
    for user, name in (
        (town.OFFICE, "督查办小周"),
        (town.LEADER, "秦组长"),
        (town.STRANGER, "路人"),
        (town.BUREAU_LIAISON, "钱青禾"),
        (town.TOWN_LIAISON, "何听泉"),
        (town.TOWN_DEPUTY, "吕临江"),
    ):
        world.add_user(user, name)
    everybody = [town.STRANGER, town.OFFICE]
    world.add_group(town.OFFICE_GROUP, "创建办工作群", [town.OFFICE, town.LEADER])
    world.add_group(town.BUREAU_GROUP, "民政局工作群", [town.BUREAU_LIAISON, *everybody])
    liaisons = [town.TOWN_LIAISON, town.TOWN_DEPUTY]
    world.add_group(town.TOWN_GROUP, "鹿渚镇工作群", [*liaisons, *everybody])
    for user in (town.OFFICE, town.LEADER):
        standin.people.start(user)
