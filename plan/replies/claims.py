"""Rules for states, days and requests: what is said of the task now, and what is only planned."""

from plan.replies.grammar import Rule, rule
from plan.replies.tokens import Kind, Token


def _drop(tokens: list[Token]) -> list[Token]:
    return []


def _quoted(tokens: list[Token]) -> list[Token]:
    """Other people's words are left out where own words follow them on their own."""
    return [Token(Kind.STOP, "")]


QUIET = (
    "(WORD|NAME|PART|TASK|NUMBER|COUNT|PROGRESS|DE|COMMA|LENGTH|WHOLE|METRIC|START|REPORT|OF|ACT)"
)

FRAME: tuple[Rule, ...] = (
    rule(f"OPEN {QUIET}* CLOSE", Kind.NAME),
    rule("OPEN [^CLOSE]* CLOSE (COLON|COMMA|STOP)+", _quoted),
    rule("OPEN [^CLOSE]* CLOSE", Kind.DOUBT),
    rule("NEXT (COLON|COMMA)? [^STOP|DAY|PERCENT|VAGUE_DAY|SLASHED|TODAY]* (?=(STOP)|$)", _drop),
    rule("NEXT COLON?", Kind.FUTURE),
    rule("IFANY [^STOP|DAY|PERCENT]* (?=(STOP)|$)", _drop),
    rule("TROUBLE ALREADY* COLON? NEG (?=(STOP)|(COMMA)|$)", _drop),
    rule("AS_OF (DAY|TODAY|PAST_DAY|VAGUE_DAY|SLASHED|LAST) BEFORE?", _drop),
    rule("(KEEP|VERSUS|OF)* (LAST|DAY|PAST_DAY)+ (PROGRESS|DE)* LIKE", Kind.SAME),
    rule("(KEEP|VERSUS) (LAST|PAST_DAY) (PROGRESS|TASK)? (?=(SAME))", _drop),
    rule("(KEEP|VERSUS) (LAST|PAST_DAY)+ (PROGRESS|TASK)? (?=(STOP)|(COMMA)|$)", Kind.SAME),
    rule("VERSUS (LAST|PAST_DAY)+ LIKE? COMMA?", _drop),
    rule("NEG (CHANGE)+", Kind.SAME),
    rule("WRONG (COMMA|STOP|WORD|ALREADY|LAST)* SHOULD", Kind.WRONG),
    rule("SLOW (?=(SAME))", _drop),
)

REQUESTS: tuple[Rule, ...] = (
    rule("NEG ~ (NEED|REQUEST){0,2} ~ EXTEND", _drop),
    rule("(LAST|FORMER) ~ (NEED|REQUEST)? ~ DE? EXTEND", Kind.DOUBT),
    rule("(ALREADY|SOLVED|METRIC|APPROVAL) (EXTEND (TO|FUTURE)? DAY?)", Kind.DOUBT),
    rule(
        "(FROM (DAY|SLASHED) TO?)? EXTEND (WORD|NAME|FUTURE|TASK|WHOLE|LENGTH|TO|BEFORE|OF|ACT|REQUEST|NEED|DE|PROGRESS|ALREADY){0,5}"
        "(FROM (DAY|SLASHED) (FUTURE|TO|BEFORE){0,2})? (COMMA (EXTEND|TO|LENGTH))? (DAY|SLASHED) (BEFORE|DONE|WHOLE|TASK|COMMA DAY COMMA?)*",
        Kind.EXTEND_TO,
    ),
    rule("(ASK_LEAVE|REQUEST|QUESTION|NEED|FUTURE)+ ~ EXTEND_TO", Kind.EXTEND_TO),
    rule("EXTEND_TO (COMMA|STOP)* (ASK_LEAVE|QUESTION)+ (QUESTION)*", Kind.EXTEND_TO),
    rule("(REQUEST|NEED|FUTURE)+ ~ (?=(EXTEND))", _drop),
    rule("(REQUEST|NEED|FUTURE)+ ~ COMMA? HELP", Kind.HELP),
    rule(
        "NEG (WORD|NEED|WHOLE|QUESTION|DE|CHANGE|METRIC)* (TROUBLE|HARD|BLOCK|HELP|STALL|LACK)+ TROUBLE*",
        _drop,
    ),
    rule(
        "REQUEST (WORD|NAME|DONE|APPROVAL|FUTURE|ACT|NEED|TASK|PART|SOLVED|REPORT|WHOLE|FULFIL|ONGOING|DE|START|REQUEST|TROUBLE|ALREADY|RECEIPT)* (?=(STOP)|(COMMA)|$)",
        _drop,
    ),
)

