"""What the database holds, for the flows to check."""

from collections.abc import Sequence

from sqlalchemy import select

from storage.schema import AssignmentRow, EvidenceRow, OutboxRow, ReportRow, TaskRow, UnitRow
from tests.flows import town
from tests.flows.stage import Stage


async def standing(stage: Stage, task: str, unit: str = town.TOWN) -> AssignmentRow:
    """Where an assignment stands."""
    query = (
        select(AssignmentRow)
        .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
        .join(UnitRow, UnitRow.id == AssignmentRow.unit_id)
        .where(TaskRow.number == task, UnitRow.name == unit)
    )
    async with stage.bot.desk.sessions() as session:
        return (await session.scalars(query)).one()


async def reports(stage: Stage) -> Sequence[ReportRow]:
    """The reports that stand, oldest first."""
    return [row for row in await all_reports(stage) if row.retracted_at is None]


async def all_reports(stage: Stage) -> Sequence[ReportRow]:
    """Every report ever given, those taken back among them, oldest first."""
    async with stage.bot.desk.sessions() as session:
        return (await session.scalars(select(ReportRow).order_by(ReportRow.id))).all()


async def evidence(stage: Stage) -> Sequence[EvidenceRow]:
    """The pieces of evidence, oldest first."""
    async with stage.bot.desk.sessions() as session:
        return (await session.scalars(select(EvidenceRow).order_by(EvidenceRow.id))).all()


async def owed(stage: Stage, kind: str) -> Sequence[OutboxRow]:
    """What was owed of one kind, oldest first."""
    query = select(OutboxRow).where(OutboxRow.kind == kind).order_by(OutboxRow.id)
    async with stage.bot.desk.sessions() as session:
        return (await session.scalars(query)).all()
