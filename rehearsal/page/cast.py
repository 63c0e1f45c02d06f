"""Who may be played and which chat stands where in the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Part(StrEnum):
    """What somebody is in the plan."""

    LIAISON = "liaison"
    DEPUTY = "deputy"
    IN_CHARGE = "in_charge"
    ACCOUNTABLE = "accountable"
    OFFICE = "office"
    LEADER = "leader"
    STRANGER = "stranger"


class Section(StrEnum):
    """The parts of the list of chats, in their order."""

    OFFICE = "office"
    LEADERS = "leaders"
    DEPARTMENTS = "departments"
    TOWNS = "towns"
    COMMUNITIES = "communities"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody to be played; `unit` is empty for the office, leaders and strangers."""

    user: int
    part: Part
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chat stands, and the unit it speaks for."""

    section: Section
    unit: str = ""


@dataclass(slots=True)
class Cast:
    """The players in the order of the plan, and the place of each chat by its id."""

    players: tuple[Player, ...] = ()
    places: dict[int, Place] = field(default_factory=dict)

    def by_user(self) -> Mapping[int, Player]:
        """The players by their user ids."""
        return {player.user: player for player in self.players}

    def user(self, part: Part, unit: str = "") -> int | None:
        """The first who plays this part for a unit; None where nobody does."""
        found = (one.user for one in self.players if (one.part, one.unit) == (part, unit))
        return next(found, None)

    def moved(self, old: int, new: int) -> None:
        """A chat got another id; it stays where it stood."""
        if old in self.places:
            self.places[new] = self.places[old]
