"""Answers to the bot's questions, in words or by a press."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message as Received

from bot.context import Deps
from bot.conversations import evidence
from bot.conversations.answer import RECORDED, Answer, with_denial
from bot.conversations.questions import ask_anew, ask_confirm, explain, origin_of
from bot.conversations.record import (
    Said,
    drop_denied,
    match_lines,
    replace_version,
    source_of,
    unpack,
    words_of,
)
from bot.conversations.situation import Situation
from plan.dialogue import Step, for_line, is_no, is_yes, line_meant
from plan.extensions import Denied
from plan.model import BlockReason, Status
from plan.replies import Reading, read_reply
from render import notices
from render import reading as words
from render.message import Message
from render.notices import Toast
from storage import posts
from storage.cards import Place
from storage.people import units_of_user
from storage.reports import Source, Words


async def take_words(
    session: AsyncSession, deps: Deps, situation: Situation, message: Received, text: str
) -> Answer | None:
    """An answer to a question in words; None when it is to be read like an answer to the card."""
    match situation.post.about["step"]:
        case Step.CONFIRM if is_yes(text) or is_no(text):
            if situation.post.closed:
                return Answer(message=notices.note(Toast.STALE, situation.texts))
            return await (_agree if is_yes(text) else _disagree)(session, deps, situation)
        case Step.LINE if n := line_meant(text):
            return await _choose(session, deps, situation, n)
        case Step.WORDS:
            source = source_of(message, situation.actor, situation.now)
            return await _add_words(session, deps, situation, source, text)
    return None


async def _agree(session: AsyncSession, deps: Deps, situation: Situation) -> Answer:
    confirmed = await confirm(session, deps, situation)
    if confirmed is None:
        return Answer(message=notices.not_yours(False, situation.units, situation.texts))
    return _said(situation, words.confirmed(confirmed, situation.texts), Answer(reaction=RECORDED))


async def _disagree(session: AsyncSession, deps: Deps, situation: Situation) -> Answer:
    await posts.close_post(session, situation.post.id, situation.now)
    asked, post = await ask_anew(session, situation)
    return _said(situation, words.dropped(situation.texts), Answer(message=asked, post=post))


async def _choose(session: AsyncSession, deps: Deps, situation: Situation, n: int) -> Answer | None:
    answer = await pick_line(session, deps, situation, n)
    return answer and _said(situation, words.line_chosen(n, situation.texts), answer)


def _said(situation: Situation, said: Message, answer: Answer) -> Answer:
    """The answer, and the question saying from now on what came of it."""
    number = situation.post.message
    return replace(answer, edits=((number, said),)) if number else answer


async def confirm(session: AsyncSession, deps: Deps, situation: Situation) -> Reading | None:
    """Record what a question echoed; None when it was answered before or is not theirs to."""
    post, reading = situation.post, unpack(situation.post.about["items"])
    asked = await units_of_user(session, post.about["user"])
    if asked.isdisjoint(situation.actor.units):
        return None  # another unit of the card must not take the words for its own
    said = match_lines(reading, situation.places, situation.actor, post.about["text"])
    if said is None or not await posts.close_post(session, post.id, situation.now):
        return None
    await replace_version(session, deps, said, origin_of(post, situation.now))
    return reading


async def pick_line(
    session: AsyncSession, deps: Deps, situation: Situation, n: int
) -> Answer | None:
    """Take the waiting words and files as meant for line `n`.

    None when there is no such line, it is another unit's, or somebody answered before.
    """
    post = situation.post
    place = next((place for place in situation.places if place.n == n), None)
    if place is None or not situation.actor.may_report(place.unit):
        return None
    if not await posts.close_post(session, post.id, situation.now):
        return None
    for file in post.about.get("files", []):
        await evidence.keep(session, place.assignment, evidence.unpack_file(file), situation.now)
    source, text = origin_of(post, situation.now), post.about["text"]
    if not text:
        return Answer(reaction=RECORDED)
    reading, denied = _read(deps, situation, place, text)
    if denied and not reading.items:
        note = notices.extension_denied(denied, situation.texts)
        return await explain(session, situation, source, text, note)
    answer = await _take(session, deps, situation, source, for_line(reading, n), text)
    return with_denial(answer, denied, situation.texts)


async def _take(
    session: AsyncSession,
    deps: Deps,
    situation: Situation,
    source: Source,
    reading: Reading,
    text: str,
) -> Answer:
    """Record what was said of the chosen line, or ask whether it was read right."""
    if not reading.sure:
        return await ask_confirm(session, situation, source, reading, text)
    said = match_lines(reading, situation.places, situation.actor, text)
    if not said:
        return Answer(message=notices.note(Toast.CLOSED, situation.texts))
    await replace_version(session, deps, said, source)
    return Answer(reaction=RECORDED)


async def _add_words(
    session: AsyncSession, deps: Deps, situation: Situation, source: Source, text: str
) -> Answer | None:
    """The sentence asked for after a press; if it plainly says something else, that counts."""
    about = situation.post.about
    place = next(place for place in situation.places if place.n == about["n"])
    if not situation.actor.may_report(place.unit):
        return None
    reading, denied = _read(deps, situation, place, text)
    said = Words(note=text)
    if "reason" in about:
        said = Words(status=Status.BLOCKED, reason=BlockReason(about["reason"]), note=text)
    if reading.sure and reading.items and reading.items[0].status not in (None, said.status):
        said = words_of(reading.items[0], text)
    await posts.close_post(session, situation.post.id, situation.now)
    await replace_version(session, deps, [Said(place, said)], source)
    return with_denial(Answer(reaction=RECORDED), denied, situation.texts)


def _read(
    deps: Deps, situation: Situation, place: Place, text: str
) -> tuple[Reading, Denied | None]:
    """What words say of one line, without a request for time that cannot be made."""
    today = deps.today(situation.now)
    return drop_denied(read_reply(text, today=today, due=place.due, tasks=1), [place], today)
