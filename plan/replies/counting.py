"""Rules for shares: what is this task's own percentage, and what is a number of something else."""

from plan.replies.grammar import Rule, rule
from plan.replies.tokens import Kind, Token


def _share(tokens: list[Token]) -> list[Token]:
    """Two counts of the same things, one of them the total: a percentage, with what is left."""
    counts = [token for token in tokens if token.kind is Kind.COUNT]
    numbers = [token.value or 0 for token in counts]
    total, part = max(numbers), min(numbers)
    text = " ".join(token.text for token in tokens)
    if not 0 < part <= total or counts[0].text[-1] != counts[-1].text[-1]:
        return [Token(Kind.DOUBT, text)]
    if part == total:
        return [Token(Kind.WHOLE, text), Token(Kind.DONE, text)]
    return [Token(Kind.PERCENT, text, int(part * 100 / total + 0.5), lines=(total - part,))]


def _rest_of_share(tokens: list[Token]) -> list[Token]:
    """13 of 20 done, the other 7 under way: the share stands if the numbers agree."""
    share, rest = tokens[0], tokens[-1]
    agrees = not share.lines or rest.value == share.lines[0]
    return [share] if agrees else [Token(Kind.DOUBT, share.text)]


def _done_share(tokens: list[Token]) -> list[Token]:
    """完成 beside a percentage is that share done; beside 100 % it is done."""
    value = next(token.value for token in tokens if token.kind is Kind.PERCENT)
    done = [Token(Kind.DONE, tokens[0].text, value)] if value == 100 else []
    return [*(token for token in tokens if token.kind is Kind.PERCENT), *done]


def _last(tokens: list[Token]) -> list[Token]:
    return [Token(Kind.PERCENT, tokens[-1].text, tokens[-1].value)]


def _first(tokens: list[Token]) -> list[Token]:
    return [Token(Kind.PERCENT, tokens[0].text, tokens[0].value)]


RULES: tuple[Rule, ...] = (
    # Corrections name the old value and the new one.
    rule("NEG PERCENT COMMA? (WRONG|SHOULD|TO|WORD){0,3} PERCENT", _last),
    rule("PERCENT COMMA? (WORD|DE)? WRONG? COMMA? (SHOULD|WRONG) TO? PERCENT", _last),
    rule("PERCENT COMMA? (NEG|SHOULD NEG) PERCENT", _first),
    rule("FROM? PERCENT (WRONG|SHOULD) TO? PERCENT", _last),
    # Shares of something else.
    rule(
        "METRIC (~|PROGRESS|TO|APPROX|BOUND|DONE|COLON|HEDGE|RISE|AS_OF|FULFIL|ARRIVE){0,4} (PERCENT|VAGUE_SHARE|COUNT)",
        None,
    ),
    rule("METRIC (~|APPROX|COLON){0,2} NUMBER", None),
    rule("PERCENT (DE|OF)? METRIC (DONE|FULFIL|ARRIVE)?", None),
    rule("PERCENT (DE|OF) (COUNT|WORD|NAME)", Kind.VAGUE_SHARE),
    rule("PERCENT (DE|OF)? TASK", lambda tokens: [tokens[0]]),
    # Counts of a stated total.
    rule("DONE ~ COUNT OF (WORD|TASK|DE){0,3} COUNT", _share),
    rule(
        "COUNT (WORD|TASK|NAME|PART|DE){0,3} COMMA? OF (WORD|ALREADY|TASK|DE){0,3} (DONE ALREADY?)? COUNT (WORD|ALREADY|TASK){0,3} DONE ALREADY?",
        _share,
    ),
    rule(
        "COUNT (WORD|TASK|NAME|PART|DE){0,3} OF (WORD|ALREADY|TASK|DE){0,3} DONE ALREADY? COUNT",
        _share,
    ),
    rule(
        "COUNT (WORD|TASK|NAME|PART|DE){0,3} COMMA? OF? (ALREADY|TASK|WORD){0,2} DONE (ALREADY|OF|DE){0,2} COUNT (TASK|NAME)?",
        _share,
    ),
    rule(
        "TOTAL ALREADY? COUNT (WORD|TASK|NAME|PART){0,2} COMMA COUNT (TASK|WORD)? ALREADY* DONE ALREADY?",
        _share,
    ),
    rule("DONE ALREADY? COUNT (TASK|WORD)? COMMA* (TOTAL|WHOLE) ALREADY? COUNT", _share),
    rule("(TOTAL ALREADY?)+ (?=(PERCENT))", None),
    rule("PERCENT (COMMA|STOP|ALREADY)* (LACKING|REST) COUNT", _rest_of_share),
    rule("PERCENT (COMMA|STOP|ALREADY)* COUNT (?=(NEG))", _rest_of_share),
    # What a share is not.
    rule("(MAYBE|HEDGE) ~ PERCENT", Kind.PARTLY),
    rule("APPROX{0,2} PERCENT APPROX?", Kind.PERCENT),
    rule("(LACKING|RISE|BOUND) ~ (TO|OF)? (PERCENT|VAGUE_SHARE)", Kind.VAGUE_SHARE),
    rule("PERCENT (BOUND|LACKING|RISE)", Kind.VAGUE_SHARE),
    rule("FROM PERCENT", Kind.VAGUE_SHARE),
    rule(
        "NEG (ALREADY|WHOLE|TO|WORD)* (DONE|TO|PROGRESS)? ALREADY? PERCENT DONE?", Kind.VAGUE_SHARE
    ),
    rule("(LAST|FORMER) (~|PROGRESS|TO|DONE){0,3} PERCENT", Kind.SHADE),
    rule("IF (~|PROGRESS|TO|DONE|FUTURE|METRIC|COMMA){0,6} PERCENT", Kind.DOUBT),
    rule(
        "(FUTURE|DAY|SLASHED|VAGUE_DAY BEFORE|TODAY BEFORE) (~|DAY|VAGUE_DAY|TODAY|BEFORE|DONE|TO|ACT|PROGRESS|FULFIL|SLASHED){0,6} PERCENT DONE?",
        Kind.SHADE,
    ),
    rule("PERCENT ~ DONE? BEFORE (DAY|VAGUE_DAY|SLASHED)", Kind.SHADE),
    rule("DONE (ALREADY|TO|TASK|DE|WHOLE|OF|PROGRESS|COLON)* PERCENT", _done_share),
    rule("PERCENT (ALREADY|OF|TASK|WHOLE)* DONE ALREADY?", _done_share),
    rule("PROGRESS (COLON|TO)? NUMBER", Kind.PERCENT),
)
