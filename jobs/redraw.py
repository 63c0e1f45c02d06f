"""Open cards and pages of news follow their assignments: one edit for all changes of a second."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk
from jobs.moving import follow
from jobs.news import draw_news
from plan.delivery import Failed, Gone, Moved, Outcome, Refused, Sent, Unknown, Wait
from plan.lanes import Lane
from plan.notices import Owing
from render.card import card_message
from render.message import Message, print_of
from storage import drawings, posts
from storage.chats import get_chat, suspend
from storage.news import tell_office
from storage.posts import Post

log = structlog.get_logger()

AGAIN_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a post should show, if it still follows anything, and when that changes by itself."""

    post: Post
    message: Message | None
    changes_at: datetime | None = None

    @property
    def shown(self) -> bool:
        """Whether the chat shows that already."""
        return self.message is None or print_of(self.message) == self.post.drawn


async def redraw_due(desk: Desk, now: datetime) -> int:
    """Edit the cards and pages whose redraw is due, some at a time; returns how many."""
    async with desk.sessions.brief() as session:
        due = await posts.claim_redraws(session, now)
    if not due:
        return 0
    drawn = []
    for post_id in due:
        async with desk.sessions.glance() as reader:
            post = await posts.get_post(reader, post_id)
            drawn += [await _draw(reader, desk, post, now)] if post else []
        await asyncio.sleep(0)  # others have their turn between two cards
    outcomes = await asyncio.gather(*(_show(desk, drawing) for drawing in drawn))
    async with desk.sessions.brief() as session:
        for drawing, outcome in zip(drawn, outcomes, strict=True):
            await _settle(session, desk, drawing, outcome, now)
    return len(due)


async def _draw(session: AsyncSession, desk: Desk, post: Post, now: datetime) -> Drawing:
    """What a message should show now; nothing if it is closed or follows nothing any more."""
    if post.closed or post.message is None:
        return Drawing(post, None)
    if post.kind == "page":
        chat = await get_chat(session, post.chat)
        return Drawing(post, await draw_news(session, desk, post, chat, now))
    card = await drawings.draw_card(session, post, desk.rules, now)
    message = card_message(card, desk.words(post.language), desk.rules.hours.zone)
    return Drawing(post, message, drawings.undo_ends(card))


async def _show(desk: Desk, drawing: Drawing) -> Outcome:
    post = drawing.post
    if drawing.shown or drawing.message is None or post.message is None:
        return Sent(0)
    return await desk.telegraph.edit(post.telegram, post.message, drawing.message, Lane.BOARD)


async def _settle(
    session: AsyncSession, desk: Desk, drawing: Drawing, outcome: Outcome, now: datetime
) -> None:
    post, message = drawing.post, drawing.message
    match outcome:
        case Sent():
            await posts.redrawn(session, post.id, now, print_of(message) if message else None)
            if drawing.changes_at:
                await posts.ask_redraw(session, [post.id], drawing.changes_at)
            if post.about.get("superseded"):
                await posts.close_post(session, post.id, now)
        case Moved(new):
            again = await follow(session, desk, post.chat, post.telegram, new, now)
            if again > now:
                await posts.redraw_later(session, post.id, again)
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
            if post.about.get("superseded"):
                await posts.close_post(session, post.id, now)


async def _tell_of(
    session: AsyncSession, desk: Desk, kind: Owing, post: Post, now: datetime
) -> None:
    await tell_office(session, kind, post.chat, desk.office_people, desk.rules.hours, now)
