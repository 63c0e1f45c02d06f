"""Rules for states, days and requests: what is said of the task now, and what is only planned.

They are applied in the order of `combine.ORDER`. A rule takes the words that make one claim and
leaves the rest in place: what is left beside a claim decides whether the claim is sure.
"""

from plan.replies.grammar import Rule, rule
from plan.replies.lexer import is_unit
from plan.replies.tokens import Kind, Token

END = "(?=(STOP)|(COMMA)|$)"
# Measure words of rooms, boards and buildings.
THINGS = "间个座处块栋幢所盏面家根条项台"


def _quoted(_: list[Token]) -> list[Token]:
    """Other people's words are left out where own words follow them on their own."""
    return [Token(Kind.STOP)]


def _label(tokens: list[Token]) -> list[Token]:
    """进展：, 问题：, 下一步：begin something new, also behind a mere gap."""
    return [Token(Kind.STOP), tokens[0]]


def _before(tokens: list[Token]) -> list[Token]:
    return [tokens[0], Token(Kind.BEFORE, tokens[1].text)]


def _share_of_time(tokens: list[Token]) -> list[Token]:
    """上月任务, 今天的任务 are pieces; 11月3日任务已完成 tells when the task was done."""
    when = len(tokens) == 2 and tokens[0].day is not None
    return tokens if when else [Token(Kind.STEP, tokens[0].text)]


def _withdrawn(_: list[Token]) -> list[Token]:
    return [Token(Kind.WITHDRAW)]


def _discarded(tokens: list[Token]) -> list[Token]:
    """上条作废: it is a report that is thrown away, not a meeting or a contract."""
    return [*tokens[:-1], Token(Kind.WITHDRAW, tokens[-1].text)]


def _in_course(tokens: list[Token]) -> list[Token]:
    """施工中 is going on; 村里 is a place."""
    known = tokens[-2].kind is not Kind.WORD and tokens[-1].text.endswith("中")
    return [Token(Kind.ONGOING, tokens[0].text)] if known else tokens


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


def _put_to_use(tokens: list[Token]) -> list[Token]:
    """A village's reading room that is in use is the task itself."""
    in_use = is_unit(tokens[0]) and tokens[-1].text.endswith(("投用", "使用"))
    return [Token(Kind.TASK, tokens[0].text), *tokens[2:]] if in_use else tokens


def _not_if_denied(tokens: list[Token]) -> list[Token]:
    """完成了没有, 达标没: a question; 问题没有 is none."""
    asks = tokens[-1].text in ("不", "没", "没有", "未", "无")
    return [*tokens[:-1], Token(Kind.ASKING, tokens[-1].text)] if asks else tokens


def _unless_some(tokens: list[Token]) -> list[Token]:
    """21处隐患已全部整改: all that were counted."""
    return [Token(Kind.TASK, tokens[1].text)] if tokens[1].text in ("问题", "隐患") else tokens


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


def _today(tokens: list[Token]) -> list[Token]:
    """今天完成 is a plan only with 能, 前 or the like; otherwise it may be either."""
    hints = {token.kind for token in tokens} & {Kind.FUTURE, Kind.BEFORE}
    kind = Kind.PLAN if hints else Kind.PARTLY
    return [Token(kind, tokens[-1].text, day=next(t.day for t in tokens if t.day))]


QUIET = (
    "(WORD|NAME|PART|STEP|TASK|NUMBER|COUNT|PROGRESS|DE|COMMA|LENGTH|WHOLE|METRIC|START|REPORT|MEETING"
    "|OF|ACT)"
)
A_DAY = "(DAY|TODAY|PAST_DAY|VAGUE_DAY|SLASHED|PERIOD)"

