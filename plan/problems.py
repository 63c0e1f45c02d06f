"""What is wrong with a plan, as text keys with places and values; the catalogues hold the words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

SUGGEST_AMONG = 1000
SUGGESTIONS = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: the key of its sentence, where it stands, what the sentence names."""

    key: str
    place: str
    values: Mapping[str, str] = field(default_factory=dict)


class PlanErrors(Exception):
    """A plan cannot be used; `problems` holds everything that was found, not only the first."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.place}: {problem.key}" for problem in problems))
        self.problems = problems


def entry(list_name: str, at: int, name: str) -> str:
    """The place of the entry `at` (the first is 1) of a list, with its name: tasks[3] "2.3"."""
    return f'{list_name}[{at}] "{name}"' if name else f"{list_name}[{at}]"


def nearest(name: str, known: Collection[str]) -> str:
    """What `name` was probably meant to be, or "" ; comparing with thousands would take minutes."""
    close = get_close_matches(name, known, 1) if len(known) <= SUGGEST_AMONG else []
    return close[0] if close else ""


@dataclass(slots=True)
class Guesses:
    """What misspelt names were probably meant to be, for as many of them as somebody reads."""

    known: Collection[str]
    left: int = SUGGESTIONS

    def nearest(self, name: str) -> str:
        """The known name that `name` is most like, or ""."""
        if not self.left:
            return ""
        self.left -= 1
        return nearest(name, self.known)
