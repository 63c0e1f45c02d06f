"""The buttons of a card: receipt, progress, done, blocked, more time, undo."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Deps
from bot.conversations import questions
from bot.conversations.press import Effect, Handler, Press
from bot.conversations.record import Said, record, take_back
from plan.cards import Card
from plan.extensions import denial, extension_days
from plan.model import BlockReason, Status
from plan.progress import SETTLED
from render import card as render
from render import notices, reading
from render.message import Message
from render.notices import Toast
from storage import drawings, posts, reports
from storage.cards import Place
from storage.drawings import UNDO_WINDOW
from storage.reports import Source, Words

# A menu nobody chooses from gives way to the card.
MENU_STANDS = timedelta(seconds=60)


def _open_place(press: Press) -> Place | Effect:
    """The line a press is about, if it is still open."""
    if press.place.state in SETTLED:
        return Effect(notices.toast(Toast.CLOSED, press.texts))
    return press.place


async def _draw(session: AsyncSession, deps: Deps, press: Press) -> Card:
    post = await posts.get_post(session, press.post.id) or press.post
    card = await drawings.draw_card(session, post, deps.rules, press.now)
    if undo_ends := drawings.undo_ends(card):
        await posts.ask_redraw(session, [post.id], undo_ends)
    return card


async def _card(session: AsyncSession, deps: Deps, press: Press) -> Message:
    return render.card_message(
        await _draw(session, deps, press), press.texts, deps.rules.hours.zone
    )


async def _menu(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    """Open the menu a button stands for, on the card itself."""
    place = _open_place(press)
    if isinstance(place, Effect):
        return place
    if press.verb == "extend" and denial(place.due, deps.today(press.now)):
        toast = notices.too_late_toast(place.due, press.texts)
        return Effect(toast, await _card(session, deps, press))
    drawn, texts, zone = await _draw(session, deps, press), press.texts, deps.rules.hours.zone
    match press.verb:
        case "progress":
            menu = render.progress_menu(drawn, place.n, texts, zone)
        case "done":
            menu = render.done_question(drawn, place.n, texts, zone)
        case "block":
            menu = render.block_menu(drawn, place.n, texts, zone)
        case _:
            days = extension_days(place.due)
            menu = render.extension_menu(drawn, place.n, texts, zone, days)
    await posts.redraw_later(session, press.post.id, press.now + MENU_STANDS)
    return Effect(edit=menu)


async def _record(
    session: AsyncSession, deps: Deps, press: Press, words: Words, toast: str
) -> Effect:
    place = _open_place(press)
    if isinstance(place, Effect):
        return place
    await record(session, deps, [Said(place, words)], press.source, shown=press.post.id)
    return Effect(toast, edit=await _card(session, deps, press))


async def _receive(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    toast = notices.receipt_toast(press.now, press.texts, deps.rules.hours.zone)
    return await _record(session, deps, press, Words(receipt=True), toast)


async def _percent(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    percent = press.number(1)
    if percent not in render.PERCENTS:
        raise ValueError(f"no button says {percent}%")
    status = Status.IN_PROGRESS if percent else Status.NOT_STARTED
    words = Words(status=status, percent=percent or None)
    return await _record(session, deps, press, words, notices.percent_toast(percent, press.texts))


async def _same(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    toast = notices.toast(Toast.SAME, press.texts)
    return await _record(session, deps, press, Words(no_change=True), toast)


async def _finish(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    toast = notices.toast(Toast.CLAIMED, press.texts)
    return await _record(session, deps, press, Words(status=Status.DONE), toast)


async def _blocked(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    reason = BlockReason(press.args[1])
    words = Words(status=Status.BLOCKED, reason=reason)
    effect = await _record(session, deps, press, words, notices.toast(Toast.RECORDED, press.texts))
    if effect.edit is None:
        return effect
    post = await questions.ask_words(session, press.post, press.number(), press.now, reason=reason)
    asked = press.actor.user, press.actor.name
    question = reading.ask_block_words(reason, asked, press.texts)
    return Effect(effect.toast, effect.edit, question, post)


async def _extension(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    day = datetime.strptime(press.args[1], "%Y%m%d").date()  # noqa: DTZ007  (a date, no instant)
    place = _open_place(press)
    if isinstance(place, Effect):
        return place
    if denial(place.due, deps.today(press.now)):
        toast = notices.too_late_toast(place.due, press.texts)
        return Effect(toast, await _card(session, deps, press))
    if day not in extension_days(place.due):
        return Effect(notices.toast(Toast.STALE, press.texts), await _card(session, deps, press))
    effect = await _record(
        session, deps, press, Words(extend_to=day), notices.toast(Toast.RECORDED, press.texts)
    )
    post = await questions.ask_words(session, press.post, place.n, press.now)
    asked = press.actor.user, press.actor.name
    question = reading.ask_extension_words(day, asked, press.texts)
    return Effect(effect.toast, effect.edit, question, post)


async def _undo(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    report = press.number()
    assignment = await reports.standing_assignment(session, report)
    if assignment not in [place.assignment for place in press.places]:
        return Effect(notices.toast(Toast.STALE, press.texts), await _card(session, deps, press))
    origin = await reports.origin(session, report)
    if press.now > origin.at + UNDO_WINDOW:
        toast = notices.toast(Toast.UNDO_TOO_LATE, press.texts)
        return Effect(toast, await _card(session, deps, press))
    undone = await take_back(session, deps, report, press.now, shown=press.post.id)
    toast = notices.toast(Toast.UNDONE if undone else Toast.CLOSED, press.texts)
    unmark = origin.message if undone and await _says_nothing_more(session, origin) else None
    return Effect(toast, await _card(session, deps, press), unmark=unmark)


async def _says_nothing_more(session: AsyncSession, origin: Source) -> bool:
    """Whether nothing stands any more of what the message of a report said."""
    versions = await reports.versions(session, origin.chat, origin.message)
    return not any(version.stands for version in versions)


async def _back(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    return Effect(edit=await _card(session, deps, press))


async def _page(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    about = {**press.post.about, "page": press.number()}
    await posts.change_about(session, press.post.id, about)
    return Effect(edit=await _card(session, deps, press))


def _unless_replaced(handle: Handler) -> Handler:
    """A card that gave way to a newer one only says so."""

    async def answer(session: AsyncSession, deps: Deps, press: Press) -> Effect:
        if press.post.about.get("superseded"):
            toast = notices.toast(Toast.STALE, press.texts)
            return Effect(toast, await _card(session, deps, press))
        return await handle(session, deps, press)

    return answer


_VERBS: dict[str, Handler] = {
    "receive": _receive,
    "progress": _menu,
    "done": _menu,
    "block": _menu,
    "extend": _menu,
    "percent": _percent,
    "same": _same,
    "finish": _finish,
    "blocked": _blocked,
    "extension": _extension,
    "undo": _undo,
    "back": _back,
    "page": _page,
}
VERBS = {verb: _unless_replaced(handle) for verb, handle in _VERBS.items()}
