"""Rules for what stands around the claims: who speaks, quotations, labels, comparisons, requests.

Rules are applied in the order of `combine.ORDER`. A rule takes the words that make one claim and
leaves the rest in place: what is left beside a claim decides whether the claim is sure.
"""

from dataclasses import replace

from plan.replies.grammar import A_DAY, END, Rule, rule
from plan.replies.tokens import Kind, Token

QUIET = (
    "(WORD|NAME|PART|STEP|TASK|NUMBER|COUNT|PROGRESS|DE|COMMA|LENGTH|WHOLE|METRIC|START|REPORT|MEETING"
    "|OF|ACT)"
)

STATE = "(DONE|ONGOING|UNSTARTED|BLOCK|STALL)"


def _quoted(_: list[Token]) -> list[Token]:
    """Other people's words are left out where own words follow them on their own."""
    return [Token(Kind.STOP)]


def _label(tokens: list[Token]) -> list[Token]:
    """进展：, 问题：, 下一步：begin something new, also behind a mere gap."""
    return [Token(Kind.STOP), replace(tokens[0], text=f"{tokens[0].text}:")]


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


def _put_off(tokens: list[Token]) -> list[Token]:
    """停工了，等天晴再说."""
    return [] if tokens[-1].text == "再说" else tokens


def _said_before(tokens: list[Token]) -> list[Token]:
    """前面说正在办，更正为已完成: what was said before is replaced."""
    doubts = [token.text for token in tokens if token.kind is Kind.DOUBT]
    return tokens if set(doubts) - {"说", "讲", "称"} else []


def _denied(tokens: list[Token]) -> list[Token]:
    """不是在办，是已办结: what it is not says no more than what it is."""
    return [] if tokens[0].text in ("不是", "并非", "并不是") else tokens


def _misreported(tokens: list[Token]) -> list[Token]:
    """误报完成，实际正在推进: what was said by mistake; with nothing behind, what is right is not said."""
    if tokens[0].text != "误报":
        return tokens
    mended = tokens[-1].kind is Kind.COMMA
    return tokens[:1] if mended else [Token(Kind.DOUBT, tokens[0].text)]


def _taken_back(tokens: list[Token]) -> list[Token]:
    """已完成有误: what is right instead is not said."""
    wrong = any(word in token.text for token in tokens[1:] for word in ("错", "误", "不对"))
    return [Token(Kind.DOUBT, tokens[0].text)] if wrong else tokens


def _until(tokens: list[Token]) -> list[Token]:
    """Need more time, until Nov 25; by Nov 25 something else may be promised."""
    said = tokens[2].text in ("until", "till")
    return [Token(Kind.EXTEND_TO, tokens[0].text, day=tokens[-1].day)] if said else tokens


def _asked_first(tokens: list[Token]) -> list[Token]:
    """请问可否延期 is no more of a question than 可否延期."""
    polite = ("请问", "想问", "问一下", "问下", "咨询", "请教")
    return [] if tokens[0].text in polite else tokens


def _asked_politely(tokens: list[Token]) -> list[Token]:
    """Could item 2 be extended to 3 Dec? asks; 可能延期 is a guess."""
    return [tokens[1]] if tokens[0].text == "could" else tokens


def _not_if_denied(tokens: list[Token]) -> list[Token]:
    """完成了没有, 达标没: a question; 问题没有 is none."""
    asks = tokens[-1].text in ("不", "没", "没有", "未", "无", "不算")
    return [*tokens[:-1], Token(Kind.ASKING, tokens[-1].text)] if asks else tokens


