"""Rules for 完成: whether it is said of now or of a day to come, and of the whole."""

import re

from plan.replies.grammar import END, Rule, into, rule
from plan.replies.lexer import is_unit
from plan.replies.tokens import Kind, Token

# Measure words of rooms, boards and buildings.
THINGS = "间个座处块栋幢所盏面家根条项台"
RENEWED = "块盏面根台座"
CARRIED = ("办理", "处理", "实施", "施工", "办", "执行")


def _but_last(tokens: list[Token]) -> list[Token]:
    return tokens[:-1]


def _unless_named(tokens: list[Token]) -> list[Token]:
    """问题已整改 is the task; 主要问题已整改 leaves others."""
    return [] if tokens[0].text in ("问题", "issues", "problems") else tokens


def _counted(tokens: list[Token]) -> list[Token]:
    """8个警务室全部建成: things that were counted out are the task, and no piece of it."""
    if tokens[0].text[-1] not in THINGS:
        return tokens
    return [Token(Kind.TASK, " ".join(token.text for token in tokens))]


def _renewed(tokens: list[Token]) -> list[Token]:
    """22块宣传栏全部更新完毕: things are put up anew; 名册更新 writes something down."""
    anew = tokens[0].text[-1] in RENEWED and tokens[-1].text == "更新"
    return tokens[:-1] if anew else tokens


def _put_to_use(tokens: list[Token]) -> list[Token]:
    """A village's reading room that is in use is the task itself."""
    in_use = is_unit(tokens[0]) and tokens[-1].text.endswith(("投用", "使用"))
    return [Token(Kind.TASK, tokens[0].text), *tokens[2:]] if in_use else tokens


def _unless_some(tokens: list[Token]) -> list[Token]:
    """21处隐患已全部整改: all that were counted."""
    return [Token(Kind.TASK, tokens[-1].text)] if tokens[-1].text in ("问题", "隐患") else tokens


def _all_done(tokens: list[Token]) -> list[Token]:
    """已落实, 全部整改: an activity that is over for the whole; 全面落实 may only be going on."""
    if not any(token.kind is Kind.ALREADY or token.text[0] in "全都均悉皆" for token in tokens):
        return tokens
    if tokens[0].text == "全面" or tokens[-1].text == "ready":
        return tokens
    return [Token(Kind.WHOLE), *tokens[:-1], Token(Kind.DONE, tokens[-1].text)]


def _planned(tokens: list[Token]) -> list[Token]:
    """完成时间11月18日 is a plan; finished on Saturday may be the last one."""
    kind = Kind.DOUBT if tokens[0].text.endswith("ed") else Kind.PLAN
    return [Token(kind, tokens[0].text, day=tokens[-1].day)]


def _expected(tokens: list[Token]) -> list[Token]:
    """Expected by Nov 18; what is put off or open to Nov 18 is another matter."""
    return tokens if tokens[0].text == "to" else into(Kind.PLAN)(tokens)


