"""Housekeeping: what was lost in a crash, questions nobody answered, settings that changed."""

from datetime import datetime, timedelta

from jobs.desk import Desk
from storage import marks, outbox, posts, standings

QUESTIONS_STAND = timedelta(hours=24)
THRESHOLDS = "lamps turned by"
# Assignments written in one transaction, so that others come to the database in between.
AT_ONCE = 1000


async def tidy(desk: Desk, now: datetime) -> None:
    """Give up rows a dead process was sending, and close questions left unanswered for a day."""
    async with desk.sessions.begin() as session:
        await outbox.give_up_lost(session, now)
        await posts.close_questions(session, now - QUESTIONS_STAND, now)
        turned_by = await marks.get(session, THRESHOLDS)
    if turned_by != _thresholds(desk):
        await turn_lamps(desk)


async def turn_lamps(desk: Desk) -> None:
    """Let every lamp follow the thresholds of the settings."""
    rules = desk.rules
    last: int | None = 0
    while last is not None:
        async with desk.sessions.begin() as session:
            last = await standings.set_all_turns(
                session, last, rules.hours.zone, rules.thresholds, AT_ONCE
            )
    async with desk.sessions.begin() as session:
        await marks.put(session, THRESHOLDS, _thresholds(desk))


def _thresholds(desk: Desk) -> str:
    return f"{desk.rules.thresholds} in {desk.rules.hours.zone}"
