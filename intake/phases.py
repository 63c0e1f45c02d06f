"""The phases of a table: those of the plan it is imported into, or those it speaks of itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from intake.columns import Column
from intake.lines import Line
from intake.units import fold
from plan.loading import NAME_LIMIT
from plan.model import Phase


def make_phases(lines: Sequence[Line], dues: Sequence[date | None], title: str) -> Iterator[Phase]:
    """A phase for each name the lines give theirs, or one called `title`, with its last due date."""
    ends: dict[str, date] = {}
    for line, due in zip(lines, dues, strict=True):
        name = line.text(Column.PHASE) or title[:NAME_LIMIT]
        if due:
            ends[name] = max(due, ends.get(name, due))
    for at, (name, end) in enumerate(ends.items(), 1):
        yield Phase(id=f"{at}", name=name, start=None, end=end)


def find_phase(
    line: Line, number: str, due: date | None, phases: Sequence[Phase], before: Mapping[str, str]
) -> str | None:
    """The phase of a line: the one it names, that of the same number before, or one open then.

    Of phases that overlap the later is meant; what is due after all of them is of the last.
    """
    if called := line.text(Column.PHASE):
        return next((phase.id for phase in phases if _is_called(phase, called)), None)
    if number in before:
        return before[number]
    if due is None or not phases:
        return None
    return max(phases, key=lambda phase: _fit(phase, due)).id


def _is_called(phase: Phase, name: str) -> bool:
    plain = fold(name).removesuffix("阶段")
    return plain in (fold(phase.id), fold(phase.name).removesuffix("阶段"))


def _fit(phase: Phase, due: date) -> tuple[bool, date]:
    begin = phase.start or date.min
    return begin <= due <= phase.end, begin