STATES: tuple[Rule, ...] = (
    # waiting, lacking, blocked
    rule("METRIC ~ NEG (DONE|FULFIL|ARRIVE|START)", Kind.LACK),
    rule("NEG (WORD|DE)* METRIC", Kind.LACK),
    rule("METRIC (WORD|ALREADY)* LACK|LACK (METRIC|WORD|PART|TASK)*", Kind.LACK),
    rule(
        "AWAIT (WORD|NAME|METRIC|DE|PART|TASK|FORMER|LAST|FUTURE|QUESTION)* APPROVAL (ARRIVE|APPROVAL|ALREADY)*",
        Kind.WAIT,
    ),
    rule("NEG ~ APPROVAL (ARRIVE|APPROVAL)*", Kind.WAIT),
    rule("APPROVAL (WORD|TASK|NAME|FORMER)* NEG (ARRIVE|DONE|APPROVAL|ALREADY)+", Kind.WAIT),
    rule("ONGOING (REPORT|WORD)* APPROVAL OF?|APPROVAL OF", Kind.WAIT),
    rule("(ALREADY|SOLVED) ~ APPROVAL|APPROVAL (ALREADY|ARRIVE|DONE)+", Kind.SOLVED),
    rule("DONE ~ APPROVAL", Kind.SHADE),
    rule("(BLOCK|HARD|TROUBLE|STALL|LACK|WAIT)+ ~ NEG ~ SOLVED", Kind.SHADE),
    rule("ONGOING ~ SOLVED", Kind.SHADE),
    rule("(FUTURE|NEG) ~ SOLVED", Kind.SHADE),
    rule(
        "(FORMER|LAST|PAST_DAY)? (~|TROUBLE)* (BLOCK|HARD|STALL|LACK|WAIT|TROUBLE)+ (~|DE|TROUBLE|COMMA)* SOLVED",
        _drop,
    ),
    rule("(FORMER|LAST|MAYBE|PAST_DAY) ~ (BLOCK|HARD|STALL|WAIT)", Kind.SHADE),
    rule("FUTURE ~ (BLOCK|HARD|STALL)", Kind.SHADE),
    rule("BLOCK (WORD|PART|TASK|METRIC|APPROVAL|COLON|NEG|ARRIVE|ALREADY)*", Kind.BLOCK),
    # begun or not
    rule("(NEG|AWAIT) (WORD|ALREADY|TASK|NAME)* START", Kind.UNSTARTED),
    rule("NEG ~ NEG", Kind.DOUBT),
    rule("NEG UNSTARTED", Kind.DOUBT),
    rule("(HEDGE|MAYBE) ~ (START|UNSTARTED)", Kind.SHADE),
    rule("(FUTURE|DAY|VAGUE_DAY|BEFORE|TO)+ ~ START (TASK|WORD)*", Kind.SHADE),
    rule("ALREADY* START (TASK|WORD|ALREADY)*", Kind.ONGOING),
    # going on
    rule("(FUTURE|DAY) (ACT|WORD|BEFORE)* ONGOING", Kind.PROMISE),
    rule("(NEG|MAYBE) ~ ONGOING", Kind.SHADE),
    rule("ONGOING (ACT|WORD|FULFIL|PART|TASK|NAME|REPORT|ONGOING|FUTURE|OF)*", Kind.ONGOING),
    rule("(WORD|PART|ACT|START|FULFIL)+ OF (?=(STOP)|(COMMA)|$)", Kind.ONGOING),
)

