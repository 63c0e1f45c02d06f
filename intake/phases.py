"""The phases of a table: those of the plan it is imported into, or those it speaks of itself."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from intake.columns import Column
from intake.deadlines import Dates
from intake.lines import Line
from intake.spots import line_of
from intake.units import fold
from plan.model import Phase
from plan.replies.numerals import NUMERAL, parse_numeral

ORDINAL = re.compile(rf"第?({NUMERAL})(?:个?阶段)?")
PARTS = re.compile(r"[:、.()]")


def make_phases(
    lines: Sequence[Line], dues: Sequence[date | None], title: str
) -> tuple[Phase, ...]:
    """A phase for each name that lines give theirs, with its last due date; else one: `title`."""
    names: dict[str, str] = {}
    ends: dict[str, date] = {}
    for line, due in zip(lines, dues, strict=True):
        name = line_of(line.text(Column.PHASE)) or title
        names.setdefault(fold(name), name)
        if due:
            ends[fold(name)] = max(due, ends.get(fold(name), due))
    dated = [(name, ends[key]) for key, name in names.items() if key in ends]
    return tuple(
        Phase(id=f"{at}", name=name, start=None, end=end) for at, (name, end) in enumerate(dated, 1)
    )


def find_phase(
    line: Line, number: str, dates: Dates, phases: Sequence[Phase], before: Mapping[str, str]
) -> Phase | None:
    """The phase of a line: the one it names, that of the same number before, or one open then.

    Of phases that overlap the later is meant; what is due after all of them, or never, is of
    the last.
    """
    if called := line.text(Column.PHASE):
        exactly = [phase for phase in phases if fold(called) in (fold(phase.name), fold(phase.id))]
        loosely = (phase for phase in phases if _is_called(phase, called))
        return next(iter(exactly), None) or next(loosely, None)
    if stays := [phase for phase in phases if phase.id == before.get(number)]:
        return stays[0]
    if not phases or (dates.due is None and not dates.endless):
        return None
    due = dates.due or date.max
    return max(phases, key=lambda phase: _fit(phase, due))


def _is_called(phase: Phase, name: str) -> bool:
    """Whether `name` is the phase's name, its id, or both: 第二阶段：组织实施."""
    names = {_plain(phase.name), fold(phase.id)}
    return any(part in names for part in (_plain(name), *map(_plain, PARTS.split(fold(name)))))


def _plain(name: str) -> str:
    plain = fold(name)
    if found := ORDINAL.fullmatch(plain):
        return f"{parse_numeral(found[1]):g}"
    return plain.removesuffix("阶段")


def _fit(phase: Phase, due: date) -> tuple[bool, date]:
    begin = phase.start or date.min
    return begin <= due <= phase.end, begin
