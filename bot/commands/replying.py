"""Answering a command: a message, which may become a post that takes presses and replies."""

from telegram import Message as Received

from bot.context import Context
from bot.topics import topic_of
from plan.delivery import Sent
from render.message import Message
from storage import posts
from storage.posts import Post


async def answer(
    context: Context, received: Received, message: Message, post: Post | None = None
) -> None:
    """Send `message` where the command was written; `post` then has its number."""
    deps = context.deps
    outcome = await deps.telegraph.send(received.chat.id, message, thread=topic_of(received))
    if post is not None and isinstance(outcome, Sent):
        async with deps.sessions.begin() as session:
            await posts.place(session, post.id, outcome.message_id)
