"""The units a line names, as lead, responsible or assisting ones, known before or new."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from intake.columns import Column
from intake.lines import Findings, Line, Spot
from intake.units import find_units, fold, guess_kind, split_names
from plan.model import Unit
from plan.problems import Problem


class Assigned(NamedTuple):
    """Unit names by role; the lead stands for all."""

    lead: str | None
    units: list[str]
    assist: list[str]


@dataclass(frozen=True, slots=True)
class Directory:
    """Every unit by its folded name, and where the table first named those that are new."""

    known: dict[str, Unit]
    new: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Sequence[Unit]) -> "Directory":
        return cls({fold(unit.name): unit for unit in units})

    def names(self, spots: Sequence[Spot], findings: Findings) -> list[str]:
        """The units in some cells, in their order and each once; unknown ones become known."""
        found: dict[str, None] = {}
        for spot in spots:
            for name in split_names(spot.text):
                found |= dict.fromkeys(self._find(name, spot, findings))
        return list(found)

    def _find(self, name: str, spot: Spot, findings: Findings) -> Sequence[str]:
        units = find_units(name, self.known)
        if fold(name) not in self.known and units:
            values = {"name": name, "units": "、".join(units)}
            findings.notes.append(Problem("plan.all_of_a_kind", spot.address, values))
        if not units:
            self.known[fold(name)] = Unit(name, guess_kind(name))
            self.new[name] = spot.address
            return [name]
        return units


def assign(line: Line, directory: Directory, findings: Findings, *, leads: bool) -> Assigned:
    """Who does what in a line. Where no column `leads`, the first responsible unit does."""
    lead = directory.names(line.spots.get(Column.LEAD, ()), findings)
    units = directory.names(line.spots.get(Column.UNITS, ()), findings)
    assist = directory.names(line.spots.get(Column.ASSIST, ()), findings)
    if len(lead) > 1:
        values = {"lead": lead[0], "units": "、".join(lead[1:])}
        findings.notes.append(Problem("plan.one_lead", line.spots[Column.LEAD][0].address, values))
        units = [*lead[1:], *units]
    return Assigned(next(iter(lead if leads else units), None), units, assist)
