"""What may stand beside a claim in its clause without leaving it in doubt."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from plan.replies.reading import Doubt
from plan.replies.tokens import Kind, Token

CLAIMS = frozenset({
    Kind.PERCENT, Kind.DONE, Kind.UNDONE, Kind.PARTLY, Kind.PIECE, Kind.UNSTARTED, Kind.ONGOING, Kind.BLOCK, Kind.STALL,
    Kind.WAIT, Kind.HARD, Kind.SAME, Kind.PLAN, Kind.EXTEND_TO, Kind.WITHDRAW, Kind.RECEIPT,
})  # fmt: skip
PLAIN = CLAIMS | {
    Kind.STOP, Kind.COMMA, Kind.COLON, Kind.NAME, Kind.ALREADY, Kind.WHOLE, Kind.TASK, Kind.PROGRESS, Kind.DE, Kind.TOTAL,
    Kind.ACTOR, Kind.TODAY, Kind.AND, Kind.BUT, Kind.CAUSE, Kind.UNIT, Kind.WRONG, Kind.TO, Kind.KEEP, Kind.REQUEST, Kind.PROMISE, Kind.AS_OF,
}  # fmt: skip
WORDS = frozenset({Kind.WORD, Kind.COUNT, Kind.PLACE})
PIECES = frozenset({Kind.PART, Kind.STEP})
# A claim in the middle of unknown words: which of them are harmless depends on the claim.
BESIDE = {
    Kind.DONE: PLAIN - {Kind.PROMISE} | WORDS | {Kind.PAST_DAY, Kind.ARRIVE},
    Kind.PERCENT: PLAIN - {Kind.HARD}
    | {
        Kind.ACT,
        Kind.PERIOD,
        Kind.SLOW,
        Kind.VAGUE_SHARE,
        Kind.LACKING,
        Kind.NEED,
        Kind.APPROX,
        Kind.FULFIL,
    },
    Kind.PLAN: PLAIN | {Kind.LACKING, Kind.FULFIL, Kind.FUTURE, Kind.BEFORE, Kind.ACT, Kind.NEED},
    Kind.WITHDRAW: PLAIN - {Kind.ACTOR, Kind.PROMISE}
    | {Kind.FROM, Kind.LAST, Kind.REPORT, Kind.NEED, Kind.EFFORT, Kind.TONE, Kind.PAST_DAY},
}
# The other claims are spoiled only by these.
SPOILERS = frozenset({
    Kind.FORMER, Kind.LAST, Kind.AFTER, Kind.APPROX, Kind.MAYBE, Kind.TONE, Kind.SOLVED, Kind.RISE, Kind.SHADE, Kind.UNABLE,
})  # fmt: skip
RESTRICTED = frozenset({Kind.SAME, Kind.UNSTARTED})
# Behind one of these, unknown words no longer name what the figure is of.
SUBJECTS = frozenset(
    {Kind.PROGRESS, Kind.TASK, Kind.NAME, Kind.COLON, Kind.ONGOING, Kind.START, Kind.DONE}
)
# 青石镇王芳收到
UNIT = re.compile("[镇乡村]|街道|社区|[处局委]")
BEFORE_RECEIPT = PLAIN | {Kind.REPORT, Kind.ARRANGE}
RECEIVED = frozenset(
    {
        "收到",
        "收到了",
        "已收到",
        "看到了",
        "已看到",
        "看见了",
        "received",
        "have received",
        "got it",
    }
)
KNOWN = frozenset({"明白", "知道", "清楚", "了解"})
CONTENT = PIECES | {Kind.METRIC, Kind.WRONG, Kind.DE, Kind.AFTER}
SHORT = frozenset("好行收阅悉嗯")


def clauses(row: list[Token]) -> Iterator[list[Token]]:
    """The tokens between commas and full stops."""
    clause: list[Token] = []
    for token in row:
        if token.kind is Kind.CAUSE:  # what follows is a reason
            yield clause
            clause = []
        clause.append(token)
        if token.kind in (Kind.STOP, Kind.COMMA):
            yield clause
            clause = []
    yield clause


def judge(row: list[Token]) -> list[Token]:
    """The row with what only looks like a 完成 of the whole, or like a receipt, named otherwise."""
    out: list[Token] = []
    for clause in clauses(row):
        other: dict[Kind, Kind] = {}
        if _is_piece({token.kind for token in clause}):
            other[Kind.DONE] = Kind.PIECE
        if _is_chance(clause):
            other[Kind.RECEIPT] = Kind.WORD
        out += [
            replace(token, kind=other[token.kind]) if token.kind in other else token
            for token in clause
        ]
    return out


def _is_piece(kinds: set[Kind]) -> bool:
    """A 完成 whose subject nobody knows speaks of a piece, unless its clause says 全部."""
    whole = kinds & {Kind.WHOLE, Kind.TASK} if Kind.COUNT not in kinds else kinds & {Kind.WHOLE}
    return bool(kinds & PIECES or (kinds & WORDS and not whole))


def doubtful_clause(row: list[Token]) -> Doubt:
    """Whether some claim stands beside words that may turn it."""
    return next((why for clause in clauses(row) if (why := _doubt(clause))), Doubt.NONE)


def _doubt(clause: list[Token]) -> Doubt:
    kinds = {token.kind for token in clause}
    for kind, beside in BESIDE.items():
        if kind in kinds and _about(kind, clause) - beside:
            return Doubt.UNCLEAR
    if _is_literal(clause):
        return Doubt.UNCLEAR
    others = kinds & (CLAIMS - BESIDE.keys() - {Kind.RECEIPT})
    if (others and kinds & SPOILERS) or (others - {Kind.ONGOING} and Kind.HEDGE in kinds):
        return Doubt.UNCLEAR
    if Kind.PIECE in kinds and Kind.COUNT in kinds:
        return Doubt.PART
    if kinds & RESTRICTED and kinds & (PIECES | WORDS) and Kind.CAUSE not in kinds:
        return Doubt.PART
    return Doubt.NONE


def _is_literal(clause: list[Token]) -> bool:
    """The road is blocked says nothing of the work, 上周正在推进 nothing of now."""
    kinds = {token.kind for token in clause}
    heard = [token for token in clause if token.kind is not Kind.ALREADY]
    blocked = any(
        one.kind is Kind.WORD and one.text.isascii() and two.kind is Kind.BLOCK
        for one, two in pairwise(heard)
    )
    return blocked or kinds >= {Kind.ONGOING, Kind.PAST_DAY}


def _about(claim: Kind, clause: list[Token]) -> set[Kind]:
    """The kinds in the clause, for a share without the words in front that are not its subject."""
    if claim is not Kind.PERCENT:
        return {token.kind for token in clause}
    at = next(n for n, token in enumerate(clause) if token.kind is Kind.PERCENT)
    # Of 14 things 12 are done: the share has its own subject.
    start = (
        at
        if clause[at].lines
        else max((n for n in range(at) if clause[n].kind in SUBJECTS), default=0)
    )
    before = {token.kind for token in clause[:start]} & (PIECES | {Kind.METRIC})
    return before | {token.kind for token in clause[start:] if not _is_unit(token)}


def _is_chance(clause: list[Token]) -> bool:
    """A receipt begins its clause and is of the message: not 收到资金, and 好 only by itself."""
    at = next((n for n, token in enumerate(clause) if token.kind is Kind.RECEIPT), None)
    if at is None:
        return False
    receipt, front, behind = clause[at].text, clause[:at], clause[at + 1 : at + 2]
    others = clause if receipt in SHORT else front
    of_something = receipt in RECEIVED and any(_is_content(token) for token in behind)
    kinds = {token.kind for token in behind}
    if Kind.TONE in kinds or (receipt in KNOWN and kinds & {Kind.WORD, Kind.DE}):
        return True
    return of_something or any(t.kind not in BEFORE_RECEIPT and not _is_unit(t) for t in others)


def _is_content(token: Token) -> bool:
    word = token.kind is Kind.WORD and len(token.text) > 1 and not _is_unit(token)
    return word or token.kind in CONTENT


def _is_unit(token: Token) -> bool:
    return token.kind is Kind.WORD and UNIT.search(token.text) is not None
