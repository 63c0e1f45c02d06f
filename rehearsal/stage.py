"""The people and groups of a plan, set up in the stand-in's world."""

from collections.abc import Mapping
from dataclasses import replace

from plan.model import Person, PersonRole, Plan, Unit
from rehearsal.acts import By
from rehearsal.characters import Character, nods
from rehearsal.standin import Standin

CLERK, STRANGER = 900, 999
CLERK_NAME, STRANGER_NAME, LIAISON_NAME = "周督办", "路人", "联络员"
FIRST_GROUP, FIRST_USER = -1003_000_000_000, 70_000


def fill_cast(plan: Plan) -> Plan:
    """The plan with a group for every unit and a liaison in it, invented where it names none."""
    units = enumerate(plan.units, 1)
    return replace(plan, units=tuple(_filled(unit, n) for n, unit in units))


def _filled(unit: Unit, n: int) -> Unit:
    people = unit.people
    if not _user(unit, By.LIAISON):
        people = (*people, Person(LIAISON_NAME, PersonRole.LIAISON, FIRST_USER + n))
    return replace(unit, chat=unit.chat or FIRST_GROUP - n, people=people)


def cast_units(plan: Plan) -> list[tuple[Unit, int]]:
    """The units that can be played, with their groups: those that have one and a liaison."""
    return [(unit, unit.chat) for unit in plan.units if unit.chat and _user(unit, By.LIAISON)]


def person(unit: Unit, by: By) -> int:
    """Who acts for a unit; without a deputy the liaison does."""
    if by is By.STRANGER:
        return STRANGER
    return _user(unit, by) or _user(unit, By.LIAISON)


def _user(unit: Unit, by: By) -> int:
    role = PersonRole(by)
    found = (one.telegram for one in unit.people if one.role is role and one.telegram)
    return next(found, 0)


def set_stage(standin: Standin, plan: Plan, cast: Mapping[str, Character]) -> None:
    """Everybody of the plan, their groups, and the clerk, who starts the bot in private.

    A group whose liaison answers by reactions makes the bot an administrator; others need not.
    """
    world = standin.world
    world.add_user(CLERK, CLERK_NAME)
    world.add_user(STRANGER, STRANGER_NAME)
    for unit, chat in cast_units(plan):
        users = {one.telegram: one.name for one in unit.people if one.telegram}
        for id, name in users.items():
            world.add_user(id, name)
        is_super, is_admin = str(chat).startswith("-100"), cast.get(unit.name) is nods
        world.add_group(chat, unit.name, users, supergroup=is_super, bot_admin=is_admin)
    standin.people.start(CLERK)
