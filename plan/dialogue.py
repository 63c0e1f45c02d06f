"""What to do with a reading: record it, or the one question that is missing."""

import re
from dataclasses import replace
from enum import StrEnum

from plan.replies import Doubt, Reading

YES = frozenset(
    [
        "对",
        "對",
        "对的",
        "對的",
        "好",
        "好的",
        "嗯",
        "可以",
        "没问题",
        "沒問題",
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
        "ok",
        "right",
        "correct",
        "👌",
        "👍",
    ]
)
NO = frozenset(
    ["不", "不对", "不對", "不是", "错", "錯", "错了", "錯了", "改", "no", "n", "wrong", "change"]
)
NUMERALS = "一二三四五六七八九十"
LINE = re.compile(rf"第?\s*(?:(\d{{1,3}})|([{NUMERALS}]))\s*[项項条條号號个個.。、]?")


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
    return Move.WHICH_LINE if lacks_line(reading) else Move.CONFIRM


def lacks_line(reading: Reading) -> bool:
    """Whether a reply to a card of several lines names none of them."""
    return reading.why is Doubt.WHICH_TASK and all(item.n is None for item in reading.items)


def is_yes(text: str) -> bool:
    """Whether a reply to "is that correct?" agrees and says nothing else."""
    return _bare(text) in YES


def is_no(text: str) -> bool:
    """Whether a reply to "is that correct?" disagrees and says nothing else."""
    return _bare(text) in NO


def line_meant(text: str) -> int | None:
    """The number in a reply to "which line?" that is nothing but a number."""
    match = LINE.fullmatch(text.strip())
    if match is None:
        return None
    digits, word = match.groups()
    return int(digits) if digits else NUMERALS.index(word) + 1


def is_receipt(reading: Reading) -> bool:
    """Whether a reply says "received" and no more."""
    return bool(reading.items) and all(item.receipt for item in reading.items)


def _bare(text: str) -> str:
    return (text.strip(" \n。.,，!！👌👍") or text.strip()).lower()


def for_line(reading: Reading, n: int) -> Reading:
    """The reading of a text without list numbers, as said of line `n`."""
    return replace(reading, items=tuple(replace(item, n=n) for item in reading.items))
