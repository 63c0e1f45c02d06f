"""Days of work in which everything goes wrong at random."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from benchmarks.crash.manners import CARD, PERCENTS, PROGRESS, RECEIVE
from benchmarks.crash.weather import Weather
from plan.model import Person, PersonRole, Phase, Plan, Task, Unit, UnitKind
from rehearsal.faults import POLL, Fault
from rehearsal.messages import Message
from rehearsal.polling import FIRST_ID
from rehearsal.standin import Standin
from rehearsal.world import Event
from tests.flows.stage import SEND_AT, ZONE, Stage
from tests.flows.town import OFFICE

STEPS = 24
FAILING, PATIENCE = 0.25, 0.3
# The first two may be upgraded; the liaison of the last can be told in private.
GROUPS = (-61, -62, -1002000000003, -1002000000004)
# What a start and a poll ask for is asked again after a pause in real time.
SPARED = (POLL, "getme", "deletewebhook")
# A lost message is sent once more after half an hour; what failed waits less.
CALM = (timedelta(minutes=11),) * 8


@dataclass(slots=True)
class Place:
    """A group, what its liaison said last, and the days on which the bot was out of it."""

    chat: int
    liaison: int
    is_out: bool = False
    said: tuple[int, int] | None = None
    cards: list[Message] = field(default_factory=list)
    away: set[date] = field(default_factory=set)

    def on(self, day: date) -> list[str]:
        """The words of a day's cards, as they were sent."""
        mine = [card for card in self.cards if card.at.astimezone(ZONE).date() == day]
        return [(one.versions[0].content if one.versions else one.content).text for one in mine]


