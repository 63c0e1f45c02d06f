"""/start, /help and /language: the welcome, the instructions, the chat's language."""

from telegram import Update

from bot.access import Actor
from bot.commands.bind import redeem
from bot.commands.place import place_of
from bot.commands.replying import answer
from bot.context import Context
from render import notices
from render.notices import Audience
from storage import chats, posts
from storage.people import unit_names


def audience_of(actor: Actor) -> Audience:
    """Whom the bot talks to: the office before the leaders, both before the liaisons."""
    if actor.office:
        return Audience.OFFICE
    if actor.leader:
        return Audience.LEADER
    return Audience.LIAISON if actor.units else Audience.STRANGER


async def start(update: Update, context: Context) -> None:
    """The welcome in private; in a group the end of a link that binds it."""
    message, deps = update.effective_message, context.deps
    if message is None:
        return None
    if context.args:
        return await redeem(message, context, context.args[0])
    async with deps.sessions.begin() as session:
        place = await place_of(session, deps, message)
        await chats.resume(session, place.chat.telegram, place.now)
        units = await unit_names(session, place.actor.units)
    if place.private:
        audience = audience_of(place.actor)
        reply = notices.start(audience, place.actor.user, units, place.texts)
    else:
        reply = notices.help_message(Audience.LIAISON, place.texts)
    await answer(context, message, reply)
    return None


async def help_(update: Update, context: Context) -> None:
    """How to use the bot, for those who ask where they ask."""
    message, deps = update.effective_message, context.deps
    if message is None:
        return
    async with deps.sessions.begin() as session:
        place = await place_of(session, deps, message)
    audience = audience_of(place.actor) if place.for_office else Audience.LIAISON
    await answer(context, message, notices.help_message(audience, place.texts))


async def language(update: Update, context: Context) -> None:
    """The languages to choose from."""
    message, deps = update.effective_message, context.deps
    if message is None:
        return
    async with deps.sessions.begin() as session:
        place = await place_of(session, deps, message)
        post = await posts.add_post(session, place.chat.id, "language", {}, place.now)
    await answer(context, message, notices.language_menu(deps.texts, post.key, place.texts), post)
