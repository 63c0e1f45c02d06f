"""Downtime: noticed by a mark that is renewed all the time, and told where it matters."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk, Draft
from plan.notices import Owing
from render.notices import outage
from storage import marks, outages, posts
from storage.chats import Chat
from storage.marks import ALIVE
from storage.news import tell_office
from storage.outbox import Owed

log = structlog.get_logger()

# The network forgets a press after 150 seconds and a message after a day.
PRESSES_LAST = timedelta(seconds=150)
MESSAGES_LAST = timedelta(hours=24)
# Older cards are hardly pressed any more.
CARDS_SINCE = timedelta(days=7)


async def stay_alive(desk: Desk, now: datetime) -> None:
    """Renew the mark; after a gap in which presses were lost, let the open cards say so.

    When even messages may be lost, the office is told.
    """
    async with desk.sessions.begin() as session:
        last = await marks.get(session, ALIVE)
        since = datetime.fromisoformat(last) if last else now
        await marks.put(session, ALIVE, now.isoformat())
        if now - since > PRESSES_LAST:
            await _note_gap(session, desk, since, now)


async def renew(desk: Desk, now: datetime) -> None:
    """Renew the mark without looking back: a rehearsal moved the clock, nobody was away."""
    async with desk.sessions.begin() as session:
        await marks.put(session, ALIVE, now.isoformat())


async def _note_gap(session: AsyncSession, desk: Desk, since: datetime, now: datetime) -> None:
    log.warning("was away", since=since.isoformat(), until=now.isoformat())
    gap = await outages.add_outage(session, since, now)
    await posts.ask_redraw_of_cards(session, since - CARDS_SINCE, now)
    if now - since > MESSAGES_LAST:
        people, hours = desk.office_people, desk.rules.hours
        await tell_office(session, Owing.OUTAGE, gap, people, hours, now)


async def draw_up(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft:
    """One line to the office: from when to when nobody listened."""
    since, until = await outages.span(session, owed.subject)
    return Draft(outage(since, until, desk.words(chat.language), desk.rules.hours.zone))
