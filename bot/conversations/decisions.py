"""What the office decides on a page: a claim closed or returned, more time granted or refused."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Deps
from bot.conversations.pages import item_of
from bot.conversations.press import Effect, Press
from bot.conversations.record import redraw
from plan.notices import Owing
from render import notices
from render.notices import Toast
from storage import decisions
from storage.news import tell_unit


async def _review(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    review = await decisions.review(
        session,
        press.number(),
        press.actor.user,
        press.verb == "accept",
        press.now,
        rules=deps.rules,
    )
    return await _decided(session, deps, press, Owing.REVIEWED, review)


async def _extend(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    request = await decisions.decide_extension(
        session,
        press.number(),
        press.actor.user,
        press.verb == "grant",
        press.now,
        rules=deps.rules,
    )
    return await _decided(session, deps, press, Owing.EXTENDED, request)


async def _decided(
    session: AsyncSession, deps: Deps, press: Press, kind: Owing, decision: int | None
) -> Effect:
    """Tell the unit once; `decision` is None when there was nothing to decide any more."""
    assignment = press.number()
    if decision is not None:
        await tell_unit(session, kind, decision, assignment, deps.rules.hours, press.now)
        await redraw(session, assignment, press.now)
    toast = Toast.DONE if decision is not None else Toast.DECIDED_BEFORE
    page = await item_of(session, deps, press, assignment)
    return Effect(notices.toast(toast, press.texts), edit=page)


VERBS = {
    "accept": _review,
    "return": _review,
    "grant": _extend,
    "refuse": _extend,
}
