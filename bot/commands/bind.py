"""/bind: the office makes a code for a unit's group; whoever has it redeems it in the group."""

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message as Received
from telegram import Update

from bot.commands.place import Place, place_of
from bot.commands.replying import answer
from bot.context import Context, Deps
from bot.conversations.pages import unbound_page
from bot.invitations import invite
from plan.notices import Owing
from render import binding, notices
from render.message import Message
from render.notices import Toast
from storage import chats, invitations, marks, posts, units
from storage.news import tell_office
from storage.posts import Post

Reply = tuple[Message, Post | None]


async def bind(update: Update, context: Context) -> None:
    """`/bind` shows units without a group, `/bind NAME` makes a code, `/bind CODE` redeems it."""
    message, deps = update.effective_message, context.deps
    if message is None:
        return None
    words = " ".join(context.args or ())
    if words and invitations.is_code(words):
        return await redeem(message, context, words)
    async with deps.sessions.begin() as session:
        place = await place_of(session, deps, message)
        reply, post = await _make(session, deps, place, words)
    await answer(context, message, reply, post)
    return None


async def _make(session: AsyncSession, deps: Deps, place: Place, name: str) -> Reply:
    if refusal := place.refusal("bind"):
        return notices.note(refusal, place.texts), None
    if not name:
        return await unbound_page(session, deps, place.chat.id, place.texts, place.now)
    unit = await units.find_unit(session, name)
    if unit is None:
        near = await units.similar_units(session, name)
        return binding.bind_usage(near, place.texts), None
    return await invite(session, deps, unit, place.texts, place.now), None


async def redeem(message: Received, context: Context, code: str) -> None:
    """Use a code up: the group it is typed in speaks for the unit from now on."""
    deps = context.deps
    async with deps.sessions.begin() as session:
        place = await place_of(session, deps, message)
        if deps.guests.guesses.is_spent(place.who, place.now):
            return  # not even a right one is taken from who guesses
        reply, post = await _redeem(session, deps, place, code)
    await answer(context, message, reply, post)
    deps.ring()


async def _note_guess(session: AsyncSession, deps: Deps, place: Place) -> None:
    """Count a wrong code; the office hears once a day of somebody who tries too many."""
    guesses = deps.guests.guesses
    guesses.add(place.who, place.now)
    first = guesses.is_spent(place.who, place.now) and await marks.is_first(
        session, "guessing told", deps.today(place.now)
    )
    if first:
        people, hours = deps.settings.office.people, deps.rules.hours
        await tell_office(session, Owing.GUESSING, place.who, people, hours, place.now)


async def _redeem(session: AsyncSession, deps: Deps, place: Place, code: str) -> Reply:
    if place.private:
        return notices.note(Toast.CODE_IN_GROUP, place.texts), None
    valid, unit = await invitations.redeem(session, code, place.actor.user, place.now)
    if not valid:
        await _note_guess(session, deps, place)
        return binding.bind_refused(place.texts), None
    await chats.resume(session, place.chat.telegram, place.now)
    if unit is None:
        await chats.make_office(session, place.chat.id)
        return binding.office_bound(place.texts), None
    await units.bind(session, place.chat.id, unit, place.actor.user, place.now)
    bound = next(u for u in await units.units_of_chat(session, place.chat.id) if u.id == unit)
    post = await posts.add_post(session, place.chat.id, "bound", {"unit": unit}, place.now)
    greeting = binding.unit_bound(bound.name, bound.leads, bound.answers, post.key, place.texts)
    return greeting, post
