"""The first thing a bot does on a restored database: not say again what was said meanwhile."""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk, Draft
from jobs.digest import plan_office
from jobs.health import plan_health
from jobs.outage import CARDS_SINCE
from jobs.remind import plan_cards
from plan.notices import Owing
from render.notices import restored
from storage import doubts, marks, outages, posts
from storage.chats import Chat
from storage.news import tell_office
from storage.outbox import Owed

log = structlog.get_logger()


async def settle_restored(desk: Desk, now: datetime) -> None:
    """Take all that was due between the backup and the loss for sent, and tell the office.

    Nothing in the database can say which of it was. What fell due after the loss was sent by
    nobody: the rules of an outage hold for it.
    """
    async with desk.sessions.begin() as session:
        value = await marks.get(session, marks.RESTORED)
        if value is None:
            return
        since, lost = marks.read_stretch(value)
        await plan_cards(session, desk.rules, lost)
        await plan_office(session, desk, lost)
        await plan_health(session, desk, lost)
        await doubts.doubt(session, lost, _why(since))
        gap = await outages.add_outage(session, since, now)
        await posts.ask_redraw_of_cards(session, since - CARDS_SINCE, now)
        people, hours = desk.office_people, desk.rules.hours
        await tell_office(session, Owing.RESTORED, gap, people, hours, now)
        await marks.put(session, marks.ALIVE, now.isoformat())
        await marks.drop(session, marks.RESTORED)
    log.warning("restored from a backup", since=since.isoformat(), lost=lost.isoformat())


def _why(since: datetime) -> str:
    return f"due after the backup of {since.isoformat()} was taken: may have been sent"


async def draw_up(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft:
    """To the office: which stretch the database knows nothing of, and what was not sent again."""
    since, until = await outages.span(session, owed.subject)
    unsure = await doubts.count_doubts(session, _why(since))
    texts, zone = desk.words(chat.language), desk.rules.hours.zone
    return Draft(restored(since, until, unsure, texts, zone))
