"""A play: the days go by, the bot rings, liaisons answer what they see, the clerk decides.

    show = Show(standin, clock, plan, ring=partial(bot.ring, leapt=True), idle=bot.idle, zone=zone)
    await play(show, days, after_day=transcript.print_day)

The people of the plan must be on the stage before the bot starts: `stage.set_stage`.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import groupby, takewhile
from operator import attrgetter
from typing import Any

from plan.model import Plan, Unit
from rehearsal.acting import act_out
from rehearsal.acts import Act
from rehearsal.characters import CAST, Character, prompt
from rehearsal.clerk import decide
from rehearsal.clock import MovableClock
from rehearsal.sight import Card, read_card
from rehearsal.stage import CLERK, cast_units, person
from rehearsal.standin import Standin
from render.texts import Texts, load_texts

READING = timedelta(minutes=5)
APART = timedelta(minutes=6)
AT_ONCE = timedelta(0)
MORNING = timedelta(hours=5)
REVIEW = time(16, 0)
REDRAWN = timedelta(seconds=2)  # cards follow within about a second


@dataclass(slots=True)
class Show:
    """What a play needs.

    `ring` lets the bot do what is owed at this moment, and must not take the leaps of the clock
    for downtime; `idle` waits until its handlers are done; `office` is the chat the office hears
    its news in. Each unit answers so much later than the one before that all have answered within
    a morning; where `apart` is no time at all they answer together, which is faster to play.
    """

    standin: Standin
    clock: MovableClock
    plan: Plan
    ring: Callable[[], Awaitable[Any]]
    idle: Callable[[], Awaitable[Any]]
    zone: tzinfo
    cast: Mapping[str, Character] = field(default_factory=lambda: CAST)
    office: int = CLERK
    apart: timedelta = APART
    opens: time = time(9, 0)
    closes: time = time(17, 30)
    languages: Sequence[Texts] = field(default_factory=lambda: tuple(load_texts().values()))
    seen: dict[int, int] = field(default_factory=dict)  # the newest message read in each chat

    async def settle(self) -> None:
        """Let the bot take in what happened and finish with it."""
        await self.standin.settled()
        await self.idle()

    async def at(self, instant: datetime) -> None:
        """Make it this time, if it is not later yet, and let the bot do what is owed then."""
        self.clock.move_to(max(instant, self.clock()))
        await self.settle()
        await self.ring()
        await self.settle()


@dataclass(frozen=True, slots=True)
class Cue:
    """When somebody of a unit acts on the card they saw, and after how many acts of theirs."""

    at: datetime
    turn: int
    unit: Unit
    chat: int
    card: Card
    act: Act


async def play(show: Show, days: Sequence[date], after_day: Callable[[date], None]) -> None:
    """Play the days one by one; on the last evening the clerk asks where the plan stands."""
    for day in days:
        await show.at(_at(day, show.opens, show.zone))
        for scene in scenes(cues(show, day)):
            await _perform(show, scene)
        await show.at(_at(day, REVIEW, show.zone))
        await _review(show)
        await show.at(_at(day, show.closes, show.zone))
        if day == days[-1]:
            show.standin.people.say(CLERK, CLERK, "/status")
            await show.settle()
        after_day(day)


def cues(show: Show, day: date) -> Iterator[Cue]:
    """What the people of every group will do today about the card they have not read yet."""
    units = cast_units(show.plan)
    apart = min(show.apart, MORNING / max(len(units), 1))
    for place, (unit, chat) in enumerate(units):
        card = _unread_card(show, chat, day)
        if card is None:
            continue
        at = _at(day, show.opens, show.zone) + READING + place * apart
        for turn, act in enumerate(show.cast.get(unit.name, prompt)(card)):
            at += act.after
            yield Cue(at, turn, unit, chat, card, act)


def scenes(cues: Iterable[Cue]) -> Iterator[Sequence[Cue]]:
    """The cues in order of time, those of one instant together."""
    when = attrgetter("at")
    for _, scene in groupby(sorted(cues, key=when), key=when):
        yield tuple(scene)


def _at(day: date, hour: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, hour, zone)


def _unread_card(show: Show, chat: int, day: date) -> Card | None:
    """The newest card of a chat, once."""
    seen = show.seen.get(chat, 0)
    newest_first = reversed(show.standin.world.chat(chat).messages.values())
    unread = list(takewhile(lambda message: message.id > seen, newest_first))
    if unread:
        show.seen[chat] = unread[0].id
    cards = (read_card(message, show.languages, day) for message in unread)
    return next((card for card in cards if card), None)


async def _perform(show: Show, scene: Sequence[Cue]) -> None:
    """Let people act; the bot first does what has fallen due since they acted before."""
    show.clock.move_to(max(scene[0].at, show.clock()))
    if any(cue.turn for cue in scene):
        await show.at(show.clock())
    for cue in scene:
        _act(show, cue)
    await show.settle()
    await show.at(show.clock() + REDRAWN)


def _act(show: Show, cue: Cue) -> None:
    user = person(cue.unit, cue.act.by)
    act_out(show.standin, cue.act, chat=cue.chat, user=user, card=cue.card.message, at=cue.at)


async def _review(show: Show) -> None:
    """The clerk goes through what came since the last review."""
    messages = show.standin.world.messages(show.office)
    for page in [page for page in messages if page.id > show.seen.get(show.office, 0)]:
        show.seen[show.office] = page.id
        label = decide(page, show.languages)
        if label:
            show.standin.people.press(show.office, CLERK, page.id, label)
            await show.settle()
    await show.at(show.clock() + REDRAWN)
