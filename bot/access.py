"""Who may do what, decided by person and unit, never by being in a group."""

from dataclasses import dataclass

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

    @property
    def may_read(self) -> bool:
        """Whether this person may see the whole plan."""
        return self.office or self.leader

    @property
    def may_run(self) -> bool:
        """Whether this person decides for the office."""
        return self.office


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
