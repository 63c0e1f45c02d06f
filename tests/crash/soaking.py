"""Days of work in which everything goes wrong at random."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from benchmarks.crash.weather import Weather
from plan.model import Person, PersonRole, Phase, Plan, Task, Unit, UnitKind
from rehearsal.faults import POLL, Fault
from rehearsal.polling import FIRST_ID
from rehearsal.standin import Standin
from rehearsal.world import Event
from tests.crash.liaisons import Liaisons, Place
from tests.flows.stage import SEND_AT, ZONE, Stage
from tests.flows.town import OFFICE

STEPS = 24
SILENT = 0.25  # liaisons who answer nothing that day
PATIENCE = 0.3
FAILING = 0.25
# Messages are few beside the edits. A start that fails seven times in a row is rightly given up.
SHARES = {"sendmessage": 0.5, "getme": 0.1, "deletewebhook": 0.1}
LATE_POLL = 0.02  # a poll is waited for much longer, which would only take time here
# The first two may be upgraded; the liaison of the last can be told in private.
GROUPS = (-61, -62, -1002000000003, -1002000000004)
# A lost message is sent once more after half an hour; what failed waits less.
CALM = (timedelta(minutes=11),) * 8


@dataclass(slots=True)
class Soak:
    """The weather, the mishaps, and the liaisons amid them."""

    stage: Stage
    seed: int
    random: Random
    people: Liaisons
    calls: Counter[tuple[str, int | None]] = field(default_factory=Counter)

    def weather(self, method: str, chat: int | None) -> Fault:
        """What happens to a call follows from the seed alone, whatever comes before it."""
        self.calls[method, chat] += 1
        drawn = Random(f"{self.seed} {method} {chat} {self.calls[method, chat]}")
        late = LATE_POLL if method == POLL else PATIENCE
        return Weather(drawn, SHARES.get(method, FAILING), late)(method, chat)

    def hear(self, event: Event) -> None:
        """Follow the world: let everybody see the messages of the bot as they are sent."""
        world = self.stage.standin.world
        if event.kind != "message" or event.user != world.bot.id:
            return
        message = world.chat(event.chat).message(event.message)
        for place in self.people.places:
            if event.chat in (place.chat, place.liaison):
                place.take(message)

    async def day(self, day: date) -> None:
        """A stormy half hour from nine on, then calm until nothing is left to do."""
        stage = self.stage
        for place in self.people.places:
            place.is_silent = self.random.random() < SILENT
        stage.standin.faults.otherwise = self.weather
        stage.clock.move_to(datetime.combine(day, SEND_AT, ZONE))
        await stage.bot.ring()
        for _ in range(STEPS):
            await self._step()
            stage.clock.advance(timedelta(seconds=self.random.randint(10, 90)))
            await stage.ring()
            self.people.settled()
        stage.standin.faults.otherwise = lambda method, chat: Fault()
        await self.calm()

    async def calm(self) -> None:
        """Let the time pass with nothing going wrong."""
        for stride in CALM:
            await self.stage.wait(stride.total_seconds())

    async def come_back(self) -> None:
        """Let the bot into all groups again."""
        for place in self.people.places:
            if place.is_out:
                self._move(place)
        await self.calm()

    async def _step(self) -> None:
        """Everybody does something; now and then something befalls a group, the line or the bot."""
        for place in self.people.places:
            self.people.act(place)
        place, mishap = self.random.choice(self.people.places), self.random.random()
        if mishap < 0.08:
            await self.stage.settle()
            self._move(place)
        elif mishap < 0.13:
            await self.stage.standin.network_down()
            self.people.act(place)
            await self.stage.bot.ring()
            await self.stage.standin.network_up()
        elif mishap < 0.23:
            await self._restart()
        elif mishap < 0.6:
            updates = self.stage.standin.world.updates
            first = max(FIRST_ID, updates.next_id - 8)
            if first < updates.next_id:
                updates.redeliver(self.random.randrange(first, updates.next_id))

    def _move(self, place: Place) -> None:
        """The bot is thrown out of a group or let in again, or the group is upgraded."""
        groups = self.stage.standin.groups
        if place.is_out:
            groups.add_bot(place.chat, place.liaison)
        elif place.chat in GROUPS[:2] and self.random.random() < 0.5:
            place.chat = groups.upgrade(place.chat)
            return
        else:
            groups.remove_bot(place.chat, place.liaison)
        place.is_out = not place.is_out

    async def _restart(self) -> None:
        """The bot stops; what was said meanwhile comes in another order."""
        stage = self.stage
        await stage.settle()
        await stage.stop_bot()
        for place in [*self.people.places] * 2:
            self.people.act(place)
        pending = stage.standin.world.updates.pending
        mixed = self.random.sample([*pending.values()], len(pending))
        pending.update({id: replace(one, id=id) for id, one in zip(pending, mixed, strict=True)})
        await stage.start_bot()


def places() -> list[Place]:
    """Every group with its liaison."""
    return [Place(f"第{n}社区", group, 1001 + n) for n, group in enumerate(GROUPS)]


def plan() -> Plan:
    """One long task for every group, so that each is reminded on every working day."""
    units = tuple(
        Unit(
            place.unit,
            UnitKind.COMMUNITY,
            chat=place.chat,
            people=(Person(f"联络员{place.liaison}", PersonRole.LIAISON, place.liaison),),
        )
        for place in places()
    )
    end = date(2012, 12, 14)
    phase = Phase("1", "组织实施", date(2012, 10, 1), end)
    task = Task("1.1", "摸清底数", "1", end, units=tuple(unit.name for unit in units))
    return Plan("全市方案", "", end, (phase,), units, (task,))


def populate(standin: Standin) -> None:
    """Everybody onto the stand-in."""
    world = standin.world
    world.add_user(OFFICE, "督查办小周")
    for place in places():
        world.add_user(place.liaison, f"联络员{place.liaison}")
        is_super = str(place.chat).startswith("-100")
        world.add_group(place.chat, f"{place.unit}工作群", [place.liaison], supergroup=is_super)
    world.user(OFFICE).started = True
