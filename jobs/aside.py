"""What could not be worked off: told to the office once a day, not with every message."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk, Draft
from plan.calendar import DAY
from render.notices import set_aside
from storage import inbox
from storage.chats import Chat
from storage.outbox import Owed


async def draw_up(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft | None:
    """One line to the office: how many updates were set aside on the day it is about."""
    since = owed.planned_at - DAY
    return Draft(set_aside(await inbox.count_aside(session, since), desk.words(chat.language)))
