"""/my: what a unit still has to do, on a card that takes answers like a reminder."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from bot.commands.place import Place, place_of
from bot.commands.replying import answer
from bot.context import Context, Deps
from render.card import card_message
from render.message import Message
from render.notices import Toast, note, unbound_group
from storage import cards, drawings, marks
from storage.posts import Post
from storage.units import units_around


async def my(update: Update, context: Context) -> None:
    """The tasks not closed yet of the group's units, or in private of the units one answers for."""
    message, deps = update.effective_message, context.deps
    if message is None:
        return
    async with deps.sessions.begin() as session:
        place = await place_of(session, deps, message)
        units = await _units(session, place)
        if place.private and not units:
            reply: Message | None = note(Toast.NO_UNIT, place.texts)
            post = None
        elif not units:
            reply, post = await unbound_once_a_day(session, deps, place), None
        else:
            reply, post = await _card(session, deps, place, units)
    if reply is not None:
        await answer(context, message, reply, post)


async def _units(session: AsyncSession, place: Place) -> Sequence[int]:
    if place.private:
        return sorted(place.actor.units)
    return [unit.id for unit in await units_around(session, place.chat)]


async def _card(
    session: AsyncSession, deps: Deps, place: Place, units: Sequence[int]
) -> tuple[Message, Post]:
    lines = [(assignment, None) for assignment in await cards.unclosed_assignments(session, units)]
    post = await cards.open_card(session, place.chat.id, lines, {"on_request": True}, place.now)
    drawn = await drawings.draw_card(session, post, deps.rules, place.now)
    return card_message(drawn, place.texts, deps.rules.hours.zone), post


async def unbound_once_a_day(session: AsyncSession, deps: Deps, place: Place) -> Message | None:
    """How to bind a group nobody bound, told at most once a day."""
    name = f"unbound told {place.chat.id}"
    first = await marks.is_first(session, name, deps.today(place.now))
    return unbound_group(place.texts) if first else None
