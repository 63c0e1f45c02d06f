"""The office's pages about people: who answers for a unit, and who does no longer."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Deps
from bot.conversations.pages import turning
from bot.conversations.press import Effect, Press
from render import notices
from render import people as render
from render.message import Message
from render.notices import Toast
from storage import people, units


async def _people(session: AsyncSession, deps: Deps, press: Press) -> Message:
    unit = press.number()
    name, members = await units.unit_name(session, unit), await people.members(session, unit)
    return render.people(unit, name, members, press.post.key, press.texts)


async def _person(session: AsyncSession, deps: Deps, press: Press) -> Message:
    member = await people.member(session, press.number())
    return render.person(member, press.post.key, press.texts, deps.rules.hours.zone)


async def _change(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    """Somebody answers for their unit no longer, or does again; what they reported stands."""
    gone = press.now if press.verb == "release" else None
    await people.let_go(session, press.number(), gone)
    page = await _person(session, deps, press)
    return Effect(notices.toast(Toast.DONE, press.texts), edit=page)


VERBS = {
    "people": turning(_people),
    "person": turning(_person),
    "release": _change,
    "rejoin": _change,
}
