"""What the tests of faults ask of the database and of the chats."""

from collections import Counter

from sqlalchemy import select

from storage.schema import AssignmentRow, ChatRow, OutboxRow, ReportRow, TaskRow, UnitRow
from tests.flows import town
from tests.flows.stage import Stage

MORNING = "2012-11-06 09:00"
CARD = "任务提醒"


async def outbox(stage: Stage, chat: int, kind: str = "card") -> list[tuple[str, str]]:
    """How the rows owed to a chat stand, and why."""
    query = (
        select(OutboxRow.state, OutboxRow.why)
        .join(ChatRow, ChatRow.id == OutboxRow.chat_id)
        .where(ChatRow.telegram_id == chat, OutboxRow.kind == kind)
        .order_by(OutboxRow.id)
    )
    async with stage.bot.desk.sessions() as session:
        return [(state, why or "") for state, why in await session.execute(query)]


async def assignment(stage: Stage, task: str, unit: str = town.TOWN) -> AssignmentRow:
    """An assignment as it stands."""
    query = (
        select(AssignmentRow)
        .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
        .join(UnitRow, UnitRow.id == AssignmentRow.unit_id)
        .where(TaskRow.number == task, UnitRow.name == unit)
    )
    async with stage.bot.desk.sessions() as session:
        return (await session.scalars(query)).one()


async def notes(stage: Stage) -> list[str]:
    """The words of every report that stands."""
    query = select(ReportRow.note).where(ReportRow.retracted_at.is_(None)).order_by(ReportRow.id)
    async with stage.bot.desk.sessions() as session:
        return list(await session.scalars(query))


def said(stage: Stage, chat: int, text: str) -> int:
    """How often the bot said something in a chat."""
    world = stage.standin.world
    counted = Counter(
        text in message.text for message in world.messages(chat) if message.sender == world.bot.id
    )
    return counted[True]
