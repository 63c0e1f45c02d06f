"""What to do with a reading: record it, or the one question that is missing."""

from dataclasses import replace
from enum import StrEnum

from plan.replies import Reading

WHICH_TASK = "which_task"
YES = frozenset(
    [
        "对",
        "對",
        "对的",
        "對的",
        "是",
        "是的",
        "正确",
        "正確",
        "没错",
        "沒錯",
        "确认",
        "確認",
        "yes",
        "y",
        "right",
        "correct",
    ]
)


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
    WORDS = "words"
    AGAIN = "again"


def next_move(reading: Reading) -> Move:
    """Never a wrong record in silence: ask about what is not sure, explain what says nothing."""
    if reading.sure:
        return Move.RECORD
    if not reading.items:
        return Move.EXPLAIN
    is_unnumbered = all(item.n is None for item in reading.items)
    return Move.WHICH_LINE if reading.why == WHICH_TASK and is_unnumbered else Move.CONFIRM


def is_yes(text: str) -> bool:
    """Whether a reply to "is that correct?" agrees and says nothing else."""
    return text.strip(" \n。.!！👌👍").lower() in YES


def for_line(reading: Reading, n: int) -> Reading:
    """The reading of a text without list numbers, as said of line `n`."""
    return replace(reading, items=tuple(replace(item, n=n) for item in reading.items))
