"""Where in a plan file a problem stands: its line, found by the headers of its tables."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plan.problems import Problem

HEADER = re.compile(r"\s*\[{1,2}\s*([\w.]+)\s*\]")
NAMED = re.compile(r' ".*?"(?= |\Z)')
STEP = re.compile(r"(\w+)\[(\d+)\]")


def locate(problems: Sequence[Problem], path: Path, text: str) -> Iterator[Problem]:
    """The problems with file and line before their places, as editors write them.

    The line is that of the key, or the header of the entry it is missing from. Lists that are
    not written with headers give the line they begin on.
    """
    file = File.of(text)
    for problem in problems:
        line = file.line_of(problem.place)
        yield replace(problem, place=f"{path}:{line} {problem.place}".rstrip())


@dataclass(frozen=True, slots=True)
class File:
    """The lines of a plan file, and at which of them (from 0) each table begins."""

    lines: Sequence[str]
    headers: Sequence[int]
    tables: dict[str, list[int]]

    @classmethod
    def of(cls, text: str) -> "File":
        """A file by its text, which is known to be TOML."""
        lines, tables = text.splitlines(), dict[str, list[int]]()
        found = [(at, match) for at, line in enumerate(lines) if (match := HEADER.match(line))]
        for at, match in found:
            tables.setdefault(match[1], []).append(at)
        return cls(lines, [at for at, _ in found], tables)

    def line_of(self, place: str) -> int:
        """The line, from 1, of a place like: units[2] "鹿渚镇" people[1] role."""
        plain, start, table = NAMED.sub("", place), 0, ""
        for name, number in STEP.findall(plain):
            table = f"{table}.{name}".removeprefix(".")
            rows = self.tables.get(table, [])
            at = bisect_left(rows, start) + int(number) - 1
            if at >= len(rows):
                return self._key(name, start) or start + 1
            start = rows[at]
        words = STEP.sub("", plain).split()
        return (self._key(words[-1], start) if words else None) or start + 1

    def _key(self, key: str, start: int) -> int | None:
        """The line of `key = ...` in the table that begins at `start`."""
        after = bisect_left(self.headers, start + 1)
        stop = self.headers[after] if after < len(self.headers) else len(self.lines)
        pattern = re.compile(rf"\s*{re.escape(key)}\s*=")
        return next((n + 1 for n in range(start, stop) if pattern.match(self.lines[n])), None)
