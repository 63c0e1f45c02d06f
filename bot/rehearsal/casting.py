"""A plan made playable: every unit gets a group and people, the office and others join them."""

from collections.abc import Iterator
from dataclasses import replace

from plan.model import Person, PersonRole, Plan, Unit, UnitKind
from rehearsal.page.cast import Cast, Part, Place, Player, Section
from rehearsal.standin import Standin

CLERK, LEADER, STRANGER = 900, 901, 999
NAMES = {CLERK: "周敏", LEADER: "秦岚", STRANGER: "路人"}
OFFICE_GROUP, OFFICE_TITLE = -1009000000001, "创建办工作群"
SECTIONS = {
    UnitKind.DEPARTMENT: Section.DEPARTMENTS,
    UnitKind.TOWN: Section.TOWNS,
    UnitKind.COMMUNITY: Section.COMMUNITIES,
}
FIRST_PERSON, FIRST_GROUP = 500_000, 2_100_000_000
INVENTED = {PersonRole.LIAISON: "联络员", PersonRole.DEPUTY: "副联络员"}


def playable(plan: Plan) -> Plan:
    """The plan with a group and a liaison for every unit; what it names itself stays.

    The last unit's group is a basic one, so that there is one to be upgraded.
    """
    units = [_manned(unit, n) for n, unit in enumerate(plan.units)]
    if units:
        units[-1] = replace(units[-1], chat=-(FIRST_GROUP + len(units)))
    return replace(plan, units=tuple(units))


def _manned(unit: Unit, n: int) -> Unit:
    numbered = [
        replace(person, telegram=person.telegram or FIRST_PERSON + 10 * n + k)
        for k, person in enumerate(unit.people)
    ]
    roles = {person.role for person in numbered}
    missing = [
        Person(f"{unit.name}{word}", role, FIRST_PERSON + 10 * n + 8 + k)
        for k, (role, word) in enumerate(INVENTED.items())
        if role not in roles
    ]
    chat = unit.chat or int(f"-100{FIRST_GROUP + n}")
    return replace(unit, chat=chat, people=(*numbered, *missing))


def set_stage(standin: Standin, plan: Plan) -> Cast:
    """Everybody and every group of a playable plan into the stand-in's world."""
    world = standin.world
    for user, name in NAMES.items():
        world.add_user(user, name)
    world.add_group(OFFICE_GROUP, OFFICE_TITLE, [CLERK, LEADER])
    for user in (CLERK, LEADER):
        standin.people.start(user)
    for unit in plan.units:
        _set_unit(standin, unit)
    return Cast(tuple(_players(plan)), dict(_places(plan)))


def _set_unit(standin: Standin, unit: Unit) -> None:
    users = []
    for person in unit.people:
        if person.telegram is not None:
            standin.world.add_user(person.telegram, person.name)
            users.append(person.telegram)
    chat = unit.chat or 0
    is_super = str(chat).startswith("-100")
    standin.world.add_group(chat, unit.name, [*users, STRANGER], supergroup=is_super)


def _players(plan: Plan) -> Iterator[Player]:
    yield Player(CLERK, Part.OFFICE)
    yield Player(LEADER, Part.LEADER)
    for unit in plan.units:
        for person in unit.people:
            if person.telegram is not None:
                yield Player(person.telegram, Part(person.role), unit.name)
    yield Player(STRANGER, Part.STRANGER)


def _places(plan: Plan) -> Iterator[tuple[int, Place]]:
    yield OFFICE_GROUP, Place(Section.OFFICE)
    yield CLERK, Place(Section.OFFICE)
    yield LEADER, Place(Section.LEADERS)
    for unit in plan.units:
        if unit.chat is not None:
            yield unit.chat, Place(SECTIONS[unit.kind], unit.name)
