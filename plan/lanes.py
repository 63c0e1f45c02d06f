"""Who goes next of those that wait to be sent: the more urgent first, and nobody for ever last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import inf

from plan.notices import Owing
from plan.pacing import Pace


class Lane(IntEnum):
    """How urgent a message is; the number is what the database sorts by."""

    ANSWER = 0  # to somebody who wrote or pressed
    DECISION = 1  # news the office or a unit waits for
    REMINDER = 2
    BOARD = 3  # messages that follow what they show
    DIGEST = 4


# Seconds after which a message goes before the most urgent one that comes only then.
HEAD_START = {
    Lane.ANSWER: 0.0,
    Lane.DECISION: 1.0,
    Lane.REMINDER: 4.0,
    Lane.BOARD: 8.0,
    Lane.DIGEST: 16.0,
}


# Seconds a message is held for its chat's sake. Who waits for an answer waits in any case; what is
# sent by itself rather comes again later, and leaves its place to another chat.
ANSWER_WAITS = 10.0
OTHERS_WAIT = 2.0


# The lanes of what Duban owes by itself; what is not named is news somebody waits for.
OWED: Mapping[str, Lane] = {
    Owing.CARD: Lane.REMINDER,
    Owing.INSTEAD: Lane.REMINDER,
    Owing.DIGEST: Lane.DIGEST,
    Owing.GAPS: Lane.DIGEST,
    Owing.HEALTH: Lane.DIGEST,
}
LANES_OWED = (Lane.DECISION, Lane.REMINDER, Lane.DIGEST)


def lane_of(kind: str) -> Lane:
    """The lane of a kind of `Owing`."""
    return OWED.get(kind, Lane.DECISION)


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """A message for `chat` that waits; the least `rank` goes first."""

    chat: int
    lane: Lane
    rank: float


class Line:
    """Those who wait for their turn, under one pace."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.waiting: list[Waiting] = []

    def join(self, chat: int, lane: Lane, now: float) -> Waiting:
        """Stand in line."""
        one = Waiting(chat, lane, now + HEAD_START[lane])
        self.waiting.append(one)
        return one

    def leave(self, one: Waiting) -> None:
        """Wait no longer; nothing happens to somebody who went before."""
        if one in self.waiting:
            self.waiting.remove(one)

    def patience(self, lane: Lane) -> float:
        """The seconds a lane waits for a chat; without rates nobody waits."""
        if self.pace.rates is None:
            return 0.0
        return ANSWER_WAITS if lane is Lane.ANSWER else OTHERS_WAIT

    def send_away(self, now: float) -> Sequence[tuple[Waiting, float]]:
        """Those whose chat takes nothing for longer than they wait, and for how long."""
        waits = [(one, self.pace.wait(one.chat, now)) for one in self.waiting]
        away = [(one, wait) for one, wait in waits if wait > self.patience(one.lane)]
        for one, _ in away:
            self.waiting.remove(one)
        return away

    def next(self, now: float) -> Waiting | float:
        """Who goes now, counted at once; or the seconds until it is worth asking again."""
        first, soonest = None, inf
        for one in self.waiting:
            wait = self.pace.wait(one.chat, now)
            if wait > 0:
                soonest = min(soonest, wait)
            elif first is None or one.rank < first.rank:
                first = one
        if first is None:
            return soonest
        if (wait := self.pace.wait_in_all(now)) > 0:
            return wait
        self.waiting.remove(first)
        self.pace.count(first.chat, now)
        return first
