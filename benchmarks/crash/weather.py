"""Calls that fail at random, in every way a call can."""

from dataclasses import dataclass
from random import Random

from rehearsal.errors import ApiError, too_many
from rehearsal.faults import Fault


@dataclass(frozen=True, slots=True)
class Weather:
    """Lets a share of all calls fail; `patience` is how long the bot waits for an answer."""

    random: Random
    share: float
    patience: float

    def __call__(self, method: str, chat: int | None) -> Fault:
        """What happens to a call: most often nothing."""
        if self.random.random() >= self.share:
            return Fault()
        acts, late = self.random.random() < 0.5, 1.5 * self.patience
        return self.random.choice(
            [
                Fault(error=too_many(1), acts=False),
                Fault(error=ApiError(500, "Internal Server Error"), acts=acts),
                Fault(error=ApiError(502, "Bad Gateway"), acts=acts),
                Fault(hangs_up=True, acts=acts),
                Fault(hangs_up=True, acts=acts, delay=late),
            ]
        )
