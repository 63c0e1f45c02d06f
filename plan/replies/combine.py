"""From the claims of one line of the card to one item, with the doubt they leave."""

from dataclasses import dataclass
from datetime import date

from plan.model import Status
from plan.replies import claims, counting
from plan.replies.grammar import rewrite
from plan.replies.reading import Item
from plan.replies.tokens import Kind, Token

# Kinds that mean nothing by themselves once the rules have run.
NEUTRAL = frozenset({
    Kind.STOP, Kind.COMMA, Kind.COLON, Kind.WORD, Kind.NAME, Kind.ALREADY, Kind.WHOLE, Kind.PART, Kind.TASK, Kind.METRIC,
    Kind.PROGRESS, Kind.OF, Kind.DE, Kind.COUNT, Kind.LENGTH, Kind.TO, Kind.REPORT, Kind.FORMER, Kind.LAST, Kind.SOLVED,
    Kind.ARRIVE, Kind.VERSUS, Kind.KEEP, Kind.TOTAL, Kind.PROMISE, Kind.REQUEST, Kind.AS_OF, Kind.TODAY, Kind.PAST_DAY,
    Kind.WRONG, Kind.NEED, Kind.NEXT, Kind.FROM, Kind.BEFORE, Kind.FUTURE, Kind.APPROVAL, Kind.ASIDE, Kind.AFTER, Kind.ACT, Kind.FULFIL,
})  # fmt: skip
# Words that make a claim of completion doubtful, but not a percentage.
SHADES = frozenset({
    Kind.SHADE, Kind.NEG, Kind.HEDGE, Kind.MAYBE, Kind.LACKING, Kind.RISE, Kind.BOUND, Kind.CANNOT, Kind.LACK, Kind.IF,
    Kind.VAGUE_SHARE, Kind.SLOW, Kind.TROUBLE, Kind.AWAIT, Kind.CHANGE, Kind.APPROX, Kind.LIKE, Kind.START, Kind.VAGUE_DAY,
})  # fmt: skip


