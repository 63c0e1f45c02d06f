"""From a reply's text to its reading."""

from dataclasses import replace
from datetime import date

from plan.replies.combine import Finding, find
from plan.replies.fold import fold
from plan.replies.lexer import tokenise
from plan.replies.lines import Part, split
from plan.replies.reading import Item, Reading
from plan.replies.visible import LONGEST, show


def read_reply(text: str, *, today: date, due: date, tasks: int = 1) -> Reading:
    """Read `text` as the answer to a card of `tasks` lines due on `due`.

    Never raises. What could mean more than one thing is not sure, and `why` names the doubt:
    "hidden", "too_long", "which_task", "question", "quoted", "unclear" and the like.
    """
    if len(text) > LONGEST:
        return Reading(False, (), "too_long")
    shown = show(text)
    if shown is None:
        return Reading(False, (), "hidden")
    if tasks == 1 and shown.strip() == "1":
        return Reading(True, (Item(receipt=True),), "")
    parts = split(tokenise(fold(shown), today, tasks), tasks)
    if parts is None:
        return Reading(False, (), "which_task")
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
    items: list[Item] = []
    whys = [_front_doubt(front[1])]
    for lines, finding in rest:
        items += [replace(finding.item, n=n) for n in lines]
        whys.append("which_task" if finding.item.receipt or not lines else finding.why)
    return _reading(
        sorted(items, key=lambda item: item.n or 0), next((why for why in whys if why), "")
    )


def _front_doubt(front: Finding) -> str:
    """What stands before the first number may greet or acknowledge, not report."""
    if front.item.receipt or front.says_nothing:
        return "" if front.why in ("", "nothing_said") else front.why
    return "which_task"


def _read_whole_card(front: Finding) -> Reading:
    if front.item.receipt or front.says_nothing:
        return _reading([front.item], front.why)
    return _reading([front.item], "which_task")


def _reading(items: list[Item], why: str) -> Reading:
    said = tuple(item for item in items if item != Item(n=item.n))
    return Reading(not why and bool(said), said, why or ("" if said else "nothing_said"))
