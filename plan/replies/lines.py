"""Which words of a reply speak of which line of the card."""

import re
from dataclasses import dataclass

from plan.replies.clauses import CLAIMS
from plan.replies.tokens import Kind, Token

GROUPS = frozenset({Kind.REST, Kind.ALL})
SCOPES = GROUPS | {Kind.MARK}
# What may stand between numbers that share one state: 第1项和第2项都已完成.
LINKS = frozenset({
    Kind.COMMA, Kind.COLON, Kind.ALREADY, Kind.WHOLE, Kind.TASK, Kind.OF, Kind.DE, Kind.BEFORE,
})  # fmt: skip
BREAKS = frozenset({Kind.STOP, Kind.COMMA})
# In front of a number they leave what is said of its line as it is.
QUIET = frozenset({
    Kind.NAME, Kind.WORD, Kind.RECEIPT, Kind.REPORT, Kind.TASK, Kind.COLON, Kind.TODAY, Kind.PAST_DAY, Kind.PERIOD,
    Kind.PROGRESS, Kind.WHOLE, Kind.DE, Kind.UNIT, Kind.ALREADY, Kind.COUNT, Kind.PLACE, Kind.OF, Kind.PART, Kind.STEP,
    Kind.METRIC, Kind.AND, Kind.MEETING, Kind.AS_OF, Kind.ACT, Kind.TOTAL, Kind.WRONG,
})  # fmt: skip
# Behind an answer they begin the next one, also without a sign between.
TURNS = frozenset({Kind.FUTURE, Kind.MAYBE, Kind.HEDGE, Kind.IF})
# 2. and ② begin an answer; 第2项 and a bare 2 may stand within one.
POINTED = re.compile(r"[\W\d一二三四五六七八九十]*[^\w\s]\s*|.是")


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens with the lines they speak of; no lines for what stands in front of the first."""

    lines: tuple[int, ...]
    row: tuple[Token, ...]


def split(tokens: list[Token], tasks: int) -> tuple[Part, ...] | None:
    """The parts of a reply in their order; None when a number is not on the card or comes twice."""
    groups: list[tuple[Token | None, list[Token]]] = [(None, [])]
    tokens = _settle_exception(tokens, tasks)
    for at, token in enumerate(tokens):
        if token.kind is Kind.ALL and groups[-1][0]:
            # 2、三项均已完成 speaks of three things of line 2
            groups[-1][1].append(Token(Kind.COUNT, token.text, token.value))
        elif token.kind in SCOPES:
            lead = _take_lead(*groups[-1], token, _is_last(tokens[at : at + 2]))
            if lead and lead[-1].kind is Kind.COLON:  # 下一步计划：1、完成 heads every line
                return None
            groups.append((token, lead))
        else:
            groups[-1][1].append(token)
    return _assign(groups, tasks)


def _take_lead(owner: Token | None, row: list[Token], scope: Token, alone: bool) -> list[Token]:
    """The words in front of a number that are said of its line, taken off the row before it.

    预计第1项完成 is no 完成, nor is what follows 计划 in 第1项已完成，计划第2项完成. Words with a claim of
    their own belong to the number only if nothing else follows it: 已完成第1项.
    """
    start = 1 + max((n for n, token in enumerate(row) if token.kind in BREAKS), default=-1)
    if owner and (start == 0 or POINTED.fullmatch(scope.text)):
        start = next((n for n in range(len(row), 0, -1) if row[n - 1].kind not in TURNS), 0)
    lead = row[start:]
    kinds = {token.kind for token in lead}
    if kinds <= QUIET or (kinds & CLAIMS and not alone):
        return []
    del row[start:]
    return lead


def _is_last(tokens: list[Token]) -> bool:
    """Whether a sentence ends behind the number in front; 2、 without a gap begins one."""
    number, *behind = tokens
    if not behind or number.text.endswith(","):
        return True
    return behind[0].kind in BREAKS and not (number.text.isdigit() and behind[0].kind is Kind.COMMA)


def _settle_exception(tokens: list[Token], tasks: int) -> list[Token]:
    """除第二项外其余, all except 2: the others are named by their numbers instead."""
    at = next((n for n, token in enumerate(tokens) if token.kind is Kind.EXCEPT), None)
    if at is None:
        return tokens
    end = at + 1
    while end < len(tokens) and tokens[end].kind in (Kind.MARK, Kind.COMMA):
        end += 1
    excepted = {n for token in tokens[at:end] for n in token.lines}
    if not excepted or not excepted <= set(range(1, tasks + 1)):
        return tokens
    others = Token(Kind.REST, lines=tuple(n for n in range(1, tasks + 1) if n not in excepted))
    before, marks, after = tokens[:at], tokens[at + 1 : end], tokens[end:]
    while before and before[-1].kind in (Kind.ALL, Kind.WHOLE, Kind.TASK):
        before.pop()
    outside = next((n for n, token in enumerate(after) if token.kind is Kind.OUTSIDE), None)
    said = after[:outside] if outside is not None else []
    after = after[len(said) + (outside is not None) :]
    while after and after[0].kind in GROUPS | {Kind.COMMA, Kind.TASK}:
        after = after[1:]
    if all(token.kind in LINKS | {Kind.STOP} for token in after):  # all done except 2
        return [others, *before]
    return [*before, *(marks + said if said else []), others, *after]


def _assign(groups: list[tuple[Token | None, list[Token]]], tasks: int) -> tuple[Part, ...] | None:
    parts: list[Part] = []
    named = [n for scope, _ in groups if scope for n in scope.lines]
    if len(named) != len(set(named)) or not set(named) <= set(range(1, tasks + 1)):
        return None
    rest = tuple(n for n in range(1, tasks + 1) if n not in named)
    waiting: tuple[int, ...] = ()
    for scope, row in groups:
        lines = _lines(scope, rest, tasks)
        if lines is None:
            return None
        if scope and scope.kind is Kind.MARK and all(token.kind in LINKS for token in row):
            waiting += lines
            continue
        parts.append(Part(waiting + lines if scope else (), tuple(row)))
        waiting = () if scope else waiting
    return None if waiting else tuple(parts)


def _lines(scope: Token | None, rest: tuple[int, ...], tasks: int) -> tuple[int, ...] | None:
    """The lines a scope names; 其余两项 and 两项都 must agree with the card.

    The rest of nothing that is named here is the rest of something said elsewhere.
    """
    if scope is None:
        return ()
    if scope.lines:
        return scope.lines
    if scope.kind is Kind.REST and len(rest) == tasks > 1:
        return None
    lines = rest if scope.kind is Kind.REST else tuple(range(1, tasks + 1))
    return lines if lines and scope.value in (None, len(lines)) else None
