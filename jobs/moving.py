"""A group that was upgraded, learnt of by a call that failed."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk
from plan.notices import Owing
from storage import inbox
from storage.chats import move_chat
from storage.news import tell_office

WAIT = timedelta(seconds=5)


async def follow(
    session: AsyncSession, desk: Desk, chat: int, old: int, new: int, now: datetime
) -> datetime:
    """Let everything of `chat`, known to Telegram as `old`, be of `new`; when to try again.

    While answers given in the old group wait, it stays: their messages are found by the old
    numbers.
    """
    if await inbox.waits(session, old):
        return now + WAIT
    if await move_chat(session, old, new, now):
        await tell_office(session, Owing.MOVED, chat, desk.office_people, desk.rules.hours, now)
    return now
