"""Rules for corrected shares: a reply that names the old value and the new one."""

import re

from plan.replies.grammar import END, Rule, rule
from plan.replies.tokens import Kind, Token


def _last(tokens: list[Token]) -> list[Token]:
    return [Token(Kind.PERCENT, tokens[-1].text, tokens[-1].value)]


def _should_be(tokens: list[Token]) -> list[Token]:
    """更正：上午报的46%应为64%; 从46%到64% is another matter."""
    return _last(tokens) if tokens[-2].text.startswith("应") else tokens


def _retracted(tokens: list[Token]) -> list[Token]:
    """46%报错了: which value is right is not said."""
    wrong = re.search(
        "错|误|不对|typo|mistake|wrong|error|slip|incorrect", tokens[-1].text + tokens[-2].text
    )
    return [Token(Kind.DOUBT, tokens[0].text)] if wrong else tokens


def _first(tokens: list[Token]) -> list[Token]:
    return [Token(Kind.PERCENT, tokens[0].text, tokens[0].value)]


CORRECTIONS: tuple[Rule, ...] = (
    rule("SHOULD PERCENT COMMA NEG PERCENT", lambda tokens: [tokens[1]]),
    rule(
        "(LAST|FORMER|PAST_DAY)* REPORT? PERCENT ALREADY? (DISCARD|WITHDRAW) ALREADY? COMMA"
        "(WRONG|TO|PROGRESS|TODAY)* PERCENT",
        _last,
    ),
    rule("NEG PERCENT COMMA? (WRONG|SHOULD|TO|WORD){0,3} PERCENT", _last),
    rule(
        "FROM? PERCENT COMMA? (WORD|DE)? WRONG? ALREADY? COMMA? (SHOULD|WRONG) TO? PERCENT", _last
    ),
    rule("PERCENT COMMA? (NEG|SHOULD NEG) PERCENT", _first),
    rule("PERCENT (ALREADY|COMMA)* WRONG ALREADY? COMMA (TODAY|PROGRESS|TO|TASK)* PERCENT", _last),
    rule("FROM? PERCENT (WRONG|SHOULD) TO? PERCENT", _last),
    rule("(WRONG|CHANGE TASK?) FUTURE PERCENT", _last),
    rule("(?<=PERCENT) COMMA (LAST|FORMER|PAST_DAY)* DE? PERCENT TO? WRONG", None),
    rule(f"PERCENT (ALREADY|COMMA)* WRONG ALREADY? {END}", _retracted),
    rule(
        "WRONG (FILLER|COLON|COMMA|LAST|FORMER|PAST_DAY|PROGRESS|REPORT)* PERCENT COMMA? TO PERCENT",
        _should_be,
    ),
)