@dataclass(slots=True)
class Soak:
    """`owed` are the numbers of homes that must stand in the books, `percents` the presses."""

    stage: Stage
    seed: int
    random: Random
    places: list[Place]
    homes: int = 0
    owed: set[int] = field(default_factory=set)
    percents: set[str] = field(default_factory=set)
    calls: Counter[tuple[str, int | None]] = field(default_factory=Counter)

    def weather(self, method: str, chat: int | None) -> Fault:
        """What happens to a call follows from the seed alone, whatever comes before it."""
        if method in SPARED:
            return Fault()
        self.calls[method, chat] += 1
        drawn = Random(f"{self.seed} {method} {chat} {self.calls[method, chat]}")
        return Weather(drawn, FAILING, PATIENCE)(method, chat)

    def hear(self, event: Event) -> None:
        """Follow the world: note the cards as they are sent."""
        world = self.stage.standin.world
        if event.kind != "message" or event.user != world.bot.id:
            return
        message = world.chat(event.chat).message(event.message)
        for place in self.places:
            if place.chat == event.chat and CARD in message.text:
                place.cards.append(message)

    async def day(self, day: date) -> None:
        """A stormy half hour from nine on, then calm until nothing is left to do."""
        stage = self.stage
        for place in self.places:
            if place.is_out:
                place.away.add(day)
        stage.standin.faults.otherwise = self.weather
        stage.clock.move_to(datetime.combine(day, SEND_AT, ZONE))
        await stage.bot.ring()
        for _ in range(STEPS):
            await self._step(day)
            stage.clock.advance(timedelta(seconds=self.random.randint(10, 90)))
            await stage.ring()
        stage.standin.faults.otherwise = lambda method, chat: Fault()
        await self.calm()

    async def calm(self) -> None:
        """Let the time pass with nothing going wrong."""
        for stride in CALM:
            await self.stage.wait(stride.total_seconds())

    async def _step(self, day: date) -> None:
        """Everybody does something; now and then something befalls a group, the line or the bot."""
        for place in self.places:
            self._act(place)
        place, mishap = self.random.choice(self.places), self.random.random()
        if mishap < 0.08:
            await self.stage.settle()
            self._move(place, day)
        elif mishap < 0.13:
            await self.stage.standin.network_down()
            self._act(place)
            await self.stage.bot.ring()
            await self.stage.standin.network_up()
        elif mishap < 0.23:
            await self._restart()
        elif mishap < 0.6:
            updates = self.stage.standin.world.updates
            first = max(FIRST_ID, updates.next_id - 8)
            if first < updates.next_id:
                updates.redeliver(self.random.randrange(first, updates.next_id))

    def _move(self, place: Place, day: date) -> None:
        """The bot is thrown out of a group or let in again, or the group is upgraded."""
        groups = self.stage.standin.groups
        if place.is_out:
            groups.add_bot(place.chat, place.liaison)
        elif place.chat in GROUPS[:2] and self.random.random() < 0.5:
            place.chat, place.said = groups.upgrade(place.chat), None
            place.away.add(day)
            return
        else:
            groups.remove_bot(place.chat, place.liaison)
            place.away.add(day)
        place.is_out = not place.is_out

    async def _restart(self) -> None:
        """The bot stops; what was said meanwhile comes in another order."""
        stage = self.stage
        await stage.settle()
        await stage.stop_bot()
        for place in self.places * 2:
            self._act(place)
        pending = stage.standin.world.updates.pending
        mixed = self.random.sample([*pending.values()], len(pending))
        pending.update({id: replace(one, id=id) for id, one in zip(pending, mixed, strict=True)})
        await stage.start_bot()

    def _act(self, place: Place) -> None:
        """A liaison replies to the newest card, changes the reply, taps, undoes, or is silent."""
        cards = [card for card in place.cards if card.chat == place.chat]
        if place.is_out or not cards:
            return
        how, card = self.random.random(), cards[-1]
        if how < 0.3:
            self._say(place, card)
        elif how < 0.4 and place.said:
            self._change(place, *place.said)
        elif how < 0.8:
            self._tap(place, card)

    def _say(self, place: Place, card: Message) -> None:
        text = self._words()
        people = self.stage.standin.people
        message = people.say(place.chat, place.liaison, text, reply_to=card.id)
        place.said = message, self.homes

    def _change(self, place: Place, message: int, before: int) -> None:
        """What it said before may have been read or not."""
        self.stage.clock.advance(timedelta(seconds=2))
        text = self._words()
        self.owed.discard(before)
        self.stage.standin.people.edit(place.chat, place.liaison, message, text)
        place.said = message, self.homes

    def _words(self) -> str:
        self.homes += 1
        self.owed.add(self.homes)
        return f"进度{self.random.randrange(10, 95)}%，已走访{self.homes}户"

    def _tap(self, place: Place, card: Message) -> None:
        shown = [label for row in card.labels for label in row]
        wanted = [RECEIVE, PROGRESS, "撤销", *PERCENTS]
        labels = [label for label in shown if label in wanted]
        if not labels:
            return
        label = self.random.choice(labels)
        press = self.stage.standin.people.press(place.chat, place.liaison, card.id, label)
        if label in PERCENTS:
            self.percents.add(f"p{press}")


def plan() -> Plan:
    """One long task for every group, so that each is reminded on every working day."""
    units = tuple(
        Unit(
            f"第{n}社区",
            UnitKind.COMMUNITY,
            chat=group,
            people=(Person(f"联络员{n}", PersonRole.LIAISON, 1001 + n),),
        )
        for n, group in enumerate(GROUPS)
    )
    end = date(2012, 12, 14)
    phase = Phase("1", "组织实施", date(2012, 10, 1), end)
    task = Task("1.1", "摸清底数", "1", end, units=tuple(unit.name for unit in units))
    return Plan("全市方案", "", end, (phase,), units, (task,))


def populate(standin: Standin) -> None:
    world = standin.world
    world.add_user(OFFICE, "督查办小周")
    for n, group in enumerate(GROUPS):
        world.add_user(1001 + n, f"联络员{n}")
        members, is_super = [1001 + n], str(group).startswith("-100")
        world.add_group(group, f"工作群{n}", members, supergroup=is_super)
    world.user(OFFICE).started = True
