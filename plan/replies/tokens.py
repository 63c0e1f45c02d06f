"""The kinds of word a reply is made of, and the token that carries one."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, auto


class Kind(IntEnum):
    """What a word, or later a group of words, does in a reply."""

    # between words
    STOP = auto()  # a full stop or a line's end
    COMMA = auto()
    AND = auto()
    BUT = auto()
    CAUSE = auto()  # because
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
    VAGUE_SHARE = auto()  # a range, a remainder, a change, a former or a hoped-for share
    SOME_SHARE = auto()  # a bound or a hedged share: not sure, but a good guess
    DAY = auto()  # ahead
    TODAY = auto()
    PAST_DAY = auto()  # also 上周, 去年
    PERIOD = auto()  # 本周, 本月: now, or by its end
    VAGUE_DAY = auto()
    SLASHED = auto()  # 11/18: a day or a share
    RATIO = auto()  # 3/5 in November: hardly a day, a share behind 完成
    # lines of the card
    MARK = auto()
    REST = auto()
    ALL = auto()
    EXCEPT = auto()
    UNIT = auto()  # office, village: what stands in front of a colon is a name
    OUTSIDE = auto()  # the 外 that closes 除第二项外
    # doubt
    NEG = auto()
    HEDGE = auto()
    MAYBE = auto()
    TONE = auto()  # 吧: a doubt behind a claim, but also 来看吧
    THOUGH = auto()
    APPROX = auto()
    BOUND = auto()
    LACKING = auto()  # what is still to come: 还差, 剩余
    RISE = auto()
    IF = auto()
    IFANY = auto()  # 如有变化: a promise to report, not a condition
    QUESTION = auto()
    ASKING = auto()  # a question mark or 吗 behind a sentence
    ASK_LEAVE = auto()  # 能否, 可否: a question, or a polite request for an extension
    DOUBT = auto()  # others' words, jokes, doubts of one's own: always asks
    # states
    DONE = auto()
    FULFIL = auto()  # done with 已 or 全部 in front, else an activity: 落实, 整改
    UNSTARTED = auto()
    START = auto()
    ONGOING = auto()
    IN = auto()  # 还在
    RESUMED = auto()  # going on again: 复工
    ACT = auto()
    IDLE = auto()  # 考虑, 休假: going on, but not the work
    ARRANGE = auto()  # seeing to it, not yet doing it: 安排, 核实
    BLOCK = auto()
    STALL = auto()
    WAIT = auto()
    AWAIT = auto()
    AGREE = auto()  # 请同意 asks, 60%同意 is a figure of something else
    APPROVAL = auto()
    ARRIVE = auto()
    HARD = auto()
    LACK = auto()
    CANNOT = auto()
    HELP = auto()
    SOLVED = auto()
    SLOW = auto()
    SAME = auto()
    CHANGE = auto()
    LIKE = auto()
    KEEP = auto()
    VERSUS = auto()
    # of what
    ALREADY = auto()
    WHOLE = auto()
    PART = auto()  # a room, a board: a piece of the task, or what the task is about
    STEP = auto()  # design, tender: always a piece
    TASK = auto()
    ACTOR = auto()  # 施工队: who does it
    PLACE = auto()  # the places a task is done in: 社区, 点位
    GOAL = auto()  # 目标: the task, or a share that is hoped for
    METRIC = auto()
    STAGE = auto()  # 施工阶段
    RATE = auto()  # a 率 behind another word
    PROGRESS = auto()
    TOTAL = auto()
    OF = auto()
    DE = auto()
    TROUBLE = auto()  # 问题
    NEXT = auto()
    # when
    FUTURE = auto()
    EARLY = auto()  # 提前
    EFFORT = auto()  # 全力
    LATER = auto()  # 完成后
    ONTIME = auto()  # 按时: done in time, or promised
    BEFORE = auto()
    AFTER = auto()
    AGO = auto()  # 之前: before a day, or formerly
    AS_OF = auto()
    FROM = auto()
    TO = auto()
    FORMER = auto()
    LAST = auto()  # the former report
    # speech
    RECEIPT = auto()
    EXTEND = auto()
    NEED = auto()
    WITHDRAW = auto()
    DISCARD = auto()  # 取消, 作废: a withdrawal if it is of a report
    WRONG = auto()
    SHOULD = auto()
    REQUEST = auto()
    THANKS = auto()
    DEMAND = auto()  # 要求: with a day it is others' plan
    OURS = auto()  # 我镇
    ORDER = auto()  # said to others: 请各单位, 务必
    REPORT = auto()
    MEETING = auto()
    ASIDE = auto()
    # what the grammar makes of them
    UNDONE = auto()
    UNABLE = auto()
    PARTLY = auto()
    PIECE = auto()  # a piece of the task is done
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
