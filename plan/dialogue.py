"""What to do with a reading: record it, or the one question that is missing."""

from dataclasses import replace
from enum import StrEnum

from plan.replies import Reading

WHICH_TASK = "which_task"


class Move(StrEnum):
    """The next move after a reply was read; only RECORD changes anything."""

    RECORD = "record"
    CONFIRM = "confirm"
    WHICH_LINE = "which_line"
    EXPLAIN = "explain"


class Step(StrEnum):
    """What an open question waits for."""

    CONFIRM = "confirm"
    LINE = "line"
    REASON = "reason"
    DAY = "day"


def next_move(reading: Reading) -> Move:
    """Never a wrong record in silence: what is not sure is asked, what says nothing is explained."""
    if reading.sure:
        return Move.RECORD
    if reading.why == WHICH_TASK:
        return Move.WHICH_LINE
    return Move.CONFIRM if reading.items else Move.EXPLAIN


def for_line(reading: Reading, n: int) -> Reading:
    """The reading of a text without list numbers, as said of line `n`."""
    return replace(reading, items=tuple(replace(item, n=n) for item in reading.items))
