"""Rules for percentages: which is this task's own, and what a percentage is not."""

from plan.replies.grammar import Rule, rule
from plan.replies.tokens import Kind, Token

WORKS = ("改造", "建设", "施工", "整治")


def _hedged(tokens: list[Token]) -> list[Token]:
    """Almost done: 96%: the figure says how much."""
    return [Token(Kind.PARTLY, tokens[1].text), Token(Kind.COMMA)]


def _done_share(tokens: list[Token]) -> list[Token]:
    """完成 beside a percentage is that share done; beside 100 % it is done."""
    share = next(token for token in tokens if token.kind is Kind.PERCENT)
    done = [Token(Kind.DONE, tokens[0].text)] if share.value == 100 else []
    return [share, *done]


def _headed(tokens: list[Token]) -> list[Token]:
    """进展：警务室改造完成60%: under its heading the task is named once more."""
    return [tokens[0], *tokens[-2:]] if tokens[0].text.endswith(":") else tokens


def _daily(tokens: list[Token]) -> list[Token]:
    """11月5日报：活动室改造进度60%: under its heading too, if there is nothing else."""
    headed = tokens[-3].text.endswith("报 :") and tokens[-1].text.startswith(WORKS)
    return [tokens[-1]] if headed else tokens


def _hoped(tokens: list[Token]) -> list[Token]:
    """希望达到60%; 请放心 进度60% is not only hoped for."""
    hoped = tokens[0].text in ("希望", "盼", "望", "建议", "请求")
    return [Token(Kind.VAGUE_SHARE, tokens[-1].text)] if hoped else tokens


def _half(tokens: list[Token]) -> list[Token]:
    """一半正在推进 is not half done."""
    parted = tokens[0].text in ("half", "a half", "one half", "一半", "半数")
    return [Token(Kind.VAGUE_SHARE, tokens[0].text), tokens[1]] if parted else tokens


def _unless_past(tokens: list[Token]) -> list[Token]:
    """Was 90%, need 90%: not what it is now."""
    other = tokens[0].kind is Kind.NEED or tokens[0].text in ("was", "were", "had been")
    return [Token(Kind.VAGUE_SHARE, tokens[1].text)] if other else tokens


def _bare(tokens: list[Token]) -> list[Token]:
    """进度60 without the sign is 60 %; 进度3 may be a list number."""
    number = tokens[-1].value
    return (
        [Token(Kind.PERCENT, tokens[-1].text, number)] if number and 10 <= number < 100 else tokens
    )


def _future_share(tokens: list[Token]) -> list[Token]:
    """15 of the 20 rooms will be painted."""
    counted = " of " in tokens[0].text
    return [Token(Kind.VAGUE_SHARE, tokens[0].text)] if counted else tokens


# Shares of something else.
FOREIGN: tuple[Rule, ...] = (
    rule(
        "(DONE ALREADY?|FULFIL)? METRIC (FILLER|PROGRESS|TO|APPROX|BOUND|DONE|COLON|HEDGE|RISE|AS_OF|FULFIL|ARRIVE){0,6}"
        "(PERCENT|VAGUE_SHARE|COUNT)",
        None,
    ),
    rule("(DONE ALREADY?)? METRIC (FILLER|APPROX|COLON){0,4} NUMBER", None),
    rule("PERCENT (DE|OF)? METRIC (DONE|FULFIL|ARRIVE)?", None),
    rule("PERCENT (DE|OF) (COUNT|WORD|NAME|PLACE|PART|STEP)", Kind.VAGUE_SHARE),
    rule("OF (PART|WORD|PLACE|NAME|STEP)+ (DONE|PROGRESS|ALREADY)* PERCENT", Kind.VAGUE_SHARE),
    rule("PERCENT (DE|OF)? TASK", lambda tokens: [tokens[0]]),
)

# What a share is not, and what stands beside one.
OWN: tuple[Rule, ...] = (
    rule("HEDGE DONE (COLON|COMMA) (?=(PROGRESS|TO)* PERCENT)", _hedged),
    rule("REQUEST (FILLER|PROGRESS|DONE|TO)* PERCENT", _hoped),
    rule("PERCENT (ONGOING|UNSTARTED|SAME|RECEIPT|START)", _half),
    rule("SLOW (FILLER|APPROX)* PERCENT", Kind.VAGUE_SHARE),
    rule("(ALREADY|NEED) PERCENT", _unless_past),
    rule(
        "PERCENT RECEIPT",
        lambda tokens: [Token(Kind.VAGUE_SHARE)] if tokens[1].text == "sure" else tokens,
    ),
    rule("PERCENT (FILLER)* FUTURE+ ~ DONE", _future_share),
    rule("PERCENT (TO|DE)* GOAL", Kind.VAGUE_SHARE),
    rule("(GOAL|DEMAND) (FUTURE|TO|COLON)* PERCENT", Kind.VAGUE_SHARE),
    rule("(GOAL|DEMAND)", Kind.TASK),
    rule(
        "(MAYBE|HEDGE|BOUND) (FILLER|DONE|BOUND|PROGRESS)* PERCENT (BOUND|TONE)?", Kind.SOME_SHARE
    ),
    rule("APPROX{1,2} PERCENT (APPROX TONE?)?|PERCENT APPROX TONE?", Kind.PERCENT),
    rule("(LACKING|RISE|LACK) ~ (TO|OF)? (PERCENT|VAGUE_SHARE)", Kind.VAGUE_SHARE),
    rule("PERCENT (LACKING|RISE)", Kind.VAGUE_SHARE),
    rule("(DONE ALREADY?)? PERCENT (BOUND|MAYBE|TONE)", Kind.SOME_SHARE),
    rule("FROM PERCENT", Kind.VAGUE_SHARE),
    rule(
        "NEG (ALREADY|WHOLE|TO|WORD)* (DONE|TO|PROGRESS)? ALREADY? PERCENT DONE?", Kind.VAGUE_SHARE
    ),
    rule("(LAST|FORMER|PAST_DAY COLON?) (FILLER|PROGRESS|TO|DONE){0,6} PERCENT", Kind.VAGUE_SHARE),
    rule("IF (FILLER|PROGRESS|TO|DONE|FUTURE|METRIC|COMMA){0,6} PERCENT", Kind.DOUBT),
    rule(
        "(FUTURE|DAY|SLASHED|VAGUE_DAY BEFORE|PERIOD BEFORE|TODAY BEFORE) COLON?"
        "(FILLER|DAY|VAGUE_DAY|PERIOD|TODAY|BEFORE|DONE|TO|ACT|PROGRESS|FULFIL|SLASHED|RISE){0,6}"
        "(PERCENT|VAGUE_SHARE) DONE?",
        Kind.VAGUE_SHARE,
    ),
    rule("PERCENT ~ DONE? BEFORE (DAY|VAGUE_DAY|SLASHED)", Kind.VAGUE_SHARE),
    rule("PROGRESS (WORD|NAME|PART|TASK|PLACE){1,3} ALREADY? DONE PERCENT", _headed),
    rule("^(TODAY|WORD)? NAME PART PROGRESS (?=PERCENT (STOP)* $)", _daily),
    rule("(DONE|FULFIL) (ALREADY|TO|TASK|DE|WHOLE|OF|PROGRESS|COLON)* PERCENT", _done_share),
    rule("PERCENT (ALREADY|OF|TASK|WHOLE)* DONE ALREADY?", _done_share),
    rule("PROGRESS (COLON|TO)? NUMBER", _bare),
    rule("(DONE ALREADY*|PROGRESS) (COLON|TO|APPROX)? RATIO", Kind.PERCENT),
)
