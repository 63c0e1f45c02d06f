"""A plan made playable on the page: the office's group, a leader and a stranger join its units."""

from collections.abc import Iterator
from dataclasses import replace

from plan.model import Plan, UnitKind
from rehearsal.characters import CAST
from rehearsal.chats import Member
from rehearsal.page.cast import Cast, Part, Place, Player, Section
from rehearsal.stage import CLERK, STRANGER, fill_cast
from rehearsal.stage import set_stage as set_units
from rehearsal.standin import Standin

LEADER, LEADER_NAME = 901, "秦岚"
OFFICE_GROUP, OFFICE_TITLE = -1009000000001, "创建办工作群"
FORUM, FORUM_TITLE = -1009000000002, "创建工作总群（分话题）"
BASIC_GROUP = -2_900_000_000
SECTIONS = {
    UnitKind.DEPARTMENT: Section.DEPARTMENTS,
    UnitKind.TOWN: Section.TOWNS,
    UnitKind.COMMUNITY: Section.COMMUNITIES,
}


def playable(plan: Plan) -> Plan:
    """The plan with a group and a liaison for every unit; what it names itself stays.

    But the last unit's group is a basic one, so that there is one to be upgraded.
    """
    filled = fill_cast(plan)
    *units, last = filled.units or (None,)
    if last is None:
        return filled
    basic = replace(last, chat=BASIC_GROUP)
    return replace(filled, units=(*(unit for unit in units if unit), basic))


def set_stage(standin: Standin, plan: Plan) -> Cast:
    """Everybody and every group of a playable plan into the stand-in's world."""
    set_units(standin, plan, CAST)
    world = standin.world
    world.add_user(LEADER, LEADER_NAME)
    world.add_group(OFFICE_GROUP, OFFICE_TITLE, [CLERK, LEADER])
    _open_forum(standin, plan)
    standin.people.start(LEADER)
    places = dict(_places(plan))
    for chat in world.chats.values():
        if places.get(chat.id, Place(Section.OFFICE)).unit:
            chat.members[STRANGER] = Member()
    return Cast(tuple(_players(plan)), places)


def _open_forum(standin: Standin, plan: Plan) -> None:
    """A forum with a topic for each of the first two units, where nobody is bound yet."""
    units = plan.units[:2]
    people = [one.telegram for unit in units for one in unit.people if one.telegram is not None]
    standin.world.add_group(FORUM, FORUM_TITLE, [CLERK, *people], forum=True)
    for unit in units:
        standin.groups.add_topic(FORUM, CLERK, unit.name)


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
    yield FORUM, Place(Section.OFFICE)
    yield CLERK, Place(Section.OFFICE)
    yield LEADER, Place(Section.LEADERS)
    for unit in plan.units:
        if unit.chat is not None:
            yield unit.chat, Place(SECTIONS[unit.kind], unit.name)
