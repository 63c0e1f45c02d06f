"""A table of a plan file, read key by key; what is wrong is noted and the reading goes on."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from reprlib import repr as shorten
from typing import TypeVar

from plan.problems import Problem, entry, nearest

YEARS = range(1900, 2200)
INVISIBLE = frozenset({"Cc", "Cf", "Cs"})

Choice = TypeVar("Choice", bound=StrEnum)


def show(found: object) -> str:
    """A value as somebody would look for it in the file, not too long."""
    return str(found) if isinstance(found, date) else shorten(found)


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and values found at `place`; whoever reads them adds to `problems`.

    A value that is wrong or missing reads as nothing: "", None or ().
    """

    data: Mapping[str, object]
    place: str
    problems: list[Problem]

    def note(self, problem: str, name: str = "", /, **values: str) -> None:
        """Note that the value of the key `name`, or the whole table, has a problem."""
        self.problems.append(Problem(problem, f"{self.place} {name}".strip(), values))

    def require(self, *names: str) -> None:
        """Note which of the keys are missing."""
        for name in names:
            if self.data.get(name) is None:
                self.note("plan.missing", name)

    def allow_fields_of(self, kind: type) -> None:
        """Note keys that are no field of the dataclass this table becomes."""
        known = [field.name for field in fields(kind)]
        for name in self.data:
            if name in known:
                continue
            if near := nearest(name, known):
                self.note("plan.unknown_key_near", name, near=near)
            else:
                self.note("plan.unknown_key", name, known=", ".join(known))

    def text(self, name: str, limit: int) -> str:
        """Words on one line, at most `limit` characters."""
        found = self.data.get(name)
        if found is None:
            return ""
        if not isinstance(found, str):
            self.note("plan.not_text", name, found=show(found))
            return ""
        return self._line(name, found, limit)

    def names(self, name: str, limit: int) -> tuple[str, ...]:
        """A list of names."""
        found = self.data.get(name, [])
        if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
            self.note("plan.not_names", name, found=show(found))
            return ()
        return tuple(line for one in found if (line := self._line(name, one, limit)))

    def _line(self, name: str, found: str, limit: int) -> str:
        line = " ".join(found.split())
        hidden = [char for char in line if unicodedata.category(char) in INVISIBLE]
        if not line:
            self.note("plan.empty", name)
        elif hidden:
            self.note("plan.invisible", name, code=f"U+{ord(hidden[0]):04X}")
        elif len(line) > limit:
            self.note("plan.too_long", name, length=str(len(line)), limit=str(limit))
        return line

    def day(self, name: str) -> date | None:
        """A date without an hour, in a year somebody could mean."""
        found = self.data.get(name)
        if found is None:
            return None
        if not isinstance(found, date) or isinstance(found, datetime):
            self.note("plan.not_date", name, found=show(found))
            return None
        if found.year not in YEARS:
            self.note("plan.bad_year", name, found=found.isoformat())
            return None
        return found

    def number(self, name: str, among: range, problem: str) -> int | None:
        """A whole number `among` those that make sense; `problem` is noted otherwise."""
        found = self.data.get(name)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or found not in among:
            self.note(problem, name, found=show(found))
            return None
        return found

    def choice(self, name: str, kind: type[Choice]) -> Choice | None:
        """One of the words of `kind`."""
        found = self.data.get(name)
        chosen = next((one for one in kind if one == found), None)
        if found is not None and chosen is None:
            self.note("plan.not_one_of", name, found=show(found), known=", ".join(kind))
        return chosen

    def tables(self, name: str, title: str) -> Iterator["Table"]:
        """The entries of a list of tables; each is called by the value of its key `title`."""
        found = self.data.get(name, [])
        if not isinstance(found, list | tuple) or not all(
            isinstance(one, Mapping) for one in found
        ):
            self.note("plan.not_tables", name, found=show(found))
            return
        for at, one in enumerate(found, 1):
            called = one.get(title)
            label = entry(name, at, called if isinstance(called, str) else "")
            yield Table(one, f"{self.place} {label}".strip(), self.problems)
