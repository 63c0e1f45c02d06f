"""Sending what is owed: claim, draw up from the present state, send, write down what came of it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from jobs import digest, news, remind
from jobs.desk import Desk
from plan.delivery import Failed, Gone, Moved, Outcome, Refused, Sent, Unknown, Wait, next_wait
from plan.notices import Owing
from render.message import Message
from storage import cards, outbox, posts
from storage.chats import Chat, get_chat, move_chat, suspend
from storage.news import tell_office
from storage.posts import Post

log = structlog.get_logger()

Draft = tuple[Message, Post | None]
DrawUp = Callable[[AsyncSession, Desk, outbox.Owed, Chat, datetime], Awaitable[Draft | None]]
DRAW_UP: dict[Owing, DrawUp] = {
    Owing.CARD: remind.draw_up,
    Owing.DIGEST: digest.draw_up,
    Owing.GAPS: digest.draw_up_gaps,
    Owing.CLAIM: news.draw_up_report,
    Owing.BLOCK: news.draw_up_report,
    Owing.EXTENSION: news.draw_up_report,
    Owing.APPLICATION: news.draw_up_application,
    Owing.WELCOME: news.draw_up_welcome,
    Owing.REVIEWED: news.draw_up_review,
    Owing.EXTENDED: news.draw_up_extension,
    Owing.REMOVED: news.draw_up_trouble,
    Owing.MUTED: news.draw_up_trouble,
    Owing.UNREACHABLE: news.draw_up_trouble,
    Owing.MOVED: news.draw_up_trouble,
}
REDRAW_AFTER = timedelta(seconds=1)


async def deliver_due(desk: Desk, now: datetime) -> int:
    """Send everything that is due at `now`; returns how many rows were worked off."""
    done = 0
    while await deliver_next(desk, now):
        done += 1
    return done


async def deliver_next(desk: Desk, now: datetime) -> bool:
    """Claim and send one row; False when nothing is due."""
    async with desk.sessions.begin() as session:
        owed = await outbox.claim_next(session, now)
    if owed is None:
        return False
    async with desk.sessions.begin() as session:
        chat = await get_chat(session, owed.chat)
        draft = (
            await DRAW_UP[Owing(owed.kind)](session, desk, owed, chat, now) if chat.usable else None
        )
        if draft is None:
            why = "nothing to say" if chat.usable else "the chat takes no messages"
            await outbox.mark(session, owed.id, "skipped", now=now, why=why)
            return True
    message, post = draft
    outcome = await desk.telegraph.send(chat.telegram, message)
    async with desk.sessions.begin() as session:
        await _settle(session, desk, owed, chat, post, outcome, now)
    log.info("delivered", kind=owed.kind, row=owed.id, chat=chat.telegram, outcome=outcome)
    return True


async def _settle(
    session: AsyncSession,
    desk: Desk,
    owed: outbox.Owed,
    chat: Chat,
    post: Post | None,
    outcome: Outcome,
    now: datetime,
) -> None:
    match outcome:
        case Sent(message_id):
            await _sent(session, desk, owed, post, message_id, now)
        case Moved(new):
            await move_chat(session, chat.telegram, new, now)
            await _tell_of(session, desk, Owing.MOVED, chat, now)
            await outbox.postpone(session, owed.id, now, "the group was upgraded")
        case Wait(seconds):
            await outbox.postpone(session, owed.id, now + timedelta(seconds=seconds), "too many")
        case Failed(why):
            await outbox.postpone(session, owed.id, now + next_wait(owed.attempts), why)
        case Gone(why):
            if await suspend(session, chat.telegram, why, now):
                await _tell_of(session, desk, Owing.UNREACHABLE, chat, now)
            await outbox.mark(session, owed.id, "failed", now=now, why=why)
        case Refused(why):
            await outbox.mark(session, owed.id, "failed", now=now, why=why)
        case Unknown(why):
            post_id = post.id if post else None
            await outbox.mark(session, owed.id, "unknown", now=now, why=why, post_id=post_id)


async def _tell_of(
    session: AsyncSession, desk: Desk, kind: Owing, chat: Chat, now: datetime
) -> None:
    await tell_office(session, kind, chat.id, desk.office_people, desk.rules.hours, now)


async def _sent(
    session: AsyncSession,
    desk: Desk,
    owed: outbox.Owed,
    post: Post | None,
    message: int,
    now: datetime,
) -> None:
    late = now - owed.send_at > timedelta(minutes=15)
    post_id = post.id if post else None
    await outbox.mark(session, owed.id, "sent", now=now, post_id=post_id, late=late)
    if owed.kind == Owing.DIGEST:
        await digest.keep_figures(session, desk, owed, now)
    if post is not None:
        await posts.place(session, post.id, message)
        replaced = await cards.supersede(session, owed.chat, post.id)
        await posts.ask_redraw(session, replaced, now)
