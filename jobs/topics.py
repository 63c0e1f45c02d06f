"""A message for a topic that could not be written into: it stands in the group itself."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk
from plan.delivery import Astray, Sent
from plan.notices import Owing
from storage import chats, marks
from storage.chats import Chat
from storage.news import tell_office


async def note(session: AsyncSession, desk: Desk, chat: Chat, sent: Sent, now: datetime) -> None:
    """Let the office hear once of a topic that is closed or gone; what is gone stays so."""
    if chat.topic is None:
        return
    told = f"topic {chat.topic} of {chat.id} is closed"
    if sent.astray is None:
        await marks.drop(session, told)
        return
    kind = Owing.TOPIC_CLOSED
    if sent.astray is Astray.GONE:
        kind = Owing.TOPIC_GONE
        await marks.drop(session, told)
        if not await chats.lose_topic(session, chat.id):
            return
    elif await marks.get(session, told) is not None:
        return
    else:
        await marks.put(session, told, now.isoformat())
    await tell_office(session, kind, chat.id, desk.office_people, desk.rules.hours, now)