# Who speaks, quotations, labels, and comparisons with the former report.
FRAME: tuple[Rule, ...] = (
    rule(f"OPEN {QUIET}* CLOSE", Kind.NAME),
    rule("OPEN [^CLOSE]* CLOSE (COLON|COMMA|STOP)+", _quoted),
    rule("OPEN [^CLOSE]* CLOSE", Kind.DOUBT),
    rule("REPORT+ COLON|(^|(?<=STOP)|(?<=COLON)|(?<=COMMA)|(?<=NAME)) REPORT", Kind.NAME),
    rule("(PART|PLACE|WORD|NAME)+ DE TASK", Kind.TASK),
    rule("(WORD|NAME|TASK)* UNIT (WORD|UNIT|NAME)* COLON", Kind.NAME),
    rule("^(WORD|NAME|TASK)* UNIT (WORD|UNIT|NAME)* COMMA", Kind.NAME),
    rule(
        "(RECEIPT|FILLER|DONE|FULFIL|ACT|START|REPORT|MEETING|APPROVAL|SOLVED|METRIC|ARRIVE)? RATE",
        Kind.METRIC,
    ),
    rule("(PAST_DAY|TODAY|PERIOD|VAGUE_DAY|LAST) DE? TASK", _share_of_time),
    rule("LATER [^COMMA|STOP]*", Kind.PROMISE),
    rule(f"(?<=DONE) ALREADY* AND (FILLER|REPORT|METRIC|ACT|MEETING|ARRIVE)* {END}", None),
    rule(f"AWAIT (FILLER)* MEETING {END}", None),
    rule("(PROGRESS|TROUBLE|NEXT) COLON", _label),
    rule(f"{A_DAY} AGO", _before),
    rule("AGO", Kind.LAST),
    rule("(?<=ALREADY) PAST_DAY BEFORE", Kind.PAST_DAY),
    rule("TODAY AFTER", Kind.TODAY),
    rule("NEXT COMMA? [^STOP|DAY|PERCENT|VAGUE_DAY|SLASHED|TODAY]* (?=(STOP)|$)", None),
    rule("NEXT", Kind.FUTURE),
    rule("GOAL COLON? (?=(DAY|TODAY|SLASHED))", Kind.FUTURE),
    rule(f"(PERCENT|DONE|RECEIPT|FULFIL|APPROVAL) ALREADY? NEG {END}", _not_if_denied),
    rule(f"WRONG [^STOP]* COMMA NEG (DAY|PAST_DAY|TODAY) {END}", lambda tokens: tokens[:-3]),
    rule("WRONG (FILLER|COLON|COMMA)* FUTURE TO DAY", lambda tokens: [*tokens[:-2], tokens[-1]]),
    rule(f"IFANY [^STOP|COMMA|DAY|PERCENT]* {END}", None),
    rule(f"(TROUBLE|HARD COLON) ALREADY* NEG {END}", None),
    rule(f"AS_OF ({A_DAY}|LAST) BEFORE?", None),
    rule(f"{A_DAY} AS_OF", None),
    rule("(KEEP|VERSUS|OF)* (LAST|DAY|PAST_DAY)+ (PROGRESS|DE|TASK|REPORT)* LIKE", Kind.SAME),
    rule("(KEEP|VERSUS) (LAST|PAST_DAY) (PROGRESS|TASK)? (?=(SAME))", None),
    rule(f"(KEEP|VERSUS) (LAST|PAST_DAY)+ (PROGRESS|TASK)? {END}", Kind.SAME),
    rule(
        "VERSUS? (LAST|PAST_DAY)+ (PROGRESS|REPORT)? VERSUS? COMMA? (?=(NEG)? (SAME|CHANGE|LIKE))",
        None,
    ),
    rule("VERSUS (LAST|PAST_DAY)+", Kind.RISE),
    rule("(VERSUS (FUTURE|WORD|TASK|MAYBE){1,3})? EARLY LENGTH?", None),
    rule("NEG CHANGE+", Kind.SAME),
    rule(
        "(LAST|FORMER|TODAY|PAST_DAY) (FILLER|REPORT|PROGRESS)* (?=(PERCENT)? (FILLER)* WRONG)",
        None,
    ),
    rule("DISCARD (?=[^WITHDRAW]* (LAST|REPORT|WRONG|AGO|FORMER))", _withdrawn),
    rule("(LAST|REPORT|WRONG|FORMER|PAST_DAY) [^STOP]* DISCARD", _discarded),
    rule("DISCARD", Kind.DOUBT),
    rule("(REQUEST|NEED) FUTURE (?=(WITHDRAW))", None),
    rule("WRONG (COMMA|STOP|COLON|WORD|ALREADY|LAST|PROGRESS|TASK)* MAYBE? TO", Kind.WRONG),
    rule("SAME LIKE", Kind.SAME),
    rule("SAME (CAUSE|FROM|ALREADY)* (LAST|PAST_DAY|FORMER)+ (REPORT|PROGRESS|TASK)*", Kind.SAME),
    rule("SLOW (?=(SAME))", None),
    rule(f"DEMAND ({A_DAY}|FUTURE|BEFORE)", Kind.DOUBT),
)