def _past(tokens: list[Token]) -> list[Token]:
    """Finished on Monday, said on Tuesday; finish on Monday is still to come."""
    said = re.fullmatch(r"(?:\w+ed|done|built|laid|hung)\b.*", tokens[-2].text)
    day = re.fullmatch(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", tokens[-1].text)
    return tokens[:-1] if said and day else tokens


def _today(tokens: list[Token]) -> list[Token]:
    """今天完成 is a plan only with 能, 前 or the like; otherwise it may be either."""
    hints = {token.kind for token in tokens} & {Kind.FUTURE, Kind.BEFORE}
    kind = Kind.PLAN if hints else Kind.PARTLY
    return [Token(kind, tokens[-1].text, day=next(t.day for t in tokens if t.day))]


def _carried(tokens: list[Token]) -> list[Token]:
    """办理完成 is done; 督促完成 is not."""
    return tokens[1:] if tokens[0].text in CARRIED else tokens


# The day of a report or a meeting is not the day of the finish.
DAYS: tuple[Rule, ...] = (
    rule(
        "FUTURE (ACT|ARRANGE|FILLER|FUTURE)* (REPORT|MEETING)"
        "(DAY|TODAY|VAGUE_DAY|PERIOD|SLASHED|BEFORE|TASK|PROGRESS|WORD|LAST)*",
        Kind.PROMISE,
    ),
    rule(
        "(FUTURE|DAY|TODAY|VAGUE_DAY|PERIOD|SLASHED|BEFORE|AFTER)+ (ACT|ARRANGE|FILLER|RECEIPT|PROGRESS)*"
        "(REPORT|MEETING) (WORD|TASK|PROGRESS|NAME|REPORT|MEETING|OF)*",
        Kind.PROMISE,
    ),
    rule("(REPORT|MEETING) BEFORE? (DAY|TODAY|VAGUE_DAY|PERIOD)", Kind.PROMISE),
)

DONE: tuple[Rule, ...] = (
    rule("COUNT (PART|WORD) ALREADY* WHOLE ALREADY* CHANGE (?=DONE)", _renewed),
    rule("COUNT (PLACE|WORD)? PART (?=(ALREADY)* WHOLE ALREADY* DONE)", _counted),
    rule("NAME PART ALREADY DONE", _put_to_use),
    rule(f"(?<=UNSTARTED) COMMA AWAIT (FILLER)* DONE ALREADY* {END}", None),
    rule("EFFORT+ (?!(FILLER|FULFIL|ACT)* DONE)", None),
    rule("(ALREADY|PAST_DAY|FUTURE|DAY|BEFORE) ~ EFFORT+", lambda tokens: tokens[:1]),
    rule("ACT DONE", _carried),
    rule(f"DONE (TASK|WHOLE)* FUTURE+ {END}", Kind.PROMISE),
    rule("(ALREADY|PAST_DAY) ~ ONTIME+", lambda tokens: tokens[:1]),
    rule("ONTIME (?=(FILLER)* DONE ALREADY)", None),
    rule("ONTIME", Kind.FUTURE),
    rule("COUNT FULFIL? TROUBLE (?=(ALREADY)* WHOLE ALREADY* (DONE|FULFIL))", _unless_some),
    rule("TROUBLE (?=(FILLER)* (DONE|FULFIL))", _unless_named),
    rule("FULFIL TROUBLE COUNT", None),
    rule("FULFIL DONE|DONE FULFIL (?=(STOP)|(COMMA)|(AND)|$)", Kind.DONE),
    # 完成 that is not, or not wholly.
    rule("DONE (DE|ALREADY)* (HEDGE|APPROX)", Kind.PARTLY),
    rule(
        "DONE ALREADY? DE (WORD|NAME|TASK|PART|STEP|METRIC|MEETING|REPORT|PLACE)(?!(PERCENT))",
        Kind.PARTLY,
    ),
    rule("METRIC ~ DONE", None),
    rule("(ALREADY (WORD|WHOLE|TASK)*|WHOLE ALREADY*) FULFIL", _all_done),
    rule("NEG ~ (WHOLE|HEDGE) ~ (DONE|FULFIL)", Kind.PARTLY),
    rule("NEG (ALREADY|WORD|TASK|FUTURE|NAME|TO)* (DONE|FULFIL)", Kind.UNDONE),
    rule("CANNOT (ALREADY|WORD|TASK|FUTURE|WHOLE|NAME)* (DONE|FULFIL)", Kind.UNABLE),
    rule("VAGUE_SHARE (FILLER|FUTURE|PERIOD|VAGUE_DAY|BEFORE)* DONE", Kind.VAGUE_SHARE),
    rule(
        "(HEDGE|APPROX|MAYBE|ONGOING|LACKING|BOUND|AWAIT|IN)"
        "(FILLER|HEDGE|FUTURE|PERIOD|VAGUE_DAY)* DONE ALREADY*",
        Kind.PARTLY,
    ),
    # 今天完成 may be a plan or a report; 今天已完成 is a report.
    rule("(TODAY|PERIOD|VAGUE_DAY) (?=(FILLER)* ALREADY (FILLER)* DONE)", None),
    rule("(TODAY|PERIOD|VAGUE_DAY) (?=(FILLER)* DONE ALREADY)", None),
    # Plans; what is asked of others is none.
    rule(
        "REQUEST (TASK|WHOLE)* (DONE|FULFIL) (TASK|WHOLE)* (BEFORE|FUTURE)* (DAY|TODAY)", Kind.DOUBT
    ),
    rule("REQUEST (FUTURE|TO|BEFORE)* (DAY|TODAY) BEFORE? (TASK|WHOLE)* (DONE|FULFIL)", Kind.DOUBT),
    rule("(VAGUE_DAY|PERIOD|FUTURE) BEFORE? COMMA (?=(FUTURE|TASK|WHOLE)* DONE)", _but_last),
    rule(
        "FUTURE* (DAY|SLASHED (?=(BEFORE|FUTURE))) (BEFORE|FUTURE|TASK|WHOLE|ALREADY|COMMA (?=(FUTURE|WHOLE)))*"
        "(DONE|FULFIL DONE?) (TASK|WHOLE|ALREADY|AND DONE)*",
        Kind.PLAN,
    ),
    rule("FUTURE+ SLASHED BEFORE? (TASK|WHOLE)* DONE", Kind.PLAN),
    rule("FUTURE* TODAY (FUTURE|BEFORE|WHOLE|TASK)* DONE (?=(STOP)|(COMMA)|$)", _today),
    rule(
        "(FUTURE|BEFORE) (FUTURE|BEFORE|WHOLE|TASK|ACT)* (DONE|FULFIL) (TASK|WHOLE|COLON)* (BEFORE|FUTURE)*"
        "(DAY|TODAY|SLASHED)",
        Kind.PLAN,
    ),
    rule("DONE (TASK|WHOLE)* DAY", _planned),
    rule("(^|(?<=STOP)|(?<=COMMA)) (ALREADY|TASK|WHOLE|NAME)* DONE (TASK|WHOLE)* VAGUE_DAY", _past),
    rule("DONE (TASK|WHOLE)* (BEFORE|FUTURE)+ DAY", Kind.PLAN),
    rule("DONE BEFORE SLASHED", Kind.PLAN),
    rule(f"FUTURE (BEFORE|FUTURE|TASK|COLON)* (DAY|TODAY|SLASHED) BEFORE? {END}", _expected),
    # Promises; a plan for a day that is not known is to be asked about.
    rule("FUTURE ~ DONE (TASK|WHOLE)* BEFORE? (VAGUE_DAY|PERIOD)", Kind.DOUBT),
    rule(
        "FUTURE (WORD|NAME|WHOLE|TASK|DE|COUNT|OF|PART|STEP|PLACE|ACT|ARRANGE|FUTURE|BEFORE)*"
        "(DONE|FULFIL) (TASK|WHOLE|WORD)*",
        Kind.PROMISE,
    ),
    rule(
        "FUTURE (FILLER|ACT|ARRANGE|PROMISE|FUTURE|REPORT|MEETING|FULFIL|RECEIPT)*",
        Kind.PROMISE,
    ),
)

NUMBERED: tuple[Rule, ...] = (
    rule("BEFORE (DAY|TODAY|SLASHED)", Kind.PLAN),
    rule("(DAY|TODAY|SLASHED) BEFORE", Kind.PLAN),
)
