"""What `duban check` looks at, and how each thing it finds is marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """Fine, worth a look, or in the way of working."""

    FINE = "✓"
    CARE = "!"
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the answer: its mark, the key of its sentence, what that names."""

    mark: Mark
    key: str
    values: Mapping[str, object]


def fine(key: str, **values: object) -> Finding:
    """As it should be."""
    return Finding(Mark.FINE, key, values)


def care(key: str, **values: object) -> Finding:
    """The bot works, but not as the office would wish."""
    return Finding(Mark.CARE, key, values)


def wrong(key: str, **values: object) -> Finding:
    """The bot cannot work like this."""
    return Finding(Mark.WRONG, key, values)
