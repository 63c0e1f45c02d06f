"""Everything a rehearsal has, handed from module to module."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from rehearsal.clock import MovableClock
from rehearsal.page.backstage import Backstage
from rehearsal.page.cast import Cast
from rehearsal.standin import Standin
from rehearsal.world import World


@dataclass(frozen=True, slots=True)
class Theatre:
    """A stand-in with its people and places, the clock, and the bot's side.

    `language` is the page's own until its reader chooses another one; `away` are the people on
    leave, who are not played by the script.
    """

    standin: Standin
    clock: MovableClock
    cast: Cast
    backstage: Backstage
    zone: ZoneInfo
    language: str = "zh-Hans"
    away: set[int] = field(default_factory=set)

    @property
    def world(self) -> World:
        return self.standin.world
