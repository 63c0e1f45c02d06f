"""The tour: ten steps from a reminder over reports to the summary, played by the page itself.

Each step is done when it is entered; what it says stands in the catalogue under its name.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from rehearsal.chats import Chat
from rehearsal.messages import Message
from rehearsal.page.actions import Refused
from rehearsal.page.cast import Part, Section
from rehearsal.page.conductor import Conductor
from rehearsal.page.liaisons import Liaisons
from rehearsal.page.theatre import Theatre
from render.callback import Callback, decode
from render.texts import Texts, load_texts

A_MOMENT = timedelta(seconds=2)  # within which a card follows its report
WEEK = 7
CARDS_WITHIN = 60  # things due until one of them is a card


@dataclass(frozen=True, slots=True)
class Focus:
    """Where to look: a chat and its message, who is played, and what to point at."""

    chat: int
    message: int
    user: int
    at: str = "message"


@dataclass(slots=True)
class Tour:
    """Walks through the steps; `card` is the one it found."""

    theatre: Theatre
    conductor: Conductor
    liaisons: Liaisons
    card: Message | None = None

    async def go(self, name: str) -> Focus:
        """Do a step and say where to look. Raises Refused when the plan has nothing to show."""
        return await STEPS[name](self)

    async def hello(self) -> Focus:
        """Nothing yet: the office's group and the clock."""
        return Focus(self._office_group(), 0, self._player(Part.OFFICE), "clock")

    async def remind(self) -> Focus:
        """On to the first card in a unit's group."""
        for _ in range(CARDS_WITHIN):
            self.card = self._find_card()
            if self.card is not None:
                focus = self._at_card()
                self.liaisons.take(focus.user)
                return focus
            if not await self.conductor.until_heard():
                break
        raise Refused("page.refused.no_card")

    async def role(self) -> Focus:
        """The liaison of that unit is played."""
        focus = self._at_card()
        return Focus(focus.chat, focus.message, focus.user, "side")

    async def receipt(self) -> Focus:
        """One tap says that the card was seen."""
        await self._press("receive")
        return self._at_card()

    async def reply(self) -> Focus:
        """A report in free words."""
        line = self._line("progress")
        return await self._say(self._words("page.tour.words_sure"), line)

    async def taps(self) -> Focus:
        """The same in two taps."""
        await self._press("progress")
        await self._press("percent", at=4)
        return self._at_card()

    async def unsure(self) -> Focus:
        """Words that could mean several things."""
        line = self._line("progress")
        return await self._say(self._words("page.tour.words_unsure"), line)

    async def stranger(self) -> Focus:
        """Somebody who has no say in it presses a button."""
        user = self._player(Part.STRANGER)
        await self._press("done", user=user)
        focus = self._at_card()
        return Focus(focus.chat, focus.message, user)

    async def digest(self) -> Focus:
        """The office hears once a day, if anything changed."""
        office, theatre = self._office_group(), self.theatre
        ahead = await theatre.backstage.preview(theatre.clock(), WEEK, theatre.language)
        kind = self._texts.plain("preview.kind.digest")
        at = next((one.at for one in ahead if (one.chat, one.kind) == (office, kind)), None)
        if at is not None:
            await self.conductor.forward(at)
        return Focus(office, theatre.world.chat(office).last_id, self._player(Part.OFFICE))

    async def summary(self) -> Focus:
        """Where the plan stands, asked by the office in private."""
        clerk = self._player(Part.OFFICE)
        self.theatre.standin.people.say(clerk, clerk, "/status")
        await self._moment()
        return Focus(clerk, self.theatre.world.chat(clerk).last_id, clerk)

    def _find_card(self) -> Message | None:
        """The newest card that still asks for a receipt."""
        found = None
        for chat in self.theatre.world.chats.values():
            if chat.is_group and chat.id in self.theatre.cast.places and chat.messages:
                last = next(reversed(chat.messages.values()))
                is_open = any(press.verb == "receive" for press in _presses(last))
                if is_open and (found is None or last.at > found.at):
                    found = last
        return found

    def _at_card(self) -> Focus:
        if self.card is None:
            raise Refused("page.refused.no_card")
        return Focus(self.card.chat, self.card.id, self._liaison(self.card.chat))

    def _liaison(self, chat: int) -> int:
        unit = self.theatre.cast.places[chat].unit
        return self._player(Part.LIAISON, unit)

    def _player(self, part: Part, unit: str = "") -> int:
        user = self.theatre.cast.user(part, unit)
        if user is None:
            raise Refused("page.refused.no_card")
        return user

    def _office_group(self) -> int:
        places = self.theatre.cast.places
        return next(id for id, place in places.items() if place.section is Section.OFFICE)

    def _line(self, verb: str) -> str:
        """The number of the first line that takes this answer; empty where there is only one."""
        focus = self._at_card()
        message = self._chat(focus.chat).message(focus.message)
        lines = [press.args[0] for press in _presses(message) if press.verb == verb and press.args]
        return lines[0] if len(lines) > 1 else ""

    async def _press(self, verb: str, *, at: int = 0, user: int | None = None) -> None:
        focus = self._at_card()
        message = self._chat(focus.chat).message(focus.message)
        found = [
            button.data for row in message.keyboard for button in row if _is(button.data, verb)
        ]
        if found:
            data = found[min(at, len(found) - 1)]
            self.theatre.standin.people.press(focus.chat, user or focus.user, message.id, data)
        await self._moment()

    async def _say(self, words: str, line: str) -> Focus:
        focus = self._at_card()
        text = f"{line} {words}".strip()
        people = self.theatre.standin.people
        said = people.say(focus.chat, focus.user, text, reply_to=focus.message)
        await self._moment()
        last = self._chat(focus.chat).last_id
        return Focus(focus.chat, last if last > said else said, focus.user)

    async def _moment(self) -> None:
        """Let the bot take in what was done, and its cards follow."""
        clock = self.theatre.clock
        await self.conductor.forward(clock())
        await self.conductor.forward(clock() + A_MOMENT)

    def _chat(self, id: int) -> Chat:
        return self.theatre.world.chat(id)

    def _words(self, key: str) -> str:
        return self._texts.plain(key)

    @property
    def _texts(self) -> Texts:
        return load_texts()[self.theatre.language]


def _presses(message: Message) -> list[Callback]:
    buttons = [button.data for row in message.keyboard for button in row]
    return [press for press in map(decode, buttons) if press is not None]


def _is(data: str, verb: str) -> bool:
    press = decode(data)
    return press is not None and press.verb == verb


STEPS: dict[str, Callable[[Tour], Awaitable[Focus]]] = {
    "hello": Tour.hello,
    "remind": Tour.remind,
    "role": Tour.role,
    "receipt": Tour.receipt,
    "reply": Tour.reply,
    "taps": Tour.taps,
    "unsure": Tour.unsure,
    "stranger": Tour.stranger,
    "digest": Tour.digest,
    "summary": Tour.summary,
}
