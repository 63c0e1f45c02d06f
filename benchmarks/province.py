"""A province in a file: units with a group each, tasks and assignments, reports if wanted."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, create_engine, insert

from plan.model import Role, State, Status
from plan.progress import Thresholds, turns
from storage.migrate import migrate
from storage.schema import (
    AssignmentRow,
    BindingRow,
    ChatRow,
    PhaseRow,
    PlanRow,
    ReportRow,
    Row,
    TaskRow,
    UnitRow,
)

START, END = date(2012, 10, 1), date(2012, 12, 31)
IMPORTED = datetime(2012, 10, 1, tzinfo=UTC)
TODAY = date(2012, 11, 13)
TASKS = 200
PORTION = 20_000
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is; the province of the design has 25,300 units and 110,000 assignments."""

    units: int
    assignments: int
    reports: int = 0


PROVINCE = Size(25_300, 110_000)


def fill(url: str, size: Size) -> None:
    """Make the SQLite database at `url` and fill it; the same size gives the same content."""
    migrate(url, IMPORTED)
    engine = create_engine(url)
    with engine.begin() as connection:
        _head(connection)
        _insert(connection, UnitRow, _units(size))
        _insert(connection, ChatRow, _chats(size))
        _insert(connection, BindingRow, _bindings(size))
        _insert(connection, TaskRow, _tasks())
        _insert(connection, AssignmentRow, _assignments(size))
        _insert(connection, ReportRow, _reports(size))
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def due_of(task: int) -> date:
    """Due dates spread over the plan; every tenth task is due on the busiest day."""
    if task % 10 == 0:
        return TODAY + 3 * DAY
    return START + (20 + task * 7 % 70) * DAY


def _insert(connection: Connection, table: type[Row], rows: Iterator[dict[str, Any]]) -> None:
    while portion := list(islice(rows, PORTION)):
        connection.execute(insert(table), portion)


def _head(connection: Connection) -> None:
    plan = {"id": 1, "title": "全省方案", "number": "", "goal": END, "imported_at": IMPORTED}
    connection.execute(insert(PlanRow), [plan])
    phases = [("1", START, date(2012, 11, 20)), ("2", date(2012, 11, 11), END)]
    rows = [
        {
            "id": n,
            "plan_id": 1,
            "code": code,
            "name": f"第{code}阶段",
            "start": start,
            "end": end,
            "position": n,
            "live_from": IMPORTED,
            "history": False,
        }
        for n, (code, start, end) in enumerate(phases, 1)
    ]
    connection.execute(insert(PhaseRow), rows)


def _units(size: Size) -> Iterator[dict[str, Any]]:
    for n in range(1, size.units + 1):
        yield {
            "id": n,
            "name": f"第{n}社区",
            "kind": "community",
            "parent_id": None,
            "position": n,
        }


def _chats(size: Size) -> Iterator[dict[str, Any]]:
    for n in range(1, size.units + 1):
        yield {
            "id": n,
            "telegram_id": -1_002_000_000_000 - n,
            "title": f"第{n}社区群",
            "changed_at": IMPORTED,
        }


def _bindings(size: Size) -> Iterator[dict[str, Any]]:
    for n in range(1, size.units + 1):
        yield {"chat_id": n, "unit_id": n, "bound_at": IMPORTED}


def _tasks() -> Iterator[dict[str, Any]]:
    for n in range(1, TASKS + 1):
        yield {
            "id": n,
            "plan_id": 1,
            "phase_id": _phase_of(n),
            "number": f"{n}",
            "title": f"第{n}项任务",
            "start": START,
            "due": due_of(n),
            "due_text": None,
            "standard": "",
            "evidence": 0,
            "position": n,
        }


def _phase_of(task: int) -> int:
    return 1 if due_of(task) <= date(2012, 11, 20) else 2


def _pairs(size: Size) -> Iterator[tuple[int, int]]:
    """Each unit has some tasks in turn, so that every pair is there once."""
    for n in range(size.assignments):
        unit, turn = n % size.units, n // size.units
        yield (unit * 7 + turn * 31) % TASKS + 1, unit + 1


def _assignments(size: Size) -> Iterator[dict[str, Any]]:
    for n, (task, unit) in enumerate(_pairs(size), 1):
        due, reported = due_of(task), size.reports > 0 and n % 5 != 0
        at = datetime(2012, 11, 1 + n % 12, 2, tzinfo=UTC) if reported else None
        percent = 10 * (n % 10) if reported else None
        status = Status.IN_PROGRESS if reported else None
        state = State.UNDER_WAY if reported else State.ASSIGNED
        said_on = at.date() if at else None
        days = turns(state, START, due, status, percent, said_on, None, Thresholds())
        yield {
            "id": n,
            "plan_id": 1,
            "task_id": task,
            "phase_id": _phase_of(task),
            "unit_id": unit,
            "role": Role.RESPONSIBLE.value,
            "start": START,
            "due": due,
            "original_due": due,
            "live_from": IMPORTED,
            "history": False,
            "state": state.value,
            "report_id": n if reported else None,
            "status": status.value if status else None,
            "percent": percent,
            "reported_at": at,
            "blue_on": days.blue,
            "yellow_on": days.yellow,
            "red_on": days.red,
        }


def _reports(size: Size) -> Iterator[dict[str, Any]]:
    """The latest report of an assignment has its id; older ones follow in random order."""
    dice = random.Random(1)
    latest: Sequence[int] = [n for n in range(1, size.assignments + 1) if n % 5 != 0]
    for n in range(1, size.reports + 1):
        about = n if n <= size.assignments and n % 5 else dice.choice(latest)
        yield {
            "id": n,
            "assignment_id": about,
            "source": f"m{n}",
            "chat": -1_002_000_000_001,
            "message": n,
            "user_id": 1,
            "name": "联络员",
            "at": IMPORTED + timedelta(minutes=n % 60_000),
            "told_at": IMPORTED + timedelta(minutes=n % 60_000),
            "receipt": False,
            "status": Status.IN_PROGRESS.value,
            "percent": n % 100,
            "no_change": False,
            "note": "进度如数",
        }