# Asking for more time, for help, for understanding.
REQUESTS: tuple[Rule, ...] = (
    rule(
        "FROM ~ (DAY|PAST_DAY|TODAY|SLASHED) (BEFORE|DONE|FUTURE|TASK)* COMMA"
        "(?=(REQUEST|NEED|FUTURE)* EXTEND)",
        None,
    ),
    rule("REQUEST (FILLER)* WRONG (FILLER)* DONE", Kind.DOUBT),
    rule("ASK_LEAVE ALREADY", Kind.ASK_LEAVE),
    rule("(REQUEST|NEED)+ AGREE", Kind.REQUEST),
    rule("AGREE", Kind.METRIC),
    rule("NEG ~ (NEED|REQUEST){0,2} ~ EXTEND ((TO|FUTURE|BEFORE)? (DAY|SLASHED))?", None),
    rule("(LAST|FORMER) ~ (NEED|REQUEST)? ~ DE? EXTEND", Kind.DOUBT),
    rule("(ALREADY|SOLVED|METRIC|APPROVAL) EXTEND", Kind.DOUBT),
    rule(
        "(FROM (DAY|SLASHED) TO?)? EXTEND (FILLER|FUTURE|LENGTH|TO|COLON|BEFORE|ACT|REQUEST|NEED|PROGRESS){0,5}"
        "(FROM (DAY|SLASHED) (FUTURE|TO|BEFORE){0,2})? (COMMA (EXTEND|TO|LENGTH|COLON))? (DAY|SLASHED)"
        "(BEFORE|DONE|WHOLE|TASK|COMMA DAY COMMA?)*",
        Kind.EXTEND_TO,
    ),
    rule("(ASK_LEAVE|REQUEST|NEED|FUTURE)+ ~ EXTEND_TO", Kind.EXTEND_TO),
    rule("EXTEND_TO (COMMA|STOP)* (REQUEST|ASK_LEAVE|ASKING|TONE)+", Kind.EXTEND_TO),
    rule("(REQUEST|NEED|FUTURE)+ ~ (?=(EXTEND))", None),
    rule("(REQUEST|NEED|FUTURE)+ ~ COMMA? HELP", Kind.HELP),
    rule("DONE NEG TROUBLE", Kind.PROMISE),
    rule("NEG (WORD|NEED|WHOLE|DE|CHANGE|METRIC)* (TROUBLE|HARD)+ TROUBLE*", None),
    rule("NEG (NEED|WHOLE|DE|ALREADY)* (BLOCK|STALL|HELP|LACK)+ TROUBLE*", None),
    rule(
        "REQUEST (FILLER|DONE|APPROVAL|FUTURE|ACT|NEED|SOLVED|REPORT|MEETING|FULFIL|ONGOING|START"
        f"|REQUEST|TROUBLE|RECEIPT)* {END}",
        None,
    ),
)

HINDRANCE = "(BLOCK|HARD|STALL|LACK|WAIT|TROUBLE)"

