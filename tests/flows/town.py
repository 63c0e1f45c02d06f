"""A small town's plan for the flows: two units with a group each, one without. All invented."""

from datetime import date
from typing import Any

from plan.loading import load_plan
from plan.model import Plan

OFFICE, LEADER, STRANGER = 900, 901, 999
OFFICE_GROUP = -1009000000001
BUREAU_GROUP, TOWN_GROUP = -1002000000001, -1002000000006
BUREAU_LIAISON, TOWN_LIAISON, TOWN_DEPUTY = 1001, 1021, 1022
BUREAU, TOWN, VILLAGE = "市民政局", "鹿渚镇", "桃溪社区"

DATA: dict[str, Any] = {
    "title": "和谐社区创建方案",
    "number": "试办发〔2012〕1号",
    "goal": date(2012, 12, 31),
    "phases": [
        {"id": "1", "name": "动员部署", "start": date(2012, 9, 17), "end": date(2012, 9, 30)},
        {"id": "2", "name": "组织实施", "start": date(2012, 10, 1), "end": date(2012, 11, 20)},
    ],
    "units": [
        {
            "name": BUREAU,
            "kind": "department",
            "chat": BUREAU_GROUP,
            "people": [{"name": "钱青禾", "role": "liaison", "telegram": BUREAU_LIAISON}],
        },
        {
            "name": TOWN,
            "kind": "town",
            "chat": TOWN_GROUP,
            "people": [
                {"name": "何听泉", "role": "liaison", "telegram": TOWN_LIAISON},
                {"name": "吕临江", "role": "deputy", "telegram": TOWN_DEPUTY},
            ],
        },
        {"name": VILLAGE, "kind": "community", "parent": TOWN},
    ],
    "tasks": [
        {
            "number": "1.1",
            "title": "召开动员会",
            "phase": "1",
            "lead": BUREAU,
            "due": date(2012, 9, 21),
        },
        {
            "number": "2.1",
            "title": "摸清社区用房底数",
            "phase": "2",
            "lead": BUREAU,
            "units": [TOWN, VILLAGE],
            "due": date(2012, 11, 9),
            "standard": "每个社区一张表",
            "evidence": 1,
        },
        {
            "number": "2.2",
            "title": "社区服务用房达标",
            "phase": "2",
            "units": [TOWN],
            "due": date(2012, 11, 13),
        },
    ],
}


def town_plan() -> Plan:
    """The plan, fresh on every call."""
    return load_plan(DATA)


def plan_with(*tasks: dict[str, Any], **changes: Any) -> Plan:
    """The town with other tasks; of each the number, units and due date must be named."""
    filled = [{"title": f"任务{task['number']}", "phase": "2"} | task for task in tasks]
    return load_plan(DATA | {"tasks": filled} | changes)


def busy_plan(count: int) -> Plan:
    """A plan that gives the town so many tasks, all due on Friday 9 November."""
    due = date(2012, 11, 9)
    return plan_with(
        *({"number": f"3.{n}", "units": [TOWN], "due": due} for n in range(1, count + 1))
    )


def crowded_plan(count: int) -> Plan:
    """A plan of so many communities without a group, each with one task."""
    names = [f"{n}号社区" for n in range(1, count + 1)]
    units = [*DATA["units"], *({"name": name, "kind": "community"} for name in names)]
    due = date(2012, 11, 9)
    return plan_with({"number": "4.1", "units": names, "due": due}, units=units)


def shared_plan() -> Plan:
    """The plan with both units in the town's group."""
    return _moved(BUREAU, TOWN_GROUP)


def town_plan_in(group: int) -> Plan:
    """The plan with the town in another group."""
    return _moved(TOWN, group)


def _moved(unit: str, group: int) -> Plan:
    units = [one | ({"chat": group} if one["name"] == unit else {}) for one in DATA["units"]]
    return load_plan(DATA | {"units": units})
