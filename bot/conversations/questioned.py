"""The buttons of the bot's questions: right, change, and which line."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Deps
from bot.conversations import questions, resolve
from bot.conversations.press import Effect, Press
from bot.conversations.situation import Situation
from plan.dialogue import Step
from render import notices, reading
from render.notices import Toast
from storage import posts


def _situation(press: Press) -> Situation | Effect:
    """The question and its card; a toast for questions answered before."""
    if press.post.closed:
        return Effect(notices.toast(Toast.STALE, press.texts))
    card = press.post.about["card"]
    return Situation(press.post, card, press.actor, press.places, press.texts, press.now)


async def _yes(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    found = _situation(press)
    if isinstance(found, Effect):
        return found
    if press.post.about["step"] != Step.CONFIRM:
        raise ValueError("nothing to confirm")
    confirmed = await resolve.confirm(session, deps, found)
    if confirmed is None:
        return Effect(notices.not_yours_toast(found.units, press.texts))
    toast = notices.toast(Toast.CONFIRMED, press.texts)
    return Effect(toast, edit=reading.confirmed(confirmed, press.texts))


async def _change(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    found = _situation(press)
    if isinstance(found, Effect):
        return found
    await posts.close_post(session, press.post.id, press.now)
    ask, post = await questions.ask_anew(session, found)
    return Effect(edit=reading.dropped(press.texts), ask=ask, asked=post)


async def _line(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    found = _situation(press)
    if isinstance(found, Effect):
        return found
    n = press.number()
    answer = await resolve.pick_line(session, deps, found, n)
    if answer is None:
        return Effect(notices.not_yours_toast(found.units, press.texts))
    toast = notices.toast(Toast.RECORDED, press.texts) if answer.reaction else ""
    edit = reading.line_chosen(n, press.texts)
    return Effect(toast, edit=edit, ask=answer.message, asked=answer.post)


VERBS = {"yes": _yes, "change": _change, "line": _line}