CLAIMS = frozenset({
    Kind.PERCENT, Kind.DONE, Kind.UNDONE, Kind.PARTLY, Kind.UNSTARTED, Kind.ONGOING, Kind.BLOCK, Kind.STALL, Kind.WAIT, Kind.HARD,
    Kind.SAME, Kind.PLAN, Kind.EXTEND, Kind.EXTEND_TO, Kind.WITHDRAW, Kind.RECEIPT,
})  # fmt: skip
NOT_WITH_DONE = frozenset({
    Kind.ONGOING, Kind.BLOCK, Kind.STALL, Kind.WAIT, Kind.HARD, Kind.PLAN, Kind.EXTEND_TO, Kind.SAME, Kind.UNDONE, Kind.PARTLY,
})  # fmt: skip
# What always makes the reply a question, and the reason given.
DOUBTS = {
    Kind.QUESTION: "question", Kind.ASK_LEAVE: "question", Kind.OPEN: "quoted", Kind.CLOSE: "quoted",
    Kind.DOUBT: "unclear", Kind.DAY: "which_day", Kind.SLASHED: "which_day", Kind.NUMBER: "number", Kind.MARK: "which_task",
    Kind.EXCEPT: "which_task", Kind.REST: "which_task", Kind.ALL: "which_task",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What one line's words come to; `why` is empty when nothing is in doubt."""

    item: Item
    why: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether there is no claim at all, not even a receipt."""
        return self.item == Item()


def find(row: list[Token], *, due: date, numbered: bool = False) -> Finding:
    """Read the tokens about one line; `numbered` when a list number stood in front."""
    for rules in (
        claims.FRAME,
        claims.REQUESTS,
        counting.RULES,
        claims.STATES,
        claims.DAYS,
        claims.DONE,
    ):
        row = rewrite(row, rules)
    row = _judge_done(row)
    if numbered:
        row = rewrite(row, claims.NUMBERED)
    return _weigh(row, due)


def _judge_done(row: list[Token]) -> list[Token]:
    """A clause whose 完成 has a subject nobody knows speaks of a part, unless it says 全部."""
    out: list[Token] = []
    clause: list[Token] = []
    for token in [*row, Token(Kind.STOP)]:
        clause.append(token)
        if token.kind in (Kind.STOP, Kind.COMMA):
            out += _judge_clause(clause)
            clause = []
    return out[:-1]


def _judge_clause(clause: list[Token]) -> list[Token]:
    kinds = {token.kind for token in clause}
    doubtful = Kind.PART in kinds or (kinds & {Kind.WORD, Kind.COUNT} and Kind.WHOLE not in kinds)
    if Kind.DONE not in kinds or not doubtful:
        return clause
    return [Token(Kind.PARTLY, t.text) if t.kind is Kind.DONE else t for t in clause]


def _weigh(row: list[Token], due: date) -> Finding:
    kinds = {token.kind for token in row}
    percents = {t.value for t in row if t.kind is Kind.PERCENT and t.value is not None}
    plans = {t.day for t in row if t.kind is Kind.PLAN and t.day}
    extensions = {t.day for t in row if t.kind is Kind.EXTEND_TO and t.day}
    item = Item(
        status=_status(kinds, percents, row),
        percent=min(percents - {0, 100}, default=None),
        no_change=Kind.SAME in kinds,
        expected_on=min(plans, default=None),
        extend_to=min(extensions, default=None),
        withdraw=Kind.WITHDRAW in kinds and not (kinds & {Kind.WRONG} and kinds & CLAIMS),
    )
    if item == Item() and Kind.RECEIPT in kinds:
        item = Item(receipt=True)
    crowded = max(len(percents), len(plans), len(extensions)) > 1
    return Finding(item, "two_values" if crowded else _doubt(row, kinds, item, due))


def _status(kinds: set[Kind], percents: set[int], row: list[Token]) -> Status | None:
    if Kind.BLOCK in kinds or (Kind.EXTEND_TO not in kinds and _is_blocked(kinds)):
        return Status.BLOCKED
    if Kind.DONE in kinds:
        return Status.DONE
    if Kind.UNSTARTED in kinds:
        return Status.NOT_STARTED
    if percents - {0, 100} or Kind.ONGOING in kinds:
        return Status.IN_PROGRESS
    return None


def _is_blocked(kinds: set[Kind]) -> bool:
    """Stopped, waiting for approval, in difficulty, or a lack that makes the work impossible."""
    lacking = Kind.LACK in kinds and kinds & {Kind.CANNOT, Kind.HELP}
    return bool(lacking or kinds & {Kind.STALL, Kind.WAIT, Kind.HARD})


def _doubt(row: list[Token], kinds: set[Kind], item: Item, due: date) -> str:
    """Why this cannot be recorded as it stands; empty if it can."""
    for kind, why in DOUBTS.items():
        if kind in kinds:
            return why
    if kinds - NEUTRAL - SHADES - CLAIMS - {Kind.HELP}:
        return "unclear"
    return _conflict(kinds, item, due) or _shade(kinds, item)


def _conflict(kinds: set[Kind], item: Item, due: date) -> str:
    """Claims that cannot stand together, or lack what they need."""
    if Kind.EXTEND in kinds and item.extend_to is None:
        return "no_day"
    if item.extend_to and item.extend_to <= due:
        return "early_extension"
    if item.withdraw and (
        kinds & CLAIMS - {Kind.WITHDRAW, Kind.RECEIPT}
        or kinds & {Kind.EXTEND, Kind.FUTURE, Kind.WORD}
    ):
        return "withdrawal"
    states = kinds & {Kind.DONE, Kind.UNSTARTED, Kind.SAME, Kind.PERCENT}
    if Kind.DONE in kinds and (item.percent or kinds & NOT_WITH_DONE):
        return "conflict"
    if Kind.UNSTARTED in kinds and (
        states - {Kind.UNSTARTED} or kinds & {Kind.ONGOING} or item.status is Status.BLOCKED
    ):
        return "conflict"
    if Kind.PERCENT in kinds and item.percent is None and item.status is not Status.DONE:
        return "full_share"
    if (
        Kind.LACK in kinds
        and item.status is not Status.BLOCKED
        and not item.extend_to
        and Kind.UNSTARTED not in kinds
    ):
        return "lack"
    if Kind.HELP in kinds and item.status is not Status.BLOCKED and not item.extend_to:
        return "lack"
    return ""


def _shade(kinds: set[Kind], item: Item) -> str:
    """A hedge or a negation beside a claim that does not settle what it leaves open."""
    if item == Item():
        return "nothing_said"
    under_way = item.status in (Status.IN_PROGRESS, Status.BLOCKED)
    if Kind.PARTLY in kinds and not under_way:
        return "part"
    planned = bool(item.expected_on or item.extend_to)
    if Kind.UNDONE in kinds and not (under_way or planned or item.status is Status.NOT_STARTED):
        return "part"
    settled = under_way or planned or item.status is Status.NOT_STARTED
    return "shade" if kinds & SHADES and not settled else ""
