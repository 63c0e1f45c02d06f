"""From the claims about one line of the card to one item, with the doubt they leave."""

from dataclasses import dataclass, replace
from datetime import date

from plan.model import Status
from plan.replies import corrections, counting, finishing, framing, others, percents, states
from plan.replies.clauses import CLAIMS, doubtful_clause, judge
from plan.replies.grammar import rewrite
from plan.replies.reading import Doubt, Item
from plan.replies.tokens import Kind, Token

ORDER = (
    *framing.FRAME,
    *others.OTHERS,
    *framing.REQUESTS,
    *corrections.CORRECTIONS,
    *percents.FOREIGN,
    *counting.COUNTS,
    *percents.OWN,
    *states.STATES,
    *finishing.DAYS,
    *finishing.DONE,
)
# What always makes the reply a question, and the reason given.
ALWAYS = {
    Kind.QUESTION: Doubt.QUESTION, Kind.ASKING: Doubt.QUESTION, Kind.ASK_LEAVE: Doubt.QUESTION,
    Kind.OPEN: Doubt.QUOTED, Kind.CLOSE: Doubt.QUOTED, Kind.DOUBT: Doubt.UNCLEAR, Kind.ORDER: Doubt.UNCLEAR,
    Kind.IF: Doubt.IF, Kind.DAY: Doubt.WHICH_DAY, Kind.SLASHED: Doubt.WHICH_DAY, Kind.RATIO: Doubt.WHICH_DAY, Kind.NUMBER: Doubt.NUMBER,
    Kind.MARK: Doubt.WHICH_TASK, Kind.EXCEPT: Doubt.WHICH_TASK, Kind.REST: Doubt.WHICH_TASK, Kind.ALL: Doubt.WHICH_TASK,
    Kind.OUTSIDE: Doubt.PART, Kind.SHOULD: Doubt.UNCLEAR,
}  # fmt: skip
# Words that make a claim of completion, of no change or a receipt doubtful anywhere in the reply.
SHADES = frozenset({
    Kind.SHADE, Kind.UNABLE, Kind.NEG, Kind.HEDGE, Kind.MAYBE, Kind.LACKING, Kind.RISE, Kind.BOUND, Kind.CANNOT, Kind.LACK, Kind.SLOW,
    Kind.TROUBLE, Kind.AWAIT, Kind.CHANGE, Kind.APPROX, Kind.LIKE, Kind.START,
})  # fmt: skip
BLOCKING = frozenset({Kind.STALL, Kind.WAIT, Kind.HARD})
UNFINISHED = frozenset({Kind.UNDONE, Kind.PARTLY, Kind.PIECE})
NOT_WITH_DONE = BLOCKING | {
    Kind.ONGOING, Kind.BLOCK, Kind.PLAN, Kind.EXTEND_TO, Kind.SAME, Kind.UNDONE, Kind.PARTLY, Kind.UNSTARTED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What one line's words come to, and what is in doubt."""

    item: Item
    why: Doubt = Doubt.NONE

    @property
    def says_nothing(self) -> bool:
        """Whether there is no claim at all, not even a receipt."""
        return self.item == Item()


def find(row: list[Token], *, due: date, numbered: bool = False) -> Finding:
    """Read the tokens about one line; `numbered` when a list number stood in front."""
    if numbered:
        row = rewrite(row, framing.TITLES)
    row = rewrite(row, ORDER)
    if numbered:
        row = rewrite(row, finishing.NUMBERED)
    return _weigh(judge(row), due)


def _weigh(row: list[Token], due: date) -> Finding:
    kinds = {token.kind for token in row}
    percents = {t.value for t in row if t.kind is Kind.PERCENT and t.value is not None}
    plans = {t.day for t in row if t.kind is Kind.PLAN and t.day}
    extensions = {t.day for t in row if t.kind is Kind.EXTEND_TO and t.day}
    item = Item(
        status=_status(kinds, percents),
        percent=min(percents - {0, 100}, default=None),
        no_change=Kind.SAME in kinds,
        expected_on=min(plans, default=None),
        extend_to=min(extensions, default=None),
        # With a new value beside it, taking back the former one is a correction.
        withdraw=Kind.WITHDRAW in kinds and not kinds & CLAIMS - {Kind.WITHDRAW, Kind.RECEIPT},
    )
    if item == Item() and Kind.RECEIPT in kinds:
        item = Item(receipt=True)
    crowded = max(len(percents), len(plans), len(extensions)) > 1
    why = Doubt.TWO_VALUES if crowded else _doubt(row, kinds, item, due)
    return Finding(_guess(row, kinds, item) if why else item, why)


def _guess(row: list[Token], kinds: set[Kind], item: Item) -> Item:
    """The best guess to ask about: what a hedged share or a hedged 完成 most likely means."""
    hedged = [t.value for t in row if t.kind is Kind.SOME_SHARE and t.value]
    if item.percent is None and len(hedged) == 1 and hedged[0] < 100:
        return replace(item, percent=hedged[0], status=item.status or Status.IN_PROGRESS)
    if item == Item() and kinds & {Kind.PARTLY, Kind.PIECE}:
        return Item(status=Status.IN_PROGRESS)
    return item


def _status(kinds: set[Kind], percents: set[int]) -> Status | None:
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
    return bool(kinds & BLOCKING or (Kind.LACK in kinds and kinds & {Kind.CANNOT, Kind.HELP}))


def _doubt(row: list[Token], kinds: set[Kind], item: Item, due: date) -> Doubt:
    """Why this cannot be recorded as it stands; NONE if it can."""
    for kind, why in ALWAYS.items():
        if kind in kinds:
            return why
    return (
        _conflict(kinds, item)
        or _request(kinds, item, due)
        or _open(kinds, item)
        or (Doubt.SHADE if _is_qualified(row) else Doubt.NONE)
        or doubtful_clause(row)
    )


def _conflict(kinds: set[Kind], item: Item) -> Doubt:
    """Claims that cannot stand together, or lack what they need."""
    if Kind.DONE in kinds and (item.percent or kinds & NOT_WITH_DONE):
        return Doubt.CONFLICT
    if item.status is Status.BLOCKED and Kind.SOLVED in kinds:
        return Doubt.CONFLICT
    if Kind.UNSTARTED in kinds and (
        kinds & {Kind.SAME, Kind.PERCENT, Kind.ONGOING} or item.status is Status.BLOCKED
    ):
        return Doubt.CONFLICT
    if Kind.PERCENT in kinds and item.percent is None and item.status is not Status.DONE:
        return Doubt.FULL_SHARE
    if kinds & {Kind.VAGUE_SHARE, Kind.SOME_SHARE} and (not item.percent or Kind.WRONG in kinds):
        return Doubt.RANGE
    if kinds & {Kind.LACK, Kind.HELP, Kind.CANNOT} and not (
        item.extend_to or item.status in (Status.BLOCKED, Status.NOT_STARTED)
    ):
        return Doubt.LACK
    return Doubt.NONE


def _request(kinds: set[Kind], item: Item, due: date) -> Doubt:
    """A request for more time without a good day, or a withdrawal of who knows what."""
    if Kind.WITHDRAW in kinds and kinds & {Kind.EXTEND, Kind.EXTEND_TO}:
        return Doubt.WITHDRAWAL
    if Kind.EXTEND in kinds:
        return Doubt.NO_DAY
    if item.extend_to and item.extend_to <= due:
        return Doubt.EARLY_EXTENSION
    return Doubt.NONE


def _open(kinds: set[Kind], item: Item) -> Doubt:
    """A hedge or a negation beside a claim that does not settle what it leaves open."""
    if item == Item():
        if Kind.UNABLE in kinds:
            return Doubt.UNABLE
        if kinds & UNFINISHED:
            return Doubt.PART if kinds & {Kind.PARTLY, Kind.PIECE} else Doubt.UNDONE
        return Doubt.SHADE if kinds & SHADES else Doubt.NOTHING_SAID
    if Kind.KEEP in kinds and item.percent and not item.no_change:
        return Doubt.SHADE  # 维持60%: the value again, or no change
    under_way = item.status in (Status.IN_PROGRESS, Status.BLOCKED)
    settled = under_way or item.expected_on or item.extend_to or item.status is Status.NOT_STARTED
    if Kind.PARTLY in kinds and not under_way:
        return Doubt.PART
    if Kind.PIECE in kinds and not (under_way or item.status is Status.DONE):
        return Doubt.PART
    if Kind.UNDONE in kinds and not (settled or item.no_change):
        return Doubt.UNDONE
    return Doubt.SHADE if kinds & SHADES and not settled else Doubt.NONE


def _is_qualified(row: list[Token]) -> bool:
    """已完成，但...: whatever follows takes something back."""
    kinds = [token.kind for token in row]
    but = next((n for n, kind in enumerate(kinds) if kind is Kind.BUT), len(kinds))
    return Kind.BUT in kinds and bool({Kind.DONE, Kind.RECEIPT, Kind.SAME} & set(kinds[:but]))
