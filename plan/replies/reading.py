"""What a reply was understood to say."""

from dataclasses import dataclass
from datetime import date

from plan.model import Status


@dataclass(frozen=True, slots=True)
class Item:
    """What a reply says of one line of the card.

    `n` is the line's number; None on a card of one task, and for a receipt of the whole card.
    """

    n: int | None = None
    receipt: bool = False
    status: Status | None = None
    percent: int | None = None
    no_change: bool = False
    expected_on: date | None = None
    extend_to: date | None = None
    withdraw: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one reply.

    `sure` readings may be recorded without asking. Otherwise `items` is the best guess, perhaps
    empty, and `why` names the doubt.
    """

    sure: bool
    items: tuple[Item, ...]
    why: str
