"""What a reply was understood to say."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plan.model import Status


class Doubt(StrEnum):
    """Why a reply cannot be recorded as it stands."""

    NONE = ""
    HIDDEN = "hidden"  # it may look other than it reads
    CODE = "code"  # a command or a piece of a program
    TOO_LONG = "too_long"
    NOTHING_SAID = "nothing_said"
    QUESTION = "question"
    QUOTED = "quoted"
    UNCLEAR = "unclear"
    WHICH_TASK = "which_task"
    WHICH_DAY = "which_day"
    NUMBER = "number"  # a number without a sign
    TWO_VALUES = "two_values"
    RANGE = "range"  # a share without a value: more than, up by, still missing
    FULL_SHARE = "full_share"  # 100 % without a word of completion
    PART = "part"  # a piece is done, or nearly all
    UNDONE = "undone"  # not done, and how far it is stays unsaid
    UNABLE = "unable"  # cannot be done; whether it is held up, or late, is not said
    SHADE = "shade"  # a hedge or a negation leaves something open
    IF = "if"
    CONFLICT = "conflict"
    LACK = "lack"  # something is missing; whether work goes on is not said
    NO_DAY = "no_day"  # more time is asked for, but not until when
    EARLY_EXTENSION = "early_extension"
    WITHDRAWAL = "withdrawal"  # taken back, but not clear what


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
    why: Doubt = Doubt.NONE
