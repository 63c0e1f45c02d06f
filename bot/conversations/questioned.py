"""The buttons of the bot's questions: right, change, and which line."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Deps
from bot.conversations import resolve
from bot.conversations.press import Effect, Press
from bot.conversations.situation import Situation
from plan.dialogue import Step
from render import notices, reading
from render.notices import Toast
from storage import cards, posts


async def _situation(session: AsyncSession, press: Press) -> Situation | Effect:
    """The question and its card; a toast for strangers and for questions answered before."""
    places = await cards.places(session, press.post.about["card"])
    found = Situation(
        press.post, press.post.about["card"], press.actor, places, press.texts, press.now
    )
    if not found.may_answer:
        return Effect(notices.not_yours_toast(found.units, press.texts))
    if press.post.closed:
        return Effect(notices.toast(Toast.STALE, press.texts))
    return found


async def _yes(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    found = await _situation(session, press)
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
    found = await _situation(session, press)
    if isinstance(found, Effect):
        return found
    await posts.close_post(session, press.post.id, press.now)
    about = {"card": found.card, "step": Step.AGAIN}
    post = await posts.add_post(session, press.post.chat, "question", about, press.now)
    asked = press.actor.user, press.actor.name
    return Effect(
        edit=reading.dropped(press.texts), ask=reading.ask_again(asked, press.texts), asked=post
    )


async def _line(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    found = await _situation(session, press)
    if isinstance(found, Effect):
        return found
    answer = await resolve.pick_line(session, deps, found, press.number())
    if answer is None:
        return Effect(notices.not_yours_toast(found.units, press.texts))
    if answer.message is not None:  # the words leave a further question
        return Effect(edit=reading.dropped(press.texts), ask=answer.message, asked=answer.post)
    toast = notices.toast(Toast.RECORDED, press.texts)
    return Effect(toast, edit=notices.note(Toast.RECORDED, press.texts))


VERBS = {"yes": _yes, "change": _change, "line": _line}
