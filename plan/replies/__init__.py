"""The grammar that reads a liaison's own words: sure, or a question; never a guess recorded."""

from datetime import date

from plan.model import BlockReason
from plan.replies.reading import Item, Reading

__all__ = ["Item", "Reading", "blocked_reason", "read_reply"]


def read_reply(text: str, *, today: date, due: date, tasks: int = 1) -> Reading:
    """Read `text` as the answer to a card of `tasks` lines due on `due`."""
    return Reading(False, (), "unclear")


def blocked_reason(text: str) -> BlockReason | None:
    """What holds the unit up, if it says so."""
    return None
