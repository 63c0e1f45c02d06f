"""The liaisons of the soak: they answer cards in every way, and what they did is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from benchmarks.crash.manners import CARD, PERCENTS, PROGRESS, RECEIVE
from rehearsal.clock import MovableClock
from rehearsal.messages import Message
from rehearsal.standin import Standin
from render.callback import decode
from tests.crash.told import Telling, telling

UNDO = "撤销"


@dataclass(slots=True)
class Place:
    """A unit's group and its liaison, and what came to either: `cards`, the newest last.

    `is_out` says that the bot is out of the group, `is_silent` that the liaison answers nothing.
    """

    unit: str
    chat: int
    liaison: int
    is_out: bool = False
    is_silent: bool = False
    said: tuple[int, int] | None = None
    cards: list[Message] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)

    def take(self, message: Message) -> None:
        """A message of the bot's came to the group or to its liaison."""
        if CARD in message.text:
            self.cards.append(message)
            self.tellings.append(telling(message))

    @property
    def card(self) -> Message | None:
        """The newest card there is to answer: in private while the bot is out of the group."""
        here = self.liaison if self.is_out else self.chat
        return next((card for card in reversed(self.cards) if card.chat == here), None)


@dataclass(slots=True)
class Undo:
    """A press that asks to take a report back, worked off between two instants."""

    report: int
    after: datetime
    until: datetime | None = None


@dataclass(slots=True)
class Liaisons:
    """Who acts, and what was done: `said` are messages by chat and number, `pressed` the labels
    of presses that report, by press, `undone` the presses that take back."""

    standin: Standin
    clock: MovableClock
    random: Random
    places: Sequence[Place]
    words: int = 0
    said: dict[tuple[int, int], Place] = field(default_factory=dict)
    pressed: dict[str, tuple[Place, str]] = field(default_factory=dict)
    undone: list[Undo] = field(default_factory=list)

    def act(self, place: Place) -> None:
        """A liaison replies to the newest card, changes the reply, taps, undoes, or is silent."""
        how, card = self.random.random(), place.card
        if card is None or place.is_silent:
            return
        if how < 0.3:
            self._say(place, card)
        elif how < 0.4:
            self._change(place, card.chat)
        elif how < 0.8:
            self._tap(place, card)

    def settled(self) -> None:
        """All that was done was worked off by now."""
        for undo in self.undone:
            undo.until = undo.until or self.clock()

    def _say(self, place: Place, card: Message) -> None:
        say, text = self.standin.people.say, self._words()
        place.said = card.chat, say(card.chat, place.liaison, text, reply_to=card.id)
        self.said[place.said] = place

    def _change(self, place: Place, chat: int) -> None:
        """What it said before may have been read or not."""
        if place.said is None or place.said[0] != chat:
            return
        self.clock.advance(timedelta(seconds=2))
        self.standin.people.edit(chat, place.liaison, place.said[1], self._words())

    def _words(self) -> str:
        """No two say the same."""
        self.words += 1
        return f"进度{self.random.randrange(10, 95)}%，已走访{self.words}户"

    def _tap(self, place: Place, card: Message) -> None:
        labels = list(_wanted(card))
        if not labels:
            return
        is_sorry = UNDO in labels and self.random.random() < 0.5
        label = UNDO if is_sorry else self.random.choice(labels)
        press = self.standin.people.press(card.chat, place.liaison, card.id, label)
        if label == UNDO:
            self.undone.append(Undo(_meant(card), self.clock()))
        elif label != PROGRESS:
            self.pressed[press] = place, label


def _wanted(card: Message) -> Iterator[str]:
    for row in card.labels:
        yield from (label for label in row if label in (RECEIVE, PROGRESS, UNDO, *PERCENTS))


def _meant(card: Message) -> int:
    """The report that the undo of a card takes back."""
    data = decode(card.button(UNDO).data)
    assert data is not None
    return int(data.args[0])