STATES: tuple[Rule, ...] = (
    # Lacking, waiting for approval.
    rule("METRIC ~ NEG (DONE|FULFIL|ARRIVE|START)", Kind.LACK),
    rule("NEG (WORD|DE)* METRIC", Kind.LACK),
    rule("METRIC (WORD|ALREADY)* LACK", Kind.LACK),
    rule("LACK (METRIC|WORD|PART|STEP|TASK)*", Kind.LACK),
    rule(
        "AWAIT (FILLER|METRIC|FORMER|LAST|FUTURE|QUESTION|TO)* APPROVAL (ARRIVE|APPROVAL|ALREADY)*",
        Kind.WAIT,
    ),
    rule("NEG ~ APPROVAL (ARRIVE|APPROVAL)*", Kind.WAIT),
    rule(
        "APPROVAL (WORD|TASK|NAME|FORMER|ALREADY)* (NEG (ARRIVE|DONE|APPROVAL|ALREADY)+|WAIT)",
        Kind.WAIT,
    ),
    rule("APPROVAL ALREADY* NEG ALREADY* RECEIPT", Kind.WAIT),
    rule("APPROVAL ALREADY? AWAIT", Kind.WAIT),
    rule("ONGOING (REPORT|WORD)* APPROVAL OF?", Kind.WAIT),
    rule("APPROVAL OF", Kind.WAIT),
    rule("(?<!APPROVAL) (ALREADY|SOLVED) ~ APPROVAL", Kind.SOLVED),
    rule("APPROVAL (ALREADY|ARRIVE|DONE|RECEIPT)+", Kind.SOLVED),
    rule("ALREADY ~ HELP (SOLVED|DONE)?", Kind.SOLVED),
    rule("DONE ~ APPROVAL", Kind.SHADE),
    # A hindrance that is over, or may be, or was.
    rule(f"THOUGH (FILLER)* {HINDRANCE}+", Kind.DOUBT),
    rule(f"ALREADY* SOLVED (FILLER|METRIC)* {HINDRANCE}+", None),
    rule(f"{HINDRANCE}+ ~ NEG ~ (SOLVED|RESUMED)", Kind.DOUBT),
    rule("(FUTURE|NEG|ONGOING|AWAIT|DAY|MAYBE|REQUEST|NEED) ~ (SOLVED|RESUMED)", Kind.SHADE),
    rule("SOLVED ~ MAYBE", Kind.DOUBT),
    rule("SOLVED ~ (FUTURE|BEFORE|DAY|VAGUE_DAY|SLASHED)", Kind.SHADE),
    rule(
        f"(FORMER|LAST|PAST_DAY)? (FILLER)* {HINDRANCE} ({HINDRANCE}"
        "|FILLER|COMMA|BUT|STOP|LENGTH|PAST_DAY|HELP|ARRIVE|BEFORE|AFTER|APPROVAL|METRIC|COLON|LAST|FORMER"
        "|VAGUE_DAY|BOUND|CAUSE|TODAY)* SOLVED CAUSE?",
        None,
    ),
    rule(
        f"(FORMER|LAST|PAST_DAY)? (FILLER)* {HINDRANCE} ({HINDRANCE}"
        "|FILLER|COMMA|BUT|STOP|LENGTH|PAST_DAY|ARRIVE|BEFORE|AFTER|TODAY)* RESUMED",
        Kind.ONGOING,
    ),
    rule("RESUMED", Kind.ONGOING),
    rule("(BLOCK|STALL|HARD) (PAST_DAY|VAGUE_DAY)", Kind.DOUBT),
    rule(
        "(FORMER|LAST|MAYBE|PAST_DAY) ~ CAUSE? (FILLER|METRIC)* (BLOCK|HARD|STALL|WAIT)", Kind.SHADE
    ),
    rule("FUTURE ~ (BLOCK|HARD|STALL)", Kind.SHADE),
    rule(
        "BLOCK (WORD|PART|STEP|TASK|METRIC|APPROVAL|COLON|NEG|ARRIVE|ALREADY|RECEIPT|OF|NAME)*",
        Kind.BLOCK,
    ),
    rule("FUTURE* ~ DONE ~ HARD", Kind.DOUBT),
    rule(f"HARD NEG {END}", None),
    rule("HARD FUTURE* REPORT", None),
    rule("(BLOCK|STALL|HARD) (DE|(WORD|ALREADY|PROGRESS)* REPORT)", Kind.DOUBT),
    rule("(REQUEST ~ STALL|STALL ARRANGE)", Kind.SHADE),
    # Begun or not.
    rule("(NEG|AWAIT) (WORD|ALREADY|TASK|NAME)* START", Kind.UNSTARTED),
    rule("NEG ~ NEG", Kind.DOUBT),
    rule("NEG UNSTARTED", Kind.DOUBT),
    rule("(HEDGE|MAYBE) ~ (START|UNSTARTED)", Kind.SHADE),
    rule("(FUTURE|DAY|VAGUE_DAY|BEFORE|TO|SLASHED)+ ~ START (TASK|WORD)*", Kind.SHADE),
    rule("START (FILLER|METRIC|MEETING)* COUNT", Kind.ACT),
    rule("AWAIT [^COMMA|STOP]* AFTER (START|ONGOING|ACT)", Kind.SHADE),
    rule("FUTURE? ONTIME ~ START (TASK|WORD)*", Kind.SHADE),
    rule("WORD START", Kind.SHADE),
    rule(
        "(PAST_DAY|TODAY|PERIOD)? ALREADY* START (ALREADY|TASK|ACT|FULFIL)* (PAST_DAY|TODAY|VAGUE_DAY)?"
        "(?=(STOP)|(COMMA)|(AND)|(PERCENT)|(ONGOING)|$)",
        Kind.ONGOING,
    ),
    # Going on.
    rule("(HEDGE|FUTURE|AWAIT|NEG) ~ (FILLER|ACT|START|FULFIL)* STAGE", Kind.SHADE),
    rule("(PART|STEP|TASK|ACT|START|FULFIL)+ STAGE", Kind.ONGOING),
    rule("STAGE", None),
    rule("(FUTURE|DAY|ONTIME) (ACT|WORD|BEFORE)* ONGOING", Kind.PROMISE),
    rule("IN (WORD|FUTURE)? (ACT|START|FULFIL)", Kind.ONGOING),
    rule("IN", None),
    rule("(NEG|MAYBE|MEETING) ~ ONGOING", Kind.SHADE),
    rule("ONGOING ~ (IDLE|MEETING|AWAIT)", Kind.PROMISE),
    rule("ONGOING (ARRANGE|REPORT) (FILLER|ACT|FULFIL|REPORT)*", Kind.PROMISE),
    rule("ONGOING (ACT|WORD|FULFIL|PART|STEP|TASK|NAME|REPORT|ONGOING|FUTURE|OF)*", Kind.ONGOING),
    rule(f"(WORD|PART|STEP|ACT|START|FULFIL)+ OF {END}", _in_course),
)

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