# Who speaks, quotations, labels, and comparisons with the former report.
FRAME: tuple[Rule, ...] = (
    rule(f"OPEN {QUIET}* CLOSE", Kind.NAME),
    rule("OPEN [^CLOSE]* CLOSE (COLON|COMMA|STOP)+", _quoted),
    rule("OPEN [^CLOSE]* CLOSE", Kind.DOUBT),
    rule(
        "^REPORT+ (FILLER|UNIT|MEETING)* COLON|REPORT+ COLON|(^|(?<=STOP)|(?<=COLON)|(?<=COMMA)|(?<=NAME)) REPORT (?!(BEFORE)? (DAY|TODAY|VAGUE_DAY))",
        Kind.NAME,
    ),
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
    rule(f"AWAIT (FILLER)* MEETING WORD? {END}", None),
    rule(f"AWAIT (FILLER|ARRIVE|MEETING)* DOUBT {END}", _put_off),
    rule("(PROGRESS|TROUBLE|NEXT) COLON", _label),
    rule(f"{A_DAY} AGO", _before),
    rule("AGO", Kind.LAST),
    rule("(?<=ALREADY) PAST_DAY BEFORE", Kind.PAST_DAY),
    rule("TODAY AFTER", Kind.TODAY),
    rule("NEXT COMMA? [^STOP|DAY|PERCENT|VAGUE_DAY|SLASHED|TODAY]* (?=(STOP)|$)", None),
    rule("NEXT", Kind.FUTURE),
    rule("GOAL COLON? (?=(DAY|TODAY|SLASHED))", Kind.FUTURE),
    rule(
        f"(PERCENT|DONE|RECEIPT|FULFIL|APPROVAL|BLOCK|STALL|ONGOING|ACT|START|UNSTARTED|DAY) ALREADY? NEG {END}",
        _not_if_denied,
    ),
    rule(f"WRONG [^STOP]* COMMA NEG (DAY|PAST_DAY|TODAY) {END}", lambda tokens: tokens[:-3]),
    rule(
        "(LAST|FORMER|PAST_DAY)+ (DOUBT|REPORT|FILLER)* ("
        + STATE
        + "|ACT)+ ALREADY? COMMA? (?=(WRONG))",
        _said_before,
    ),
    rule(f"({STATE}|SAME|START|ACT|CHANGE|DAY) ALREADY? WRONG ALREADY? (?=(STOP)|$)", _taken_back),
    rule("(^|(?<=STOP)) (WORD|NAME|TASK|PROGRESS)+ WRONG COLON", Kind.WRONG),
    rule("FUTURE WRONG TO? (?=(DAY))", lambda tokens: tokens[:1]),
    rule(f"NEG {STATE} COMMA (?=(FILLER)* {STATE})", _denied),
    rule("WRONG (LAST|FORMER|PAST_DAY)+ (REPORT|FILLER|PROGRESS)* (COLON|COMMA)", Kind.WRONG),
    rule(
        f"WRONG TO? ALREADY* {STATE} ALREADY* (COMMA (?=(FILLER|WRONG|TO)* ({STATE}|PERCENT|NEG (FILLER)* START)))?",
        _misreported,
    ),
    rule(
        f"(LAST|FORMER)+ DOUBT (NEG (FILLER)* (DONE|START)|UNSTARTED) ALREADY? COMMA (?=(FILLER)* (DONE|ONGOING ACT?) ALREADY* {END})",
        _said_before,
    ),
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
        "(LAST|FORMER|TODAY|PAST_DAY) (FILLER|REPORT|PROGRESS)* (?=(PERCENT)? (FILLER|COMMA)* WRONG)",
        None,
    ),
    rule("DISCARD (?=[^WITHDRAW]* (LAST|REPORT|WRONG|AGO|FORMER))", _withdrawn),
    rule("(LAST|REPORT|WRONG|FORMER|PAST_DAY) [^STOP]* DISCARD", _discarded),
    rule("DISCARD", Kind.DOUBT),
    rule("(REQUEST|NEED) FUTURE (?=(WITHDRAW))", None),
    rule("WRONG (COMMA|STOP|COLON|WORD|ALREADY|LAST|PROGRESS|TASK)* MAYBE? TO", Kind.WRONG),
    rule("SAME LIKE", Kind.SAME),
    rule("SAME NEED", Kind.DOUBT),
    rule("SAME VERSUS (?!(NEG)? (SAME|CHANGE|LIKE))", Kind.RISE),
    rule("SAME (CAUSE|FROM|ALREADY)* (LAST|PAST_DAY|FORMER)+ (REPORT|PROGRESS|TASK)*", Kind.SAME),
    rule("SLOW (?=(SAME))", None),
)

