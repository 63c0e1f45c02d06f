"""Everybody who may come near a unit's card, for the tables of who may do what. All invented."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import update

from plan.loading import load_plan
from plan.model import Plan
from storage.schema import PersonRow
from tests.flows import town
from tests.flows.stage import Stage, import_plan

# Of the town itself, of another unit on the same card, below and above it, of another plan.
ROLES: Mapping[str, int] = {
    "li": town.TOWN_LIAISON,
    "de": town.TOWN_DEPUTY,
    "ic": 1023,
    "ac": 1024,
    "ot": town.BUREAU_LIAISON,
    "ch": 1031,
    "pa": 1041,
    "p2": 1051,
    "of": town.OFFICE,
    "le": town.LEADER,
    "me": town.STRANGER,  # in the group, without a role
    "st": 998,  # in no group
    "ex": 1029,  # answered for the town once
}
DISTRICT, TENANT = "湖东片区", "市住建局"


def _unit(name: str, kind: str, user: int, **more: Any) -> dict[str, Any]:
    people = [{"name": f"{name}联络员", "role": "liaison", "telegram": user}]
    return {"name": name, "kind": kind, "people": people} | more


def crowded_town() -> Plan:
    """The town and the bureau in one group, with everybody who answers for them or near them."""
    bureau, own, village = town.DATA["units"]
    more = [
        {"name": "丁具体", "role": "in_charge", "telegram": ROLES["ic"]},
        {"name": "戊直接", "role": "accountable", "telegram": ROLES["ac"]},
        {"name": "己离任", "role": "deputy", "telegram": ROLES["ex"]},
    ]
    people = [*own["people"], *more]
    units = [
        bureau | {"chat": town.TOWN_GROUP},
        own | {"people": people, "parent": DISTRICT},
        _unit(town.VILLAGE, village["kind"], ROLES["ch"], parent=town.TOWN),
        _unit(DISTRICT, "town", ROLES["pa"]),
    ]
    return load_plan(town.DATA | {"units": units})


def other_plan() -> Plan:
    """Another plan of another unit, run by the same bot."""
    units = [_unit(TENANT, "department", ROLES["p2"])]
    tasks = [{"number": "9.1", "title": "另一任务", "phase": "2", "lead": TENANT}]
    due = [task | {"due": date(2012, 11, 9)} for task in tasks]
    return load_plan(town.DATA | {"title": "另一方案", "units": units, "tasks": due})


async def populate(stage: Stage) -> None:
    """Import both plans, let one person go, and let everybody start the bot and join the group."""
    world = stage.standin.world
    for name, user in ROLES.items():
        if user not in world.users:
            world.add_user(user, f"某{name}")
    for name, user in ROLES.items():
        world.user(user).started = True
        if name != "st" and not world.chat(town.TOWN_GROUP).member(user).inside:
            stage.standin.groups.join(town.TOWN_GROUP, user)
    await import_plan(stage, crowded_town())
    await import_plan(stage, other_plan())
    async with stage.bot.desk.sessions.begin() as session:
        former = update(PersonRow).where(PersonRow.telegram_id == ROLES["ex"])
        await session.execute(former.values(left_at=stage.clock()))
    await stage.settle()


def table(rows: Mapping[str, Mapping[str, str]]) -> str:
    """Rows of outcomes by role, as they are written down in the tests."""
    wide = max(map(len, rows))
    lines = [" " * wide + "  " + " ".join(ROLES)]
    for name, cells in rows.items():
        lines.append(f"{name:<{wide}}  " + "  ".join(cells[role] for role in ROLES))
    return "\n" + "\n".join(lines) + "\n"
