"""A question that could not be asked at once."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk, Draft
from render.message import unpacked
from storage import posts
from storage.chats import Chat
from storage.outbox import Owed


async def draw_up(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft | None:
    """The question as it was to be asked; None when it was answered or overtaken meanwhile."""
    post = await posts.get_post(session, owed.subject)
    if post is None or post.closed or post.message is not None:
        return None
    place = {name: post.about[name] for name in ("reply_to", "thread")}
    return Draft(unpacked(post.about["says"]), post, is_kept=True, **place)
