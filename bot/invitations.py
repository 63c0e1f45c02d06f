"""A one-time way to bind a group, as a link and a code."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Deps
from render import binding
from render.message import Message
from render.texts import Texts
from storage import invitations, units


async def invite(
    session: AsyncSession, deps: Deps, unit: int | None, texts: Texts, now: datetime
) -> Message:
    """How to bind a group to a unit, or to the office with None."""
    made = await invitations.invite(session, unit, now)
    bot = deps.telegraph.bot.username
    name = await units.unit_name(session, unit) if unit is not None else None
    zone = deps.rules.hours.zone
    return binding.invitation(name, bot, made.token, made.typed, made.expires_at, texts, zone)
