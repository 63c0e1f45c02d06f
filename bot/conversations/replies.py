"""A reply to one of the bot's messages: the only router of what people write in a group."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message, Update

from bot.context import Context, Deps
from bot.conversations import evidence, questions, resolve
from bot.conversations.answer import RECORDED, Answer, owe, respond, with_denial
from bot.conversations.record import (
    drop_denied,
    foreign_units,
    match_lines,
    record,
    replace_version,
    source_of,
)
from bot.conversations.situation import Situation, look
from bot.topics import topic_of
from plan.dialogue import Move, Step, for_line, is_receipt, lacks_line, next_move
from plan.extensions import Denied
from plan.replies import Reading, read_reply
from render import notices
from render import reading as words
from render.notices import Toast
from storage import doubts, marks
from storage.engine import reading
from storage.evidence import Sent
from storage.reports import Source


async def on_reply(update: Update, context: Context) -> None:
    """Somebody answered a message of the bot's, or changed such an answer."""
    message, deps = update.effective_message, context.deps
    if message is None or message.reply_to_message is None:
        return
    file = await _fetch(context, message, message.reply_to_message)
    async with deps.sessions.brief() as session:
        situation = await look(session, deps, message, message.reply_to_message)
        if situation is not None and situation.post.message is None:
            post, number = situation.post, message.reply_to_message.message_id
            await doubts.arrived(session, post, number, situation.now)
        answers = await _answers(session, deps, situation, message, file) if situation else []
        answers = [await _owed(session, deps, message, answer) for answer in answers]
    for answer in answers:
        await respond(context, message, answer)


async def _owed(session: AsyncSession, deps: Deps, message: Message, answer: Answer) -> Answer:
    """The answer, its question owed if it asks one."""
    if answer.post is None or answer.message is None:
        return answer
    number, topic = message.message_id, topic_of(message)
    return replace(
        answer, post=await owe(session, deps, answer.message, answer.post, number, topic)
    )


async def _fetch(context: Context, message: Message, answered: Message) -> Sent | Answer | None:
    """The file of a reply, before anything is written: nobody waits for a download."""
    if not evidence.has_file(message):
        return None
    async with reading(context.deps.sessions) as session:
        situation = await look(session, context.deps, message, answered)
    if situation is None or not situation.may_answer:
        return None
    return await evidence.fetch(context, message, situation.texts)


async def _answers(
    session: AsyncSession,
    deps: Deps,
    situation: Situation,
    message: Message,
    file: Sent | Answer | None,
) -> Sequence[Answer]:
    if not situation.places:
        return [Answer(message=notices.note(Toast.NO_LINES, situation.texts))]
    if not situation.may_answer:
        return await _refuse_once(session, deps, situation)
    refused = [file] if isinstance(file, Answer) else []
    if refused and not _read(deps, situation, message.caption or "").items:
        return refused
    kept = file if isinstance(file, Sent) else None
    return [*refused, await _take(session, deps, situation, message, kept)]


async def _refuse_once(session: AsyncSession, deps: Deps, situation: Situation) -> Sequence[Answer]:
    """Somebody else's reply is answered once a day: in many groups everybody writes "received"."""
    actor, chat = situation.actor, situation.post.chat
    name = f"refused {actor.user} in {chat}"
    first = await marks.is_first(session, name, deps.today(situation.now))
    return [_refuse(situation, situation.units)] if first or actor.masked else []


def _refuse(situation: Situation, units: Sequence[str]) -> Answer:
    masked = situation.actor.masked
    return Answer(message=notices.not_yours(masked, units, situation.texts))


