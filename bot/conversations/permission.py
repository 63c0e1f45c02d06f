"""Whether somebody may press what they pressed, by the table in `bot.access`."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import BUTTONS, Denial, Need, denial
from bot.conversations.press import Effect, Press
from render import notices
from render.notices import Toast
from storage.people import units_of_user
from storage.reports import standing_assignment
from storage.units import units_around


async def refuse(session: AsyncSession, press: Press) -> Effect | None:
    """The toast for who may not press this; None for who may.

    Raises LookupError or ValueError where no button is about what was pressed.
    """
    need = BUTTONS[press.post.kind][press.verb]
    units = await _concerned(session, press, need)
    private = press.chat.telegram == press.actor.user
    why = denial(
        need,
        press.actor,
        units=units,
        private=private,
        for_office=private or press.chat.is_office,
    )
    if why is None:
        return None
    if why is Denial.NOT_YOURS and units:
        return Effect(notices.not_yours_toast(list(units.values()), press.texts))
    toast = Toast.PRIVATE_ONLY if why is Denial.PRIVATE_ONLY else Toast.OFFICE_ONLY
    return Effect(notices.toast(toast, press.texts))


async def _concerned(session: AsyncSession, press: Press, need: Need) -> Mapping[int, str]:
    """The units a press is about, with their names."""
    places = press.places
    match need:
        case Need.LINE:
            places = [press.place]
        case Need.REPORT:
            about = await standing_assignment(session, press.number())
            places = [place for place in places if place.assignment == about] or places
        case Need.COLLEAGUE:
            asked = await units_of_user(session, press.post.about.get("user", press.actor.user))
            places = [place for place in places if place.unit in asked]
        case Need.CHAT:
            return {unit.id: unit.name for unit in await units_around(session, press.chat)}
    return {place.unit: place.unit_name for place in places}
