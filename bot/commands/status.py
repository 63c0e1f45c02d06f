"""/status: where the plan stands, for the office and the leaders."""

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from bot.commands.place import Place, place_of
from bot.commands.replying import answer
from bot.context import Context, Deps
from bot.conversations.pages import home_page
from render import notices
from render.message import Message
from render.notices import Toast
from storage import plans, posts
from storage.posts import Post


async def status(update: Update, context: Context) -> None:
    """The plan's figures, in private or in the office's group."""
    message, deps = update.effective_message, context.deps
    if message is None:
        return
    async with deps.sessions.begin() as session:
        place = await place_of(session, deps, message)
        reply, post = await _status(session, deps, place)
    await answer(context, message, reply, post)


async def _status(session: AsyncSession, deps: Deps, place: Place) -> tuple[Message, Post | None]:
    if not place.actor.may_read:
        return notices.note(place.refusal, place.texts), None
    if not place.for_office:
        return notices.note(Toast.PRIVATE_ONLY, place.texts), None
    newest = next(iter(reversed(await plans.ids(session))), None)
    if newest is None:
        return notices.note(Toast.NO_PLAN, place.texts), None
    post = await posts.add_post(session, place.chat.id, "page", {"plan": newest}, place.now)
    return await home_page(session, deps, post, place.texts, place.now), post
