"""Open cards and pages of news follow their assignments: one edit for all changes of a second."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk
from jobs.news import draw_news
from plan.delivery import Failed, Gone, Moved, Outcome, Refused, Sent, Unknown, Wait
from plan.notices import Owing
from render.card import card_message
from render.message import Message, print_of
from storage import drawings, posts
from storage.chats import get_chat, move_chat, suspend
from storage.engine import reading
from storage.news import tell_office
from storage.posts import Post

log = structlog.get_logger()

AGAIN_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a message should show, and when that changes by itself."""

    message: Message
    changes_at: datetime | None = None


async def redraw_due(desk: Desk, now: datetime) -> int:
    """Edit the cards and pages whose redraw is due; returns how many."""
    async with desk.sessions.begin() as session:
        due = await posts.claim_redraws(session, now)
    for post_id in due:
        await _redraw(desk, post_id, now)
    return len(due)


async def _redraw(desk: Desk, post_id: int, now: datetime) -> None:
    """Edit one message to what it should show now, unless it shows that already."""
    async with reading(desk.sessions) as reader:
        post = await posts.get_post(reader, post_id)
        drawing = await _draw(reader, desk, post, now) if post else None
    if post is None or post.message is None or drawing is None:
        async with desk.sessions.brief() as session:
            await posts.redrawn(session, post_id, now, None)
        return
    message = drawing.message
    same = print_of(message) == post.drawn
    outcome = Sent(0) if same else await desk.telegraph.edit(post.telegram, post.message, message)
    async with desk.sessions.brief() as session:
        await _settle(session, desk, post, message, outcome, now)
        if isinstance(outcome, Sent) and drawing.changes_at:
            await posts.ask_redraw(session, [post.id], drawing.changes_at)


async def _draw(session: AsyncSession, desk: Desk, post: Post, now: datetime) -> Drawing | None:
    """What a message should show now; None for one that is closed or follows nothing any more."""
    if post.closed:
        return None
    chat = await get_chat(session, post.chat)
    if post.kind == "page":
        news = await draw_news(session, desk, post, chat, now)
        return Drawing(news) if news else None
    card = await drawings.draw_card(session, post, desk.rules, now)
    message = card_message(card, desk.words(chat.language), desk.rules.hours.zone)
    return Drawing(message, drawings.undo_ends(card))


async def _settle(
    session: AsyncSession, desk: Desk, post: Post, message: Message, outcome: Outcome, now: datetime
) -> None:
    match outcome:
        case Sent():
            await posts.redrawn(session, post.id, now, print_of(message))
            if post.about.get("superseded"):
                await posts.close_post(session, post.id, now)
        case Moved(new):
            if await move_chat(session, post.telegram, new, now):
                await _tell_of(session, desk, Owing.MOVED, post, now)
        case Gone(why):
            await posts.redrawn(session, post.id, now, None)
            if await suspend(session, post.telegram, why, now):
                await _tell_of(session, desk, Owing.UNREACHABLE, post, now)
        case Wait(seconds):
            await posts.redraw_later(session, post.id, now + timedelta(seconds=seconds))
        case Failed() | Unknown():
            await posts.redraw_later(session, post.id, now + AGAIN_AFTER)
        case Refused(why):
            await posts.redrawn(session, post.id, now, None)
            log.warning("redraw refused", post=post.id, why=why)


async def _tell_of(
    session: AsyncSession, desk: Desk, kind: Owing, post: Post, now: datetime
) -> None:
    await tell_office(session, kind, post.chat, desk.office_people, desk.rules.hours, now)
