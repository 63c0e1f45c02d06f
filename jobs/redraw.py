"""Open cards follow their assignments: one edit for all that changed within a second."""

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk
from plan.delivery import Failed, Gone, Moved, Refused, Wait
from render.card import card_message
from render.message import Message
from storage import cards, posts
from storage.chats import get_chat, move_chat, suspend

log = structlog.get_logger()


async def redraw_due(desk: Desk, now: datetime) -> int:
    """Edit the cards whose redraw is due; returns how many."""
    async with desk.sessions.begin() as session:
        due = await posts.claim_redraws(session, now)
    for post_id in due:
        await redraw(desk, post_id, now)
    return len(due)


async def redraw(desk: Desk, post_id: int, now: datetime) -> None:
    """Edit one card to what it should show now."""
    async with desk.sessions.begin() as session:
        post = await posts.get_post(session, post_id)
        if post is None or post.message is None or post.closed:
            return
        message = await _draw(session, desk, post, now)
        if post.about.get("superseded"):
            await posts.close_post(session, post.id, now)
    outcome = await desk.telegraph.edit(post.telegram, post.message, message)
    async with desk.sessions.begin() as session:
        match outcome:
            case Moved(new):
                await move_chat(session, post.telegram, new, now)
            case Gone(why):
                await suspend(session, post.telegram, why, now)
            case Wait() | Failed():
                await posts.ask_redraw(session, [post.id], now)
            case Refused(why):
                log.warning("redraw refused", post=post.id, why=why)


async def _draw(session: AsyncSession, desk: Desk, post: posts.Post, now: datetime) -> Message:
    chat = await get_chat(session, post.chat)
    card = await cards.draw_card(session, post, desk.rules, now)
    return card_message(card, desk.words(chat.language), desk.rules.hours.zone)
