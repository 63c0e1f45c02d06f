"""Rules for what others did, say or demand: it is no report on the task."""

import re

from plan.replies.fold import SURNAMES
from plan.replies.framing import STATE
from plan.replies.grammar import A_DAY, END, Rule, rule
from plan.replies.tokens import Kind, Token

# 老李, 陈工, 王 of 王主任; behind a gap or a colon such a name only signs.
COLLEAGUE = re.compile(rf"(?:[老小阿][{SURNAMES}]|[{SURNAMES}][工总哥姐叔婶伯]?)(?:他们)?")


def _by_colleague(tokens: list[Token]) -> list[Token]:
    """老李全部完成: a colleague did a share of the work, or another work."""
    return [Token(Kind.DOUBT), *tokens] if COLLEAGUE.fullmatch(tokens[0].text) else tokens


def _hindered(tokens: list[Token]) -> list[Token]:
    """物业说要走维修基金: what others want of the task is no report on it."""
    return [] if tokens[1].text in ("说", "称", "表示", "反映") else tokens


def _demanded(tokens: list[Token]) -> list[Token]:
    """领导要求已完成 tells what is wanted; 会议要求已落实 what was done about it."""
    met = tokens[-1].text.startswith("落实")
    return tokens if met else [Token(Kind.DOUBT, tokens[0].text)]


OTHERS: tuple[Rule, ...] = (
    rule(
        f"ACTOR DOUBT (FUTURE|WORD|METRIC|NEED|TASK|PART|APPROVAL|LACK|CANNOT|ALREADY|HELP)* {END}",
        _hindered,
    ),
    rule("WORD (ALREADY|WHOLE|PROGRESS)* (DONE|PERCENT)", _by_colleague),
    rule(
        f"DEMAND (WORD|NAME|TASK|PROGRESS|WHOLE|PART|STEP|NEG|START|ACT)* ({STATE}|FULFIL|SAME|CHANGE|PERCENT|RECEIPT)",
        Kind.DOUBT,
    ),
    rule(f"DEMAND ({A_DAY}|FUTURE|BEFORE)", Kind.DOUBT),
    rule("(^|(?<=STOP)|(?<=COMMA)|(?<=NAME)|(?<=WORD)) DEMAND (ALREADY|WHOLE)* DONE", _demanded),
)
