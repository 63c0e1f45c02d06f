"""The people a table names beside a unit; how to reach them is not taken from it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from intake.assigning import Directory
from intake.columns import Column
from intake.lines import Line
from intake.spots import Findings, Spot
from intake.units import bare, split_names
from plan.model import Person, PersonRole, Unit
from plan.problems import Problem

ROLES = {
    Column.LIAISON: PersonRole.LIAISON,
    Column.IN_CHARGE: PersonRole.IN_CHARGE,
    Column.ACCOUNTABLE: PersonRole.ACCOUNTABLE,
}
PHONE = re.compile(r"[+\d][\d\s-]{4,}\d")
CHINESE_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+(?:·[\u3400-\u9fff]+)+")
OTHER_NAME = re.compile(r"[A-Za-zÀ-ɏ]+(?:[ .'’-]+[A-Za-zÀ-ɏ]+){0,4}")
SPACED_NAME = re.compile(r"\A([\u3400-\u9fff]) +([\u3400-\u9fff])\Z")  # 张 三, set wide
OFFICE = re.compile(
    r".*(?:[局镇乡市县区科处部所站村院校]长|秘书长|主任|书记|主席|委员|干事|同志|领导)"
)


def read_people(lines: Sequence[Line], directory: Directory) -> Mapping[str, list[Person]]:
    """By unit, the people of rows that name just this unit; whose others are is not known."""
    people: dict[str, list[Person]] = defaultdict(list)
    left_out: dict[str, None] = {}
    for row in (row for line in lines for row in line.rows):
        spots = [(role, spot) for column, role in ROLES.items() for spot in row.get(column, ())]
        units = directory.names([*row.get(Column.LEAD, ()), *row.get(Column.UNITS, ())])
        for role, spot in spots:
            if len(units) != 1:
                left_out.setdefault(spot.address)
                continue
            people[units[0]] += [Person(name, role) for name in _names(spot, directory.findings)]
    if left_out:
        values = {"count": f"{len(left_out)}"}
        directory.findings.notes.append(
            Problem("plan.people_not_read", next(iter(left_out)), values)
        )
    return people


def add_people(unit: Unit, people: Iterable[Person]) -> Unit:
    """The unit with those of `people` it does not have in the same role yet."""
    known = {(person.name, person.role): person for person in unit.people}
    for person in people:
        known.setdefault((person.name, person.role), person)
    return replace(unit, people=tuple(known.values()))


def _names(spot: Spot, findings: Findings) -> list[str]:
    names = []
    for piece in split_names(PHONE.sub("", spot.text)):
        name = SPACED_NAME.sub(r"\1\2", bare(piece).strip(" :："))
        is_name = (CHINESE_NAME.fullmatch(name) or OTHER_NAME.fullmatch(name)) is not None
        if is_name and not OFFICE.fullmatch(name):
            names.append(name)
        else:
            values = {"found": spot.text}
            findings.notes.append(Problem("plan.person_not_read", spot.address, values))
    return names
