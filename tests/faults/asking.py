"""What the tests of faults ask of the database and of the chats."""

from collections import Counter

from sqlalchemy import select

from storage.schema import ChatRow, OutboxRow
from tests.flows.books import reports
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


async def notes(stage: Stage) -> list[str]:
    """The words of every report that stands."""
    return [report.note for report in await reports(stage)]


def said(stage: Stage, chat: int, text: str) -> int:
    """How often the bot said something in a chat."""
    world = stage.standin.world
    counted = Counter(
        text in message.text for message in world.messages(chat) if message.sender == world.bot.id
    )
    return counted[True]


def calls(stage: Stage, method: str, chat: int) -> int:
    """How often the bot called a method for a chat, whatever came of it."""
    made = stage.standin.world.calls
    return sum(call.method == method and call.params.number("chat_id") == chat for call in made)