CARRIED = ("办理", "处理", "实施", "施工", "办", "执行")


def _carried(tokens: list[Token]) -> list[Token]:
    """办理完成 is done; 督促完成 is not."""
    return tokens[1:] if tokens[0].text in CARRIED else tokens


DONE: tuple[Rule, ...] = (
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
    rule("COUNT TROUBLE (?=(ALREADY)* WHOLE ALREADY* (DONE|FULFIL))", _unless_some),
    rule("TROUBLE (?=(FILLER)* (DONE|FULFIL))", _unless_named),
    rule("FULFIL TROUBLE COUNT", None),
    rule("FULFIL DONE|DONE FULFIL (?=(STOP)|(COMMA)|(AND)|$)", Kind.DONE),
    # 完成 that is not, or not wholly.
    rule("DONE (DE|ALREADY)* (HEDGE|APPROX)", Kind.PARTLY),
    rule("METRIC ~ DONE", None),
    rule("(ALREADY (WORD|WHOLE|TASK)*|WHOLE ALREADY*) FULFIL", _all_done),
    rule("NEG ~ (WHOLE|HEDGE) ~ (DONE|FULFIL)", Kind.PARTLY),
    rule("NEG (ALREADY|WORD|TASK|FUTURE|NAME|TO)* (DONE|FULFIL)", Kind.UNDONE),
    rule("CANNOT (ALREADY|WORD|TASK|FUTURE|WHOLE|NAME)* (DONE|FULFIL)", Kind.SHADE),
    rule("VAGUE_SHARE (FILLER|FUTURE|PERIOD|VAGUE_DAY|BEFORE)* DONE", Kind.VAGUE_SHARE),
    rule(
        "(HEDGE|APPROX|MAYBE|ONGOING|LACKING|BOUND|AWAIT)"
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
        "FUTURE* (DAY|SLASHED (?=(BEFORE|FUTURE))) (BEFORE|FUTURE|TASK|WHOLE|ALREADY|COMMA (?=(FUTURE)))*"
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
    rule("DONE (TASK|WHOLE)* (BEFORE|FUTURE)+ DAY", Kind.PLAN),
    rule("DONE BEFORE SLASHED", Kind.PLAN),
    rule(f"FUTURE (BEFORE|FUTURE|TASK|COLON)* (DAY|TODAY|SLASHED) BEFORE? {END}", Kind.PLAN),
    # Promises.
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


# Behind a list number stands what the line is called; a day with 前 or by is enough for a plan.
TITLES: tuple[Rule, ...] = (
    rule("^(FILLER|METRIC|REPORT|MEETING|ACT|AND)+ COLON", Kind.NAME),
    rule("^(WORD|PART|PLACE|TASK|NAME|DE|AND|CHANGE|ACT)+ COMMA?", Kind.NAME),
)
NUMBERED: tuple[Rule, ...] = (
    rule("BEFORE (DAY|TODAY|SLASHED)", Kind.PLAN),
    rule("(DAY|TODAY|SLASHED) BEFORE", Kind.PLAN),
)
