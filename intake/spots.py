"""What stands where in a workbook, and what is found wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from intake.columns import Column
from plan.problems import Problem

INVISIBLE = re.compile(
    "_x000D_|[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A value and the address it was written at."""

    address: str
    value: object

    @property
    def text(self) -> str:
        """The value as somebody sees it."""
        return words(self.value)


Spots = Mapping[Column, tuple[Spot, ...]]


@dataclass(frozen=True, slots=True)
class Findings:
    """What keeps a table from being imported, and what the office should know if it is."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def words(value: object) -> str:
    """A value as somebody sees it in its cell, without the characters nobody sees."""
    match value:
        case None:
            return ""
        case float():
            return f"{value:.10g}"
        case datetime():
            return value.date().isoformat()
        case _:
            return INVISIBLE.sub("", str(value)).strip()


def line_of(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
