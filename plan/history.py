"""One assignment's past as the office reads it, and figures with the way to open them."""

from dataclasses import dataclass
from datetime import date, datetime

from plan.model import BlockReason, Status
from plan.summary import Tally


@dataclass(frozen=True, slots=True)
class Past:
    """One report: who said what when; `link` leads to the message, "" where there is none."""

    at: datetime
    name: str
    receipt: bool = False
    status: Status | None = None
    percent: int | None = None
    reason: BlockReason | None = None
    extend_to: date | None = None
    note: str = ""
    link: str = ""
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one phase or unit, with its id in the database."""

    id: int
    name: str
    tally: Tally
