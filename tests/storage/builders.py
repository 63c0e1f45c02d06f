"""Small plans, instants and reports for tests of what is stored."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.calendar import Hours
from plan.model import Phase, Plan, Task, Unit, UnitKind
from plan.rules import Rules
from storage import chats, imports, reports, units
from storage.reports import Source, Words
from storage.schema import AssignmentRow, TaskRow, UnitRow

ZONE = ZoneInfo("Asia/Shanghai")
RULES = Rules(Hours(ZONE))
BUREAU, TOWN, VILLAGE = "市民政局", "鹿渚镇", "桃溪社区"
PHASES = (
    Phase("1", "动员部署", date(2012, 9, 17), date(2012, 9, 30)),
    Phase("2", "组织实施", date(2012, 10, 1), date(2012, 11, 20)),
)
UNITS = (
    Unit(BUREAU, UnitKind.DEPARTMENT),
    Unit(TOWN, UnitKind.TOWN),
    Unit(VILLAGE, UnitKind.COMMUNITY, parent=TOWN),
)


def at(text: str) -> datetime:
    """The instant a clock in Shanghai shows: "2012-11-09 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


BOUND = at("2012-09-01 09:00")


def task(number: str, due: date, *, lead: str | None = BUREAU, phase: str = "2") -> Task:
    return Task(number, f"任务{number}", phase, due, lead=lead)


def plan_of(*tasks: Task, phases: Sequence[Phase] = PHASES, units: Sequence[Unit] = UNITS) -> Plan:
    return Plan(
        title="和谐社区创建方案",
        number="1号",
        goal=date(2012, 12, 31),
        phases=tuple(phases),
        units=tuple(units),
        tasks=tasks,
    )


async def save(session: AsyncSession, plan: Plan, now: datetime) -> int:
    return await imports.save_plan(session, plan, now=now, rules=RULES)


async def assignment(session: AsyncSession, number: str, unit: str = BUREAU) -> int:
    """The id of a unit's part in a task."""
    query = (
        select(AssignmentRow.id)
        .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
        .join(UnitRow, UnitRow.id == AssignmentRow.unit_id)
        .where(TaskRow.number == number, UnitRow.name == unit)
    )
    return (await session.scalars(query)).one()


async def row(session: AsyncSession, assignment_id: int) -> AssignmentRow:
    """The stored row as the database has it now."""
    return await session.get_one(AssignmentRow, assignment_id, populate_existing=True)


async def unit_id(session: AsyncSession, name: str = BUREAU) -> int:
    found = await units.find_unit(session, name)
    assert found is not None
    return found


async def group(session: AsyncSession, telegram: int, *names: str) -> int:
    """A group that speaks for some units; its own id."""
    chat = await chats.ensure_chat(session, telegram, f"群{telegram}", BOUND)
    for name in names:
        await units.bind(session, chat.id, await unit_id(session, name), 1, BOUND)
    return chat.id


def source(name: str, now: datetime, *, chat: int = -1001000000001, message: int = 7) -> Source:
    return Source(name, chat, message, 1001, "钱青禾", now)


async def report(
    session: AsyncSession, assignment_id: int, words: Words, made_by: Source
) -> int | None:
    return await reports.add_report(session, assignment_id, words, made_by, rules=RULES)


async def retract(session: AsyncSession, report_id: int, now: datetime) -> int | None:
    return await reports.retract(session, report_id, now, rules=RULES)
