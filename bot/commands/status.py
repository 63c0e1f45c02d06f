"""/status: where the plan stands, for the office and the leaders."""

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from bot.commands.place import Place, place_of
from bot.commands.replying import answer
from bot.context import Context
from bot.conversations.pages import home_page
from render import notices
from render.notices import Toast
from storage import plans, posts
from storage.engine import reading
from storage.posts import Post


async def status(update: Update, context: Context) -> None:
    """The plan's figures, in private or in the office's group."""
    message, deps = update.effective_message, context.deps
    if message is None:
        return
    async with deps.sessions.brief() as session:
        place = await place_of(session, deps, message)
        post = await _open(session, place)
    if isinstance(post, Toast):
        await answer(context, message, notices.note(post, place.texts))
        return
    async with reading(deps.sessions) as reader:
        page = await home_page(reader, deps, post, place.texts, place.now)
    await answer(context, message, page, post)


async def _open(session: AsyncSession, place: Place) -> Post | Toast:
    """The post the page becomes, or why there is none."""
    if refusal := place.refusal("status"):
        return refusal
    newest = next(iter(reversed(await plans.ids(session))), None)
    if newest is None:
        return Toast.NO_PLAN
    return await posts.add_post(session, place.chat.id, "page", {"plan": newest}, place.now)