async def _take(
    session: AsyncSession,
    deps: Deps,
    situation: Situation,
    message: Message,
    file: Sent | None,
) -> Answer:
    """Store what the reply says, or open the question it leaves."""
    text = message.text or message.caption or ""
    source = source_of(message, situation.actor, situation.now)
    if situation.has_met(source.id, text):
        return Answer()  # the same update once more, or an edit of nothing we read
    if text and text == situation.last_words:
        return Answer(edits=await questions.retire_asked(session, situation))
    if not text and file is None:
        no_words = words.no_words(situation.texts)
        return await questions.explain(session, situation, source, text, no_words)
    if situation.post.kind == "question" and file is None:
        answer = await resolve.take_words(session, deps, situation, message, text)
        if answer is not None:
            return answer
    reading, filed = _read(deps, situation, text), Answer()
    if file is not None:
        filed = await evidence.file_under(session, deps, situation, message, reading, file)
        if not reading.items or filed.message is not None:
            return filed  # a caption that names the picture reports nothing
    followed = await _follow(session, deps, situation, message, reading, text)
    return replace(followed, edits=filed.edits + followed.edits)


def _read(deps: Deps, situation: Situation, text: str) -> Reading:
    today, due = deps.today(situation.now), max(place.due for place in situation.places)
    reading = read_reply(text, today=today, due=due, tasks=len(situation.places))
    only = situation.only
    if only is None or not lacks_line(reading):
        return reading
    return for_line(read_reply(text, today=today, due=only.due), only.n)


async def _follow(
    session: AsyncSession,
    deps: Deps,
    situation: Situation,
    message: Message,
    reading: Reading,
    text: str,
) -> Answer:
    """The next move after a reply was read: record it, ask about it, or explain."""
    if _is_unclear_yes(situation, reading):
        return Answer(message=words.say_yes(situation.texts))
    edits = await questions.retire_asked(session, situation)
    if foreign := foreign_units(reading, situation.places, situation.actor):
        return replace(_refuse(situation, foreign), edits=edits)
    reading, denied = drop_denied(reading, situation.own, deps.today(situation.now))
    if denied and not reading.items:
        answer = await _deny(session, situation, message, text, denied)
        return replace(answer, edits=edits)
    move = next_move(reading)
    if move is not Move.EXPLAIN:
        edits += await questions.retire_answered(session, situation)
    answer = await _move(session, deps, situation, message, reading, text, move)
    return replace(with_denial(answer, denied, situation.texts), edits=edits)


async def _deny(
    session: AsyncSession, situation: Situation, message: Message, text: str, denied: Denied
) -> Answer:
    """Nothing was said but a request that cannot be made; a reply to the answer may mend it."""
    source = source_of(message, situation.actor, situation.now)
    note = notices.extension_denied(denied, situation.texts)
    return await questions.explain(session, situation, source, text, note)


def _is_unclear_yes(situation: Situation, reading: Reading) -> bool:
    """Whether "received" answers "is that correct?", which neither agrees nor reports."""
    post = situation.post
    asks = post.kind == "question" and post.about["step"] == Step.CONFIRM and not post.closed
    return asks and is_receipt(reading)


async def _move(
    session: AsyncSession,
    deps: Deps,
    situation: Situation,
    message: Message,
    reading: Reading,
    text: str,
    move: Move,
) -> Answer:
    source = source_of(message, situation.actor, situation.now)
    match move:
        case Move.RECORD:
            return await _record(session, deps, situation, source, reading, text)
        case Move.CONFIRM:
            return await questions.ask_confirm(session, situation, source, reading, text)
        case Move.WHICH_LINE:
            return await questions.ask_line(session, deps, situation, source, text=text)
    why = words.not_understood(reading.why, situation.texts)
    return await questions.explain(session, situation, source, text, why)


async def _record(
    session: AsyncSession,
    deps: Deps,
    situation: Situation,
    source: Source,
    reading: Reading,
    text: str,
) -> Answer:
    """Record a sure reading; what it says of a closed line is not, and its author told so."""
    said = match_lines(reading, situation.places, situation.actor, text)
    if said:
        write = replace_version if situation.versions else record
        await write(session, deps, said, source)
    recorded = {one.place.n for one in said or ()}
    missed = not said or any(item.n not in (None, *recorded) for item in reading.items)
    closed = notices.note(Toast.CLOSED, situation.texts) if missed else None
    return Answer(reaction=RECORDED if said else "", message=closed)
