"""Housekeeping: what was lost in a crash, and questions nobody answered."""

from datetime import datetime, timedelta

from jobs.desk import Desk
from storage import outbox, posts

QUESTIONS_STAND = timedelta(hours=24)


async def tidy(desk: Desk, now: datetime) -> None:
    """Give up rows a dead process was sending, and close questions left unanswered for a day."""
    async with desk.sessions.begin() as session:
        await outbox.give_up_lost(session, now)
        await posts.close_questions(session, now - QUESTIONS_STAND, now)
