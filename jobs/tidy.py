"""Housekeeping: what was lost in a crash, questions nobody answered, settings that changed."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plan.rules import Rules
from storage import doubts, inbox, posts, standings
from storage.engine import Sessions

QUESTIONS_STAND = timedelta(hours=24)
# Longer than the network repeats an update, a day; shorter than the silence after which it counts
# anew, a week. What was set aside can be looked at that long.
UPDATES_STAND = timedelta(days=3)
# Assignments written in one transaction, so that others come to the database in between.
AT_ONCE = 1000


async def tidy(session: AsyncSession, rules: Rules, now: datetime) -> None:
    """Give up rows a dead process was sending, let be sent again what was given up long enough ago,
    close questions left unanswered for a day, and forget which updates were worked off long ago."""
    await doubts.give_up_lost(session, now, rules.repeats)
    await doubts.send_again(session, now)
    await posts.close_questions(session, now - QUESTIONS_STAND, now)
    await inbox.forget(session, now - UPDATES_STAND)


async def turn_lamps(sessions: Sessions, rules: Rules) -> None:
    """Let every lamp follow the thresholds of the settings."""
    last: int | None = 0
    while last is not None:
        async with sessions.begin() as session:
            last = await standings.set_all_turns(session, last, rules, AT_ONCE)
    async with sessions.begin() as session:
        await standings.note_thresholds(session, rules)
