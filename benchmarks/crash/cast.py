"""Who is in the crash test: groups with a liaison each, who answers every card that comes."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from rehearsal.messages import Message
from rehearsal.standin import Standin
from rehearsal.world import Event

CLERK = 900
FIRST_GROUP, FIRST_LIAISON = -1_002_000_000_001, 1_001
# Real seconds.
THINKS = 0.05
WAITS = 0.3


@dataclass(frozen=True, slots=True)
class Cast:
    """So many groups."""

    groups: int

    def places(self) -> Iterator[tuple[int, int]]:
        """Each group with its liaison."""
        for n in range(self.groups):
            yield FIRST_GROUP - n, FIRST_LIAISON + n

    def enter(self, standin: Standin) -> None:
        """Everybody onto the stand-in; the clerk has started the bot."""
        world = standin.world
        world.add_user(CLERK, "督查办小周")
        world.user(CLERK).started = True
        for group, liaison in self.places():
            world.add_user(liaison, f"联络员{liaison}")
            world.add_group(group, f"工作群{-group}", [liaison])


@dataclass(slots=True)
class Answering:
    """A liaison before one card, with what they may do and the book of what they said."""

    standin: Standin
    random: Random
    liaison: int
    card: Message
    said: list[str]

    @property
    def group(self) -> int:
        return self.card.chat

    def finds(self, label: str) -> str | None:
        """The first button of the card that ends in these words just now."""
        shown = (one for row in self.card.labels for one in row)
        return next((one for one in shown if one.endswith(label)), None)

    def press(self, label: str) -> str | None:
        """Press this button of the card, if it is there; the press's id."""
        found = self.finds(label)
        if found is None:
            return None
        return self.standin.people.press(self.group, self.liaison, self.card.id, found)

    def reply(self, text: str, to: int | None = None) -> int:
        """Reply to the card, or to another message; the reply's id."""
        answered = self.card.id if to is None else to
        return self.standin.people.say(self.group, self.liaison, text, reply_to=answered)

    async def appears(self, *labels: str) -> bool:
        """Wait a little for one of these buttons; people do not wait for ever."""
        try:
            await self.standin.until(lambda: any(map(self.finds, labels)), WAITS)
        except TimeoutError:
            return False
        return True

    async def asked(self) -> int | None:
        """Wait a little for a question that answers the card; the newest one there is then."""
        world = self.standin.world
        known = world.last(self.group).id

        def question() -> int | None:
            """The bot replies to nothing else here."""
            new = (one for one in world.messages(self.group) if one.id > known)
            return next((one.id for one in new if one.reply_to == self.card.id), None)

        with suppress(TimeoutError):
            await self.standin.until(lambda: question() is not None, WAITS)
        return question()


class Manner(Protocol):
    """How one answers the cards of a bot."""

    def is_card(self, message: Message) -> bool:
        """Whether this message of the bot's is a reminder."""
        ...

    def is_repeat(self, message: Message) -> bool:
        """Whether a reader sees that this reminder may have come before."""
        ...

    async def answer(self, scene: Answering) -> bool:
        """Answer, and note what was said; False if the bot gave no chance to."""
        ...


@dataclass(slots=True)
class Liaisons:
    """Answer whatever comes, each card once and the newest first."""

    standin: Standin
    cast: Cast
    manner: Manner
    random: Random
    said: list[str] = field(default_factory=list)
    cards: list[Message] = field(default_factory=list)
    _busy: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    def hear(self, event: Event) -> None:
        """Follow the world: to be called with every event."""
        world = self.standin.world
        if event.kind != "message" or event.user != world.bot.id or event.chat > 0:
            return
        message = world.chat(event.chat).message(event.message)
        if not self.manner.is_card(message):
            return
        self.cards.append(message)
        if before := self._busy.get(event.chat):
            before.cancel()
        self._busy[event.chat] = asyncio.create_task(self._answer(message))

    @property
    def waiting(self) -> int:
        """How many still try to answer. Raises what kept one from it."""
        for task in self._busy.values():
            if task.done() and not task.cancelled():
                task.result()
        return sum(not task.done() for task in self._busy.values())

    def leave(self) -> None:
        """Let nobody answer any more."""
        for task in self._busy.values():
            task.cancel()

    async def _answer(self, card: Message) -> None:
        random = Random(self.random.random())
        liaison = dict(self.cast.places())[card.chat]
        scene = Answering(self.standin, random, liaison, card, self.said)
        await asyncio.sleep(random.uniform(0, THINKS))
        while not await self.manner.answer(scene):
            pass
