"""The kinds of word a reply is made of, and the token that carries one."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, auto


class Kind(IntEnum):
    """What a word, or later a group of words, does in a reply."""

    # between words
    STOP = auto()  # a full stop or a line's end
    COMMA = auto()
    COLON = auto()
    OPEN = auto()  # quotation marks
    CLOSE = auto()
    # what is not in the lexicon
    WORD = auto()
    NAME = auto()  # a unit or a person, or a word standing alone in front
    # numbers and days
    PERCENT = auto()
    COUNT = auto()  # a number of things
    NUMBER = auto()
    LENGTH = auto()  # a stretch of time
    VAGUE_SHARE = auto()  # a range, a bound, a remainder, a change
    DAY = auto()  # ahead
    TODAY = auto()
    PAST_DAY = auto()
    VAGUE_DAY = auto()
    SLASHED = auto()  # 7/10: a day or a share
    # lines of the card
    MARK = auto()
    REST = auto()
    ALL = auto()
    EXCEPT = auto()
    # words
    NEG = auto()
    HEDGE = auto()
    MAYBE = auto()
    APPROX = auto()
    BOUND = auto()
    LACKING = auto()  # what is still to come: 还差, 剩余
    RISE = auto()
    OF = auto()
    DE = auto()
    DONE = auto()
    FULFIL = auto()  # done with 已 or 全部 in front, else an activity: 落实, 整改
    ALREADY = auto()
    WHOLE = auto()
    PART = auto()
    TASK = auto()
    METRIC = auto()
    PROGRESS = auto()
    START = auto()
    ONGOING = auto()
    ACT = auto()
    FUTURE = auto()
    BEFORE = auto()
    AFTER = auto()
    AS_OF = auto()
    FROM = auto()
    TO = auto()
    BLOCK = auto()
    STALL = auto()
    WAIT = auto()
    AWAIT = auto()
    APPROVAL = auto()
    ARRIVE = auto()
    HARD = auto()
    LACK = auto()
    CANNOT = auto()
    HELP = auto()
    SOLVED = auto()
    FORMER = auto()
    TROUBLE = auto()  # 问题
    NEXT = auto()
    RECEIPT = auto()
    SAME = auto()
    LIKE = auto()
    KEEP = auto()
    VERSUS = auto()
    LAST = auto()
    SLOW = auto()
    CHANGE = auto()
    EXTEND = auto()
    NEED = auto()
    WITHDRAW = auto()
    WRONG = auto()
    REQUEST = auto()
    REPORT = auto()
    QUESTION = auto()
    ASK_LEAVE = auto()  # 能否, 可否: a question, or a polite request for an extension
    IF = auto()
    IFANY = auto()
    SHOULD = auto()
    TOTAL = auto()
    DOUBT = auto()
    ASIDE = auto()
    # what the grammar makes of them
    UNDONE = auto()
    PARTLY = auto()
    UNSTARTED = auto()
    PLAN = auto()
    PROMISE = auto()
    EXTEND_TO = auto()
    SHADE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its meaning: a percent, a count, a day or the numbers of lines, if any."""

    kind: Kind
    text: str = ""
    value: int | None = None
    day: date | None = None
    lines: tuple[int, ...] = ()