# Asking for more time, for help, for understanding.
REQUESTS: tuple[Rule, ...] = (
    rule(
        "FROM ~ (DAY|PAST_DAY|TODAY|SLASHED) (BEFORE|DONE|FUTURE|TASK)* COMMA"
        "(?=(REQUEST|NEED|FUTURE)* EXTEND)",
        None,
    ),
    rule("REQUEST (FILLER)* WRONG (FILLER)* DONE", Kind.DOUBT),
    rule("WRONG? EXTEND (FILLER|FUTURE|REQUEST|NEED)* COLON (?=[^STOP]* EXTEND)", None),
    rule("ASK_LEAVE ALREADY", Kind.ASK_LEAVE),
    rule("QUESTION COMMA? (?=(ASK_LEAVE|FUTURE EXTEND [^STOP|COMMA]* ASKING))", _asked_first),
    rule("(REQUEST|NEED)+ AGREE", Kind.REQUEST),
    rule("(REQUEST|NEED)+ (FILLER)* APPROVAL (?=(FILLER|FUTURE)* EXTEND)", Kind.REQUEST),
    rule("AGREE", Kind.METRIC),
    rule("NEG ~ (NEED|REQUEST){0,2} ~ EXTEND ((TO|FUTURE|BEFORE)? (DAY|SLASHED))?", None),
    rule("(LAST|FORMER|PAST_DAY|VAGUE_DAY|CANNOT) ~ (NEED|REQUEST)? ~ DE? EXTEND", Kind.DOUBT),
    rule("(ALREADY|SOLVED|METRIC|APPROVAL) EXTEND", Kind.DOUBT),
    rule("(MEETING|STEP|START) ~ EXTEND", Kind.DOUBT),
    rule(
        "(FROM (DAY|SLASHED) TO?)? EXTEND (FILLER|FUTURE|LENGTH|TO|COLON|BEFORE|ACT|REQUEST|NEED|PROGRESS){0,5}"
        "(FROM (DAY|SLASHED) (FUTURE|TO|BEFORE){0,2})? (COMMA (EXTEND|TO|LENGTH|COLON))? (DAY|SLASHED)"
        "(BEFORE|DONE|WHOLE|TASK|COMMA DAY COMMA?)*",
        Kind.EXTEND_TO,
    ),
    rule("(ASK_LEAVE|REQUEST|NEED|FUTURE)+ ~ EXTEND_TO", Kind.EXTEND_TO),
    rule("EXTEND COMMA BEFORE DAY", _until),
    rule("EXTEND_TO DE (?!(STOP)|(COMMA)|$)", Kind.DOUBT),
    rule("MAYBE EXTEND_TO ASKING", _asked_politely),
    rule("EXTEND_TO (COMMA|STOP)* (REQUEST|ASK_LEAVE|ASKING|TONE)+", Kind.EXTEND_TO),
    rule("(REQUEST|NEED|FUTURE)+ ~ (?=(EXTEND))", None),
    rule("(REQUEST|NEED|FUTURE)+ ~ COMMA? HELP", Kind.HELP),
    rule("DONE NEG TROUBLE", Kind.PROMISE),
    rule("NEG (WORD|NEED|WHOLE|DE|CHANGE|METRIC|RISE)* (TROUBLE|HARD)+ TROUBLE*", None),
    rule("NEG (NEED|HELP) (FILLER|HELP|SOLVED|APPROVAL|METRIC|ACT|ARRANGE)* (TROUBLE|HARD)+", None),
    rule("NEG (NEED|WHOLE|DE|ALREADY)* (BLOCK|STALL|HELP|LACK)+ TROUBLE*", None),
    rule(
        "REQUEST (FILLER|DONE|APPROVAL|FUTURE|ACT|NEED|SOLVED|REPORT|MEETING|FULFIL|ONGOING|START"
        f"|REQUEST|TROUBLE|RECEIPT)* {END}",
        None,
    ),
)

# Behind a list number stands what the line is called; a day with 前 or by is enough for a plan.
TITLES: tuple[Rule, ...] = (
    rule("^(FILLER|METRIC|REPORT|MEETING|ACT|AND)+ COLON", Kind.NAME),
    rule("^(WORD|PART|PLACE|TASK|NAME|DE|AND|CHANGE|ACT)+ COMMA?", Kind.NAME),
)
