"""The units a line names, as lead, responsible or assisting ones, known before or new."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from intake.columns import UNIT_COLUMNS, Column
from intake.lines import Line
from intake.spots import Findings, Spot
from intake.units import find_units, fold, guess_kind, is_vague, split_names, split_words
from plan.model import Unit
from plan.problems import Guesses, Problem


class Assigned(NamedTuple):
    """Unit names by role; the lead stands for all."""

    lead: str | None
    units: list[str]
    assist: list[str]


@dataclass(frozen=True, slots=True)
class Directory:
    """Every unit by its folded name; whoever looks one up adds to `findings`, once for a cell."""

    known: dict[str, Unit]
    guesses: Guesses
    findings: Findings
    new: dict[str, str] = field(default_factory=dict)  # where each new unit was named first
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Sequence[Unit], findings: Findings) -> "Directory":
        """The directory of `units`."""
        guesses = Guesses([unit.name for unit in units])
        return cls({fold(unit.name): unit for unit in units}, guesses, findings)

    def learn(self, lines: Sequence[Line]) -> None:
        """Take every unit that `lines` name as known; its kind is a guess by its name."""
        spots = (s for line in lines for column in UNIT_COLUMNS for s in line.spots.get(column, ()))
        for spot in spots:
            for name in self._split(spot.text):
                if not is_vague(name) and not find_units(name, self.known):
                    self.known[fold(name)] = Unit(name, guess_kind(name))
                    self.new[name] = spot.address

    def names(self, spots: Sequence[Spot]) -> list[str]:
        """The units in some cells, in their order and each once."""
        found: dict[str, None] = {}
        for spot in spots:
            if spot.address not in self.told:
                names = [self._find(name, spot) for name in self._split(spot.text)]
                self.told[spot.address] = tuple(unit for units in names for unit in units)
            found |= dict.fromkeys(self.told[spot.address])
        return list(found)

    def _split(self, text: str) -> list[str]:
        pieces = split_names(text)
        return [
            name
            for piece in pieces
            for name in ([piece] if find_units(piece, self.known) else split_words(piece))
        ]

    def _find(self, name: str, spot: Spot) -> Sequence[str]:
        units = find_units(name, self.known)
        if is_vague(name) and units:
            values = {"name": name, "units": "、".join(units)}
            self.findings.notes.append(Problem("plan.all_of_a_kind", spot.address, values))
        elif is_vague(name):
            self._problem("plan.vague_unit", spot, name=name)
        elif not units:
            near = self.guesses.nearest(name)
            key = "plan.unknown_unit_near" if near else "plan.unknown_unit"
            self._problem(key, spot, name=name, **({"near": near} if near else {}))
        return units

    def _problem(self, key: str, spot: Spot, **values: str) -> None:
        self.findings.problems.append(Problem(key, spot.address, values))


def assign(line: Line, directory: Directory) -> Assigned:
    """Who does what in a line. Where nobody is written as lead, the first responsible unit is."""
    lead = directory.names(line.spots.get(Column.LEAD, ()))
    units = directory.names(line.spots.get(Column.UNITS, ()))
    assist = directory.names(line.spots.get(Column.ASSIST, ()))
    notes = directory.findings.notes
    if len(lead) > 1:
        values = {"lead": lead[0], "units": "、".join(lead[1:])}
        notes.append(Problem("plan.one_lead", line.spots[Column.LEAD][0].address, values))
        units = [*lead[1:], *units]
    elif not lead and units and Column.LEAD in line.columns:
        values = {"lead": units[0]}
        notes.append(Problem("plan.first_leads", line.spots[Column.UNITS][0].address, values))
    if not any(line.spots.get(column) for column in UNIT_COLUMNS):
        notes.append(Problem("plan.no_unit", line.address))
    return Assigned(next(iter(lead or units), None), units, assist)
