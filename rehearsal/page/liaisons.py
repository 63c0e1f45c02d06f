"""Who is played by nobody: units answer their cards as in the script, the clerk decides at four.

Whoever is played at the page is left to it: what somebody does there takes their unit, or the
office, out of the script until it is given back. Who is on leave does nothing; the deputy answers
instead, where there is one.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from rehearsal.acting import act_out
from rehearsal.acts import Act, By
from rehearsal.characters import CAST, Character, prompt
from rehearsal.clerk import decide
from rehearsal.messages import Message
from rehearsal.page.cast import Part, Section
from rehearsal.page.conductor import Conductor, Pace
from rehearsal.page.theatre import Theatre
from rehearsal.script import APART, MORNING, READING, REVIEW
from rehearsal.sight import read_card
from rehearsal.world import Event
from render.texts import load_texts

OFFICE = ""  # stands for the office among the units
DAY = timedelta(days=1)
INSTEAD = {
    By.LIAISON: (Part.LIAISON, Part.DEPUTY),
    By.DEPUTY: (Part.DEPUTY, Part.LIAISON),
    By.STRANGER: (Part.STRANGER,),
}


@dataclass(slots=True)
class Liaisons:
    """Hears what the bot sends to each group and has it answered when its time comes."""

    theatre: Theatre
    conductor: Conductor
    characters: Mapping[str, Character] = field(default_factory=lambda: CAST)
    on: bool = True
    by_hand: set[str] = field(default_factory=set)

    def view(self) -> dict[str, Any]:
        """Whether units answer by themselves, and which are played by hand."""
        return {"on": self.on, "by_hand": sorted(self.by_hand)}

    def switch(self, on: bool) -> None:
        """Let units answer by themselves, or nobody."""
        self.on = on
        self._tell()

    def take(self, user: int) -> None:
        """This person is played now: leave their unit to the page."""
        unit = self._side(user)
        if unit is not None and unit not in self.by_hand:
            self.by_hand.add(unit)
            self._tell()

    def give_back(self, user: int) -> None:
        """Nobody plays this person any more."""
        unit = self._side(user)
        if unit in self.by_hand:
            self.by_hand.discard(unit)
            self._tell()

    def _side(self, user: int) -> str | None:
        """For whom somebody speaks; None for who answers for nothing."""
        player = self.theatre.cast.by_user().get(user)
        if player is None or player.part in (Part.STRANGER, Part.LEADER):
            return None
        return player.unit

    def _tell(self) -> None:
        self.conductor.tell("script", self.view())

    def see(self, event: Event) -> None:
        """Take in what happened; a card will be answered."""
        world, place = self.theatre.world, self.theatre.cast.places.get(event.chat)
        if event.kind != "message" or event.user != world.bot.id or place is None:
            return
        message = world.chat(event.chat).message(event.message)
        if place.unit:
            self._read(message, place.unit)
        elif place.section is Section.OFFICE:
            self.conductor.later(self._review(), partial(self._decide, message), answers=True)

    def _read(self, message: Message, unit: str) -> None:
        """Think about a card, and about what to do when."""
        now = self._local()
        card = read_card(message, load_texts().values(), now.date())
        if card is None:
            return
        at = now + READING + self._turn(unit)
        for act in self.characters.get(unit, prompt)(card):
            at += act.after
            self.conductor.later(at, partial(self._act, message, unit, act), answers=True)

    def _turn(self, unit: str) -> timedelta:
        """How long others go before: nobody would see it at a day a second, where all are one."""
        if self.conductor.pace is Pace.DAY:
            return timedelta(0)
        units = [place.unit for place in self.theatre.cast.places.values() if place.unit]
        return units.index(unit) * min(APART, MORNING / len(units))

    async def _act(self, card: Message, unit: str, act: Act) -> None:
        user = self._actor(unit, act.by)
        if user is None or not self.on or unit in self.by_hand:
            return
        with suppress(LookupError):  # what was seen may have changed since
            at = self._local()
            act_out(self.theatre.standin, act, chat=card.chat, user=user, card=card.id, at=at)

    def _actor(self, unit: str, by: By) -> int | None:
        """Who is there to act for a unit."""
        cast = self.theatre.cast
        named = [cast.user(part, "" if by is By.STRANGER else unit) for part in INSTEAD[by]]
        return next((one for one in named if one and one not in self.theatre.away), None)

    async def _decide(self, page: Message) -> None:
        label, clerk = decide(page, load_texts().values()), self.theatre.cast.user(Part.OFFICE)
        if label is None or clerk is None or not self.on or OFFICE in self.by_hand:
            return
        with suppress(LookupError):
            self.theatre.standin.people.press(page.chat, clerk, page.id, label)

    def _review(self) -> datetime:
        """When the clerk next goes through what came."""
        now = self._local()
        today = datetime.combine(now.date(), REVIEW, self.theatre.zone)
        return today if now < today else today + DAY

    def _local(self) -> datetime:
        return self.theatre.clock().astimezone(self.theatre.zone)
