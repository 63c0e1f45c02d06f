"""What a unit's group is owed while it takes no messages: said to its liaison, or kept."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from jobs import news, remind
from jobs.desk import Desk, Draft
from plan.calendar import local_day
from plan.notices import Owing
from render.notices import again, instead
from storage import outbox
from storage.chats import Chat
from storage.people import reachable_for
from storage.units import group_name

# What may be said to a person in place of their unit's group, and how it is drawn up.
DRAW_UP = {
    Owing.CARD: remind.draw_up,
    Owing.WELCOME: news.draw_up_welcome,
    Owing.REVIEWED: news.draw_up_review,
    Owing.EXTENDED: news.draw_up_extension,
}
LOOK_AGAIN = timedelta(hours=1)  # somebody may have started the bot meanwhile
KEPT = timedelta(days=31)


async def settle(
    session: AsyncSession, desk: Desk, row: outbox.Owed, chat: Chat, why: str, now: datetime
) -> None:
    """Settle a claimed row of a chat that takes no messages for the reason `why`.

    What a group is owed goes to a person of each of its units, or waits until it is back; what a
    person was to be told is lost to them, and what stood in for a group's comes to the next one.
    """
    if row.kind == Owing.INSTEAD:
        await outbox.take_back(session, row.subject, now, why)
    if chat.is_private or row.day < local_day(now, desk.rules.hours.zone) - KEPT:
        await outbox.mark(session, row.id, "failed", why)
        return
    people = await reachable_for(session, chat.id) if row.kind in DRAW_UP else ()
    if not people:
        await outbox.hold(session, row.id, now + LOOK_AGAIN, why)
        return
    await outbox.owe(session, people, Owing.INSTEAD, row.day, now, subject=row.id)
    await outbox.pass_on(session, row.id, why)


async def draw_up(
    session: AsyncSession, desk: Desk, owed: outbox.Owed, chat: Chat, now: datetime
) -> Draft | None:
    """The message a group was owed, to one of its people, with the reason.

    None where it stands in the group after all: somebody answered it there. Where it only may
    stand there, it says that it may be a repeat.
    """
    if await outbox.is_sent(session, owed.subject):
        return None
    row = await outbox.get(session, owed.subject)
    drawn = replace(row, again=row.again or owed.again)
    draft = await DRAW_UP[Owing(row.kind)](session, desk, drawn, chat, now)
    if draft is None or draft.post is not None:
        return draft  # a card knows both itself, so that they stay when it is drawn anew
    group, texts = await group_name(session, row.chat), desk.words(chat.language)
    message = instead(draft.message, group, texts)
    return Draft(again(message, texts) if row.again and not owed.again else message)
