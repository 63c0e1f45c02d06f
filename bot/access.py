"""Who may do what, decided here and by person and unit, never by being in a group."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Chat, User

from bot.config import Office
from storage.people import units_of_user

# Shared ids behind which Telegram hides somebody: anonymous admins, linked channels, channels.
MASKS = frozenset({1087968824, 777000, 136817688})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as the bot knows them; `masked` when Telegram does not say who it is."""

    user: int
    name: str
    office: bool = False
    leader: bool = False
    units: frozenset[int] = frozenset()
    masked: bool = False

    def may_report(self, unit: int) -> bool:
        """Whether this person answers for the unit."""
        return unit in self.units

    def answers_for_any(self, units: Collection[int]) -> bool:
        """Whether this person answers for at least one of the units."""
        return not self.units.isdisjoint(units)

    @property
    def is_stranger(self) -> bool:
        """Whether this person has no part in the plan, or does not show who they are."""
        return not (self.units or self.may_read)

    @property
    def may_read(self) -> bool:
        """Whether this person may see the whole plan."""
        return self.office or self.leader


class Need(Enum):
    """What somebody must be to do a thing."""

    NOTHING = auto()  # whoever writes or presses
    LINE = auto()  # to answer for the unit of the line that was pressed
    REPORT = auto()  # to answer for the unit of the report that was pressed
    COLLEAGUE = auto()  # to answer for a unit of the card like whoever was asked
    SIGHT = auto()  # to answer for a unit of the card, or to see the whole plan
    CHAT = auto()  # to answer for a unit of the chat, to be the office, or alone with the bot
    READ = auto()  # to see the whole plan, and to be where the office alone listens
    RUN = auto()  # to decide for the office, and to be there


class Denial(StrEnum):
    """Why somebody may not."""

    ANONYMOUS = "anonymous"
    OFFICE_ONLY = "office_only"
    PRIVATE_ONLY = "private_only"
    NOT_YOURS = "not_yours"


# Codes are redeemed by whoever has one, also through /start.
COMMANDS: Mapping[str, Need] = {
    "status": Need.READ,
    "my": Need.NOTHING,
    "bind": Need.RUN,
    "start": Need.NOTHING,
    "help": Need.NOTHING,
    "language": Need.NOTHING,
}
# By the kind of the message a button stands under, then by the button's verb.
BUTTONS: Mapping[str, Mapping[str, Need]] = {
    "card": {
        "receive": Need.LINE,
        "progress": Need.LINE,
        "done": Need.LINE,
        "block": Need.LINE,
        "extend": Need.LINE,
        "percent": Need.LINE,
        "same": Need.LINE,
        "finish": Need.LINE,
        "blocked": Need.LINE,
        "extension": Need.LINE,
        "undo": Need.REPORT,
        "back": Need.SIGHT,
        "page": Need.SIGHT,
    },
    "question": {"yes": Need.COLLEAGUE, "change": Need.COLLEAGUE, "line": Need.LINE},
    "page": {
        "home": Need.READ,
        "plan": Need.READ,
        "phases": Need.READ,
        "units": Need.READ,
        "phase": Need.READ,
        "unit": Need.READ,
        "item": Need.READ,
        "unbound": Need.READ,
        "late": Need.READ,
        "silent": Need.READ,
        "blocked": Need.READ,
        "claimed": Need.READ,
        "people": Need.READ,
        "person": Need.READ,
        "invite": Need.RUN,
        "release": Need.RUN,
        "rejoin": Need.RUN,
        "accept": Need.RUN,
        "return": Need.RUN,
        "grant": Need.RUN,
        "refuse": Need.RUN,
    },
    # To ask to answer for a unit; the office decides.
    "bound": {"liaison": Need.NOTHING, "deputy": Need.NOTHING},
    "application": {"approve": Need.RUN, "decline": Need.RUN},
    "language": {"language": Need.CHAT},
}


def denial(
    need: Need, actor: Actor, *, units: Collection[int] = (), private: bool, for_office: bool
) -> Denial | None:
    """Why the actor may not do what has this need; None when they may.

    `units` are those the thing is about. `private`: they are alone with the bot; `for_office`:
    only the office, the leaders and the actor read what is said there.
    """
    match need:
        case Need.NOTHING:
            return None
        case Need.READ | Need.RUN:
            if not (actor.may_read if need is Need.READ else actor.office):
                return Denial.ANONYMOUS if actor.masked else Denial.OFFICE_ONLY
            return None if for_office else Denial.PRIVATE_ONLY
        case Need.SIGHT:
            may = actor.may_read or actor.answers_for_any(units)
        case Need.CHAT:
            may = private or actor.office or actor.answers_for_any(units)
        case _:
            may = actor.answers_for_any(units)
    return None if may else Denial.NOT_YOURS


async def actor_of(
    session: AsyncSession, user: User | None, office: Office, sender_chat: Chat | None = None
) -> Actor:
    """The person behind an update. A press carries the real person even of an anonymous admin."""
    if user is None or user.is_bot or user.id in MASKS or sender_chat is not None:
        return Actor(0, "", masked=True)
    return Actor(
        user.id,
        user.full_name,
        office=user.id in office.people,
        leader=user.id in office.leaders,
        units=await units_of_user(session, user.id),
    )
