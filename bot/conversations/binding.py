"""Who answers for a unit: a person asks in the group, the office decides; a chat's language."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Deps
from bot.conversations.press import Effect, Press
from plan.model import PersonRole
from plan.notices import Owing
from render import binding as render
from render import notices
from render.notices import Toast
from storage import chats, people
from storage.news import tell_chat, tell_office
from storage.units import units_of_chat


async def _apply(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    """Somebody wants to be liaison or deputy of the unit the group was greeted for."""
    unit, actor = press.post.about["unit"], press.actor
    if actor.may_report(unit):
        return Effect(notices.toast(Toast.ANSWERS_ALREADY, press.texts))
    if unit not in [bound.id for bound in await units_of_chat(session, press.chat.id)]:
        return Effect(notices.toast(Toast.STALE, press.texts))
    role = PersonRole(press.verb)
    wish = await people.apply(session, unit, press.chat.id, actor.user, actor.name, role, press.now)
    if wish is None:
        return Effect(notices.toast(Toast.APPLIED_BEFORE, press.texts))
    office, hours = deps.settings.office.people, deps.rules.hours
    await tell_office(session, Owing.APPLICATION, wish, office, hours, press.now)
    return Effect(notices.toast(Toast.APPLIED, press.texts))


async def _decide(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    """The office agrees or not; the group that asked is told."""
    accepted = press.verb == "approve"
    wish = press.post.about["application"]
    decided = await people.decide(session, wish, press.actor.user, accepted, press.now)
    toast = Toast.DECIDED_BEFORE
    if decided is None:
        decided, accepted = await people.decided_application(session, wish)
    else:
        toast, hours = Toast.DONE, deps.rules.hours
        deps.guests.answers.forget(decided.user)
        await tell_chat(session, Owing.WELCOME, decided.id, decided.chat, hours, press.now)
    said = render.application_decided(
        decided.name, decided.unit_name, decided.role, accepted, press.texts
    )
    return Effect(notices.toast(toast, press.texts), edit=said)


async def _language(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    """A chat speaks another language from now on."""
    texts = deps.texts[press.args[0]]
    await chats.set_language(session, press.chat.id, texts.language)
    return Effect(edit=notices.language_set(texts))


GREETING_VERBS = {"liaison": _apply, "deputy": _apply}
APPLICATION_VERBS = {"approve": _decide, "decline": _decide}
LANGUAGE_VERBS = {"language": _language}
