"""The router of presses: resolve the key, check the place, do what the verb says, answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import structlog
from sqlalchemy.exc import NoResultFound
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import CallbackQuery, Update
from telegram.error import TelegramError

from bot.access import actor_of
from bot.context import Context, Deps
from bot.conversations import binding, card, decisions, pages, permission, questioned, staff
from bot.conversations.answer import ask, owe
from bot.conversations.press import Effect, Handler, Press, message_of
from plan.delivery import Failed, Wait
from render import notices
from render.callback import decode
from render.message import Message
from render.notices import Toast
from storage import cards, doubts, posts
from storage.chats import find_chat, get_chat
from storage.engine import reading

log = structlog.get_logger()

# Arguments nobody's button has, or a line that is gone: forged or stale, nothing changes.
UNKNOWN = (ValueError, LookupError, NoResultFound)
DRAW_AGAIN = timedelta(seconds=5)

BY_KIND: Mapping[str, Mapping[str, Handler]] = {
    "card": card.VERBS,
    "question": questioned.VERBS,
    "page": pages.VERBS | decisions.VERBS | staff.VERBS,
    "bound": binding.GREETING_VERBS,
    "application": binding.APPLICATION_VERBS,
    "language": binding.LANGUAGE_VERBS,
}


async def on_press(update: Update, context: Context) -> None:
    """Somebody pressed a button; whatever happens, the press is answered."""
    query = update.callback_query
    if query is None:
        return
    deps = context.deps
    async with deps.sessions.brief() as session:
        press = await _resolve(session, deps, query)
        effect = await _work(session, deps, press) if press else await _stale(session, deps, query)
        if press is not None and effect.edit is not None:
            await posts.drawn_elsewhere(session, press.post.id)
        if press is not None and effect.ask is not None and effect.asked is not None:
            asked = await owe(session, deps, effect.ask, effect.asked, press.message)
            effect = replace(effect, asked=asked)
    if press is not None and effect.page is not None:
        effect = await _turn(deps, press, effect.page)
    await _answer(query, effect)
    if press is not None:
        deps.ring()
        await _show(deps, press, effect)


async def _resolve(session: AsyncSession, deps: Deps, query: CallbackQuery) -> Press | None:
    """The press behind the data; None if it is forged, or its message is none of ours any more."""
    now = deps.clock()
    actor = await actor_of(session, query.from_user, deps.settings.office)
    if actor.is_stranger:
        deps.guests.answers.add(actor.user, now)
    data = decode(query.data or "")
    post = await posts.find_by_key(session, data.key) if data else None
    place = query.message
    if data is None or post is None or place is None or post.telegram != place.chat.id:
        return None
    if post.message is None and not post.closed:
        # Its number was lost with the answer to sending it: now we know that it was sent.
        await doubts.arrived(session, post, place.message_id, now)
    chat = await get_chat(session, post.chat, place.chat.title or "")
    number = message_of(query)
    texts = deps.words(chat)
    lines = await cards.places(session, post.card) if post.card is not None else ()
    return Press(query.id, post, data.verb, data.args, actor, chat, number, texts, now, lines)


async def _work(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    handler = BY_KIND.get(press.post.kind, {}).get(press.verb)
    if handler is None:
        return Effect(notices.toast(Toast.STALE, press.texts))
    try:
        async with session.begin_nested():
            refused = await permission.refuse(session, press)
            return refused or await handler(session, deps, press)
    except UNKNOWN:
        return _refuse(press)


async def _turn(
    deps: Deps, press: Press, page: Callable[[AsyncSession], Awaitable[Message]]
) -> Effect:
    """The message as the page that was turned to."""
    try:
        async with reading(deps.sessions) as reader:
            message = await page(reader)
    except UNKNOWN:
        return _refuse(press)
    async with deps.sessions.brief() as session:
        await cards.turn_page(session, press.post.id)
        await posts.drawn_elsewhere(session, press.post.id)
    return Effect(edit=message)


def _refuse(press: Press) -> Effect:
    log.warning("press refused", post=press.post.id, verb=press.verb)
    return Effect(notices.toast(Toast.STALE, press.texts))


async def _stale(session: AsyncSession, deps: Deps, query: CallbackQuery) -> Effect:
    chat = await find_chat(session, query.message.chat.id) if query.message else None
    return Effect(notices.toast(Toast.STALE, deps.words(chat)))


async def _answer(query: CallbackQuery, effect: Effect) -> None:
    try:
        await query.answer(effect.toast or None, show_alert=effect.alert)
    except TelegramError as error:  # too late, or out of reach; what was pressed counts
        log.info("press not answered", why=error.message)


async def _show(deps: Deps, press: Press, effect: Effect) -> None:
    chat = press.chat.telegram
    if effect.edit is not None:
        outcome = await deps.telegraph.edit(chat, press.message, effect.edit)
        if press.post.kind == "card" and isinstance(outcome, Wait | Failed):
            await _draw_later(deps, press, outcome)
    if effect.unmark is not None:
        await deps.telegraph.react(chat, effect.unmark, None)
    if effect.ask is not None and effect.asked is not None:
        await ask(deps, chat, effect.ask, effect.asked)
    elif effect.ask is not None:
        await deps.telegraph.send(chat, effect.ask, reply_to=press.message)


async def _draw_later(deps: Deps, press: Press, outcome: Wait | Failed) -> None:
    """Leave to the redraws what could not be shown at once."""
    wait = timedelta(seconds=outcome.seconds) if isinstance(outcome, Wait) else DRAW_AGAIN
    async with deps.sessions.begin() as session:
        await posts.ask_redraw(session, [press.post.id], press.now + wait)