DAYS: tuple[Rule, ...] = (
    rule(
        "FUTURE (ACT|~|FUTURE)* REPORT (DAY|TODAY|VAGUE_DAY|SLASHED|BEFORE|TASK|PROGRESS|WORD|LAST)*",
        Kind.PROMISE,
    ),
    rule(
        "(FUTURE|DAY|TODAY|VAGUE_DAY|SLASHED|BEFORE|AFTER)+ (ACT|~|RECEIPT)* REPORT (WORD|TASK|PROGRESS|NAME|REPORT|OF)*",
        Kind.PROMISE,
    ),
    rule("REPORT (BEFORE)? (DAY|TODAY|VAGUE_DAY)", Kind.PROMISE),
)

DONE: tuple[Rule, ...] = (
    rule("DONE (DE|ALREADY)* (HEDGE|APPROX)", Kind.PARTLY),
    rule("METRIC ~ DONE", _drop),
    rule(
        "ALREADY (WORD|WHOLE|TASK)* FULFIL|WHOLE ALREADY* FULFIL",
        lambda t: [Token(Kind.WHOLE), Token(Kind.DONE, t[-1].text)],
    ),
    rule("NEG ~ (WHOLE|HEDGE) ~ (DONE|FULFIL)", Kind.PARTLY),
    rule("NEG (ALREADY|WORD|TASK|FUTURE|NAME|TO)* (DONE|FULFIL)", Kind.UNDONE),
    rule("CANNOT (ALREADY|WORD|TASK|FUTURE|WHOLE|NAME)* (DONE|FULFIL)", Kind.PARTLY),
    rule(
        "(HEDGE|APPROX|MAYBE|ONGOING|LACKING|BOUND) (~|PART|HEDGE|FUTURE)* DONE ALREADY*",
        Kind.PARTLY,
    ),
    rule(
        "PAST_DAY (~)* ALREADY ~ DONE ALREADY*|PAST_DAY ~ DONE ALREADY+|DONE ALREADY* PAST_DAY|TODAY ~ ALREADY ~ DONE|TODAY ~ DONE ALREADY+|VAGUE_DAY ~ ALREADY ~ DONE|ALREADY ~ PAST_DAY ~ DONE",
        Kind.DONE,
    ),
    rule(
        "(FUTURE|~)* (DAY|SLASHED (?=(BEFORE))|FUTURE SLASHED) (BEFORE|FUTURE|TASK|WHOLE|COUNT|NAME|COMMA (?=(FUTURE)))* DONE (TASK|WHOLE|ALREADY)*",
        Kind.PLAN,
    ),
    rule("TODAY (FUTURE|BEFORE|WHOLE|TASK)* (FUTURE|BEFORE) (WHOLE|TASK)* DONE", Kind.PLAN),
    rule(
        "(FUTURE|BEFORE)+ (FUTURE|WHOLE|TASK|ACT)* DONE (TASK|WHOLE)* (BEFORE|FUTURE)* (DAY|TODAY|SLASHED)",
        Kind.PLAN,
    ),
    rule("DONE BEFORE (DAY|SLASHED)", Kind.PLAN),
    rule("DONE (TASK|WHOLE)* FUTURE* BEFORE? (DAY)", Kind.PLAN),
    rule(
        "FUTURE (BEFORE|FUTURE|TASK)* (DAY|TODAY|SLASHED) BEFORE? (?=(STOP)|(COMMA)|$)", Kind.PLAN
    ),
    rule("FUTURE (~|ACT|FUTURE|BEFORE|NAME)* (DONE|FULFIL) (TASK|WHOLE|WORD)*", Kind.PROMISE),
    rule(
        "FUTURE (ACT|WORD|PROMISE|FUTURE|TASK|REPORT|FULFIL|PART|RECEIPT|DE|NAME|WHOLE|COUNT)*",
        Kind.PROMISE,
    ),
)
RULES = FRAME, REQUESTS, STATES, DAYS, DONE

# Behind a list number, a day with 前 or by is enough for a plan.
NUMBERED: tuple[Rule, ...] = (
    rule("BEFORE (DAY|TODAY|SLASHED)", Kind.PLAN),
    rule("(DAY|TODAY|SLASHED) BEFORE", Kind.PLAN),
)
