"""The real bot against the stand-in over HTTP, on a real database, with a clock that is moved."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.composition import Bot, open_bot, polling
from bot.config import Settings
from bot.pacing import standing_pacer
from plan.model import Plan
from rehearsal.clock import MovableClock
from rehearsal.messages import Message
from rehearsal.standin import Standin, open_standin
from rehearsal.world import Toast
from storage import marks
from storage.imports import save_plan
from tests.flows import town
from tests.flows.haste import hurried, without_tls

ZONE = ZoneInfo("Asia/Shanghai")
SEND_AT = time(9)
Changes = Mapping[str, Mapping[str, Any]]


@dataclass(slots=True)
class Stage:
    """Everything a flow needs: what people do, what they see, and what time it is.

    `rival` is set when another program takes the bot's updates. `patience` is how many seconds the
    bot waits for an answer.
    """

    standin: Standin
    clock: MovableClock
    settings: Settings
    bot: Bot = field(init=False)
    running: AsyncExitStack = field(default_factory=AsyncExitStack)
    rival: asyncio.Event = field(default_factory=asyncio.Event)
    patience: float = 5

    async def start_bot(self) -> None:
        """Let the bot begin to work."""
        pacer = standing_pacer(self.clock)
        request = partial(without_tls, patience=self.patience)
        opened = open_bot(
            self.settings,
            self.clock,
            request=request,
            pacer=pacer,
            alarms=False,
            sleep=hurried,
        )
        self.bot = await self.running.enter_async_context(opened)
        working = polling(self.bot, on_rival=self.rival.set)
        await self.running.enter_async_context(working)

    async def stop_bot(self) -> None:
        """Let the bot go away, until it is started again."""
        await self.running.aclose()

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
        """Let the time pass until 2012-11-06 09:00, say; every morning's cards go out."""
        end = local(text)
        day = self.clock().astimezone(ZONE).date()
        while day <= end.date():
            stop = datetime.combine(day, SEND_AT, ZONE)
            if self.clock() < stop < end:
                await self._pass(stop)
            day += timedelta(days=1)
        await self._pass(end)

    async def card(self, chat: int) -> Message:
        """The card a group gets on 6 November: the bureau's has one line, the town's two."""
        await self.at("2012-11-06 09:00")
        return self.last(chat)

    async def wait(self, seconds: float) -> None:
        """Let some time pass, and ring."""
        await self._pass(self.clock() + timedelta(seconds=seconds))

    async def _pass(self, instant: datetime) -> None:
        self.clock.move_to(instant)
        async with self.bot.desk.sessions.begin() as session:
            await marks.put(session, "last alive", instant.isoformat())
        await self.ring()

    async def away_until(self, text: str) -> None:
        """Let the time pass while the bot sleeps, and ring."""
        self.clock.move_to(local(text))
        await self.ring()

    async def say(self, chat: int, user: int, text: str, reply_to: int | None = None) -> int:
        """Somebody writes; returns the message's id once the bot has dealt with it."""
        message = self.standin.people.say(chat, user, text, reply_to=reply_to)
        await self.settle()
        return message

    async def send_photo(
        self, chat: int, user: int, reply_to: int, content: bytes = b"a photo", **more: Any
    ) -> int:
        """Somebody answers with a photo; returns its message's id."""
        message = self.standin.people.send_photo(chat, user, content, reply_to=reply_to, **more)
        await self.settle()
        return message

    async def send_file(
        self, chat: int, user: int, reply_to: int, name: str, content: bytes = b"text", **more: Any
    ) -> int:
        """Somebody answers with a document; returns its message's id."""
        message = self.standin.people.send_document(
            chat, user, content, name, reply_to=reply_to, **more
        )
        await self.settle()
        return message

    async def command(self, chat: int, user: int, text: str) -> Message:
        """Somebody gives a command; returns the bot's latest message then."""
        name, _, rest = text.partition(" ")
        addressed = f"{name}@duban_bot" if chat < 0 else name
        await self.say(chat, user, f"{addressed} {rest}".strip())
        return self.last(chat)

    async def edit(self, chat: int, user: int, message: int, text: str) -> None:
        """Somebody changes what they wrote, a moment later."""
        self.clock.advance(timedelta(seconds=2))
        self.standin.people.edit(chat, user, message, text)
        await self.settle()

    async def press(
        self, chat: int, user: int, message: int, label: str, *, forged: bool = False
    ) -> str:
        """Somebody presses a button (`forged`: sends data no button has); returns the toast."""
        press = self.standin.people.press(chat, user, message, label, forged=forged)
        await self.settle()
        return self.answer(press).text

    def answer(self, press: str) -> Toast:
        """The answer to a press."""
        return next(toast for toast in self.standin.world.toasts if toast.press == press)

    def message(self, chat: int, id: int) -> Message:
        """A message as it stands now."""
        return self.standin.world.chat(chat).message(id)

    def find(self, chat: int, text: str) -> Message:
        """The newest message of a chat that contains this text."""
        return self.standin.world.find(chat, text)

    def sent(self, chat: int) -> list[Message]:
        """Everything the bot wrote into a chat, oldest first."""
        bot = self.standin.world.bot.id
        return [one for one in self.standin.world.messages(chat) if one.sender == bot]

    def last(self, chat: int) -> Message:
        """The newest message the bot wrote into a chat."""
        return self.sent(chat)[-1]

    def mark(self, chat: int, message: int) -> str | None:
        """The bot's reaction to a message."""
        return self.message(chat, message).reactions.get(self.standin.world.bot.id)


def local(text: str) -> datetime:
    """A local time as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def settings_for(database: str, url: str, evidence: Path, changes: Changes) -> Settings:
    """Settings with the office's people, aimed at the stand-in; `changes` come over them."""
    sections: dict[str, dict[str, Any]] = {
        "telegram": {"token": "1:TEST", "api_url": url},
        "database": {"url": database, "evidence": evidence},
        "office": {"people": [town.OFFICE], "leaders": [town.LEADER]},
        "operating": {"health_at": ""},
    }
    for section, values in changes.items():
        sections[section] = sections.get(section, {}) | dict(values)
    return Settings.model_validate(sections)


@asynccontextmanager
async def open_stage(
    database: str,
    evidence: Path,
    plan: Plan | None = None,
    start: str = "2012-11-05 10:00",
    changes: Changes | None = None,
) -> AsyncIterator[Stage]:
    """The town's people and groups, its plan imported at `start`, the bot polling."""
    clock = MovableClock(local(start))
    async with open_standin(clock) as standin:
        _populate(standin)
        settings = settings_for(database, standin.url, evidence, changes or {})
        stage = Stage(standin, clock, settings)
        try:
            await stage.start_bot()
            await import_plan(stage, plan or town.town_plan())
            await stage.ring()
            yield stage
        finally:
            await stage.stop_bot()


async def import_plan(stage: Stage, plan: Plan) -> None:
    """Save a plan as the command line would."""
    rules = stage.bot.desk.rules
    async with stage.bot.desk.sessions.begin() as session:
        await save_plan(session, plan, now=stage.clock(), rules=rules)


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
    world.add_group(town.TOWN_GROUP, "鹿渚镇工作群", [*liaisons, town.BUREAU_LIAISON, *everybody])
    for user in (town.OFFICE, town.LEADER):
        world.user(user).started = True  # some other day
