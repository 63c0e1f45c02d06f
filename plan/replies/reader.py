"""From a reply's text to its reading."""

from dataclasses import replace
from datetime import date

from plan.replies.combine import Finding, find
from plan.replies.fold import fold
from plan.replies.frame import frame
from plan.replies.lexer import tokenise
from plan.replies.lines import Part, split
from plan.replies.reading import Doubt, Item, Reading
from plan.replies.visible import LONGEST, is_code, show


def read_reply(text: str, *, today: date, due: date, tasks: int = 1) -> Reading:
    """Read `text` as the answer to a card of `tasks` lines due on `due`.

    Never raises. What could mean more than one thing is not sure, and `why` names the doubt.
    """
    if len(text) > LONGEST:
        return Reading(False, (), Doubt.TOO_LONG)
    shown = show(text)
    if shown is None:
        return Reading(False, (), Doubt.HIDDEN)
    if is_code(shown):
        return Reading(False, (), Doubt.CODE)
    if tasks == 1 and shown.strip() == "1":
        return Reading(True, (Item(receipt=True),))
    parts = split(frame(tokenise(fold(shown), today, tasks), tasks, today), tasks)
    if parts is None:
        return Reading(False, (), Doubt.WHICH_TASK)
    if tasks == 1:
        return _read_one(parts, due)
    return _read_lines(parts, due)


def _read_one(parts: tuple[Part, ...], due: date) -> Reading:
    """A card of one line: a list number 1 changes nothing, a second number is not on it."""
    finding = find([token for part in parts for token in part.row], due=due)
    return _reading([finding.item], finding.why)


def _read_lines(parts: tuple[Part, ...], due: date) -> Reading:
    front, *rest = [
        (part.lines, find(list(part.row), due=due, numbered=bool(part.lines))) for part in parts
    ]
    if not rest:
        return _read_whole_card(front[1])
    if _is_receipt([front[1], *(finding for _, finding in rest)]):
        return Reading(True, (Item(receipt=True),))
    items: list[Item] = []
    whys = [_front_doubt(front[1])]
    for lines, finding in rest:
        items += [replace(finding.item, n=n) for n in lines]
        whys.append(Doubt.WHICH_TASK if finding.item.receipt or not lines else finding.why)
    items.sort(key=lambda item: item.n or 0)
    return _reading(items, next((why for why in whys if why), Doubt.NONE))


def _is_receipt(findings: list[Finding]) -> bool:
    """收到，三项都会抓紧: nothing but receipts and promises."""
    quiet = all(f.item.receipt or f.why is Doubt.NOTHING_SAID for f in findings)
    return quiet and any(f.item.receipt and not f.why for f in findings)


def _front_doubt(front: Finding) -> Doubt:
    """What stands before the first number may greet or acknowledge, not report."""
    if front.item.receipt or front.says_nothing:
        return Doubt.NONE if front.why is Doubt.NOTHING_SAID else front.why
    return Doubt.WHICH_TASK


def _read_whole_card(front: Finding) -> Reading:
    if front.item.receipt or front.says_nothing:
        return _reading([front.item], front.why)
    # Statements that do not fit one line may be of several: there is no single line to ask for.
    several = front.why in (Doubt.CONFLICT, Doubt.TWO_VALUES)
    return _reading([] if several else [front.item], Doubt.WHICH_TASK)


def _reading(items: list[Item], why: Doubt) -> Reading:
    said = tuple(item for item in items if item != Item(n=item.n))
    return Reading(
        not why and bool(said), said, why or (Doubt.NONE if said else Doubt.NOTHING_SAID)
    )
