"""What changes when one plan takes the place of another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from plan.model import Plan, Unit


class ChangeKind(StrEnum):
    """Whether a thing is new, different or gone."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Thing(StrEnum):
    """What plans are compared by."""

    PLAN = "plan"
    PHASE = "phase"
    UNIT = "unit"
    PERSON = "person"
    TASK = "task"
    ASSIGNMENT = "assignment"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs; of a thing that is new or gone only its most telling field."""

    kind: ChangeKind
    what: Thing
    name: str
    field: str
    before: str
    after: str


Identity = tuple[Thing, str, str]  # the last word tells apart things with one name
Fields = Mapping[str, object]  # the most telling field stands first

TASK_FIELDS = ("title", "phase", "due", "due_text", "start", "standard", "evidence")


def compare(old: Plan | None, new: Plan) -> tuple[Change, ...]:
    """Every difference between `old` (None: nothing so far) and `new`; what is gone comes last.

    The plan needs no name; a person is named by unit and name, an assignment by task and unit.
    Somebody who takes another role is gone from the one and new in the other.
    """
    before = dict(_things(old)) if old else {}
    after = dict(_things(new))
    gone = [identity for identity in before if identity not in after]
    return tuple(
        change
        for identity in (*after, *gone)
        for change in _changes(identity, before.get(identity), after.get(identity))
    )


def keep_known(old: Plan, new: Plan) -> Plan:
    """`new` with what a plan file need not say taken from `old`: units, people, groups, ids.

    A file never takes anybody or any unit away; that is done where they were bound.
    """
    named = {unit.name for unit in new.units}
    known = {unit.name: unit for unit in old.units}
    kept = [unit for unit in old.units if unit.name not in named]
    units = [_keep_unit(known.get(unit.name), unit) for unit in new.units]
    return replace(new, units=(*units, *kept))


def _keep_unit(old: Unit | None, new: Unit) -> Unit:
    if old is None:
        return new
    people = {(person.name, person.role): person for person in old.people}
    for person in new.people:
        known = people.get((person.name, person.role), person)
        telegram = person.telegram or known.telegram
        people[person.name, person.role] = replace(person, telegram=telegram)
    return replace(new, chat=new.chat or old.chat, people=tuple(people.values()))


def _changes(identity: Identity, before: Fields | None, after: Fields | None) -> Iterator[Change]:
    what, name, _ = identity
    if before is None or after is None:
        kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED
        differing = list(before or after or {})[:1]
    else:
        kind = ChangeKind.CHANGED
        differing = [field for field in before if before[field] != after[field]]
    for field in differing:
        yield Change(kind, what, name, field, _text(before, field), _text(after, field))


def _text(fields: Fields | None, name: str) -> str:
    value = fields[name] if fields else None
    return "" if value is None else str(value)


def _things(plan: Plan) -> Iterator[tuple[Identity, Fields]]:
    if plan.title:  # without one there is only what is known of units
        yield (Thing.PLAN, "", ""), _pick(plan, "title", "number", "goal")
    for phase in plan.phases:
        yield (Thing.PHASE, phase.id, ""), _pick(phase, "name", "start", "end")
    for unit in plan.units:
        yield (Thing.UNIT, unit.name, ""), _pick(unit, "kind", "parent", "chat")
        for person in unit.people:
            identity = (Thing.PERSON, f"{unit.name} {person.name}", person.role)
            yield identity, _pick(person, "role", "telegram")
    for task in plan.tasks:
        yield (Thing.TASK, task.number, ""), _pick(task, *TASK_FIELDS)
        for name, role in task.assignments().items():
            yield (Thing.ASSIGNMENT, f"{task.number} {name}", ""), {"role": role}


def _pick(thing: object, *names: str) -> Fields:
    return {name: getattr(thing, name) for name in names}
