"""A reply to one of the bot's messages: the only router of what people write in a group."""

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message, Update

from bot.context import Context, Deps
from bot.conversations import evidence, questions, resolve
from bot.conversations.answer import RECORDED, Answer, respond
from bot.conversations.record import match_lines, replace_version, source_of
from bot.conversations.situation import Situation, look
from plan.dialogue import Move, next_move
from plan.replies import Reading, read_reply
from render import notices
from render import reading as words
from render.notices import Toast
from storage import reports
from storage.evidence import Sent


async def on_reply(update: Update, context: Context) -> None:
    """Somebody answered a message of the bot's, or changed such an answer."""
    message = update.effective_message
    if message is None or message.reply_to_message is None:
        return
    situation = await look(context.deps, message, message.reply_to_message)
    if situation is not None:
        await respond(context, message, await _answer(context, situation, message))


async def _answer(context: Context, situation: Situation, message: Message) -> Answer:
    deps = context.deps
    if not situation.may_answer:
        return _refuse(situation)
    file = await evidence.fetch(context, message, situation.texts)
    if isinstance(file, Answer):
        return file
    async with deps.sessions.begin() as session:
        return await _take(session, deps, situation, message, file)


def _refuse(situation: Situation) -> Answer:
    masked = situation.actor.masked
    return Answer(message=notices.not_yours(masked, situation.units, situation.texts))


async def _take(
    session: AsyncSession,
    deps: Deps,
    situation: Situation,
    message: Message,
    file: Sent | None,
) -> Answer:
    """Store what the reply says, or open the question it leaves."""
    text = message.text or message.caption or ""
    earlier = await reports.of_source(session, message.chat.id, message.message_id)
    if earlier and earlier[0].note == text:
        return Answer()  # an edit that changed nothing we read, or the same update once more
    if not text and file is None:
        return Answer(message=words.no_words(situation.texts))
    if situation.post.kind == "question" and file is None:
        answer = await resolve.take_words(session, deps, situation, message, text)
        if answer is not None:
            return answer
    reading = _read(deps, situation, text)
    if file is not None:
        filed = await evidence.file_under(session, deps, situation, message, reading, file)
        if not reading.items or filed.message is not None:
            return filed  # a caption that names the picture reports nothing
    return await _follow(session, deps, situation, message, reading, text)


def _read(deps: Deps, situation: Situation, text: str) -> Reading:
    due = max(place.due for place in situation.places)
    today = deps.today(situation.now)
    return read_reply(text, today=today, due=due, tasks=len(situation.places))


async def _follow(
    session: AsyncSession,
    deps: Deps,
    situation: Situation,
    message: Message,
    reading: Reading,
    text: str,
) -> Answer:
    """The next move after a reply was read: record it, ask about it, or explain."""
    await questions.close_about(session, situation, message)
    said = match_lines(reading, situation.places, situation.actor, text)
    if said is None:
        return _refuse(situation)
    source = source_of(message, situation.actor, situation.now)
    match next_move(reading):
        case Move.RECORD if not said:
            return Answer(message=notices.note(Toast.CLOSED, situation.texts))
        case Move.RECORD:
            await replace_version(session, deps, said, source)
            return Answer(reaction=RECORDED)
        case Move.CONFIRM:
            return await questions.ask_confirm(session, situation, source, reading, text)
        case Move.WHICH_LINE:
            return await questions.ask_line(session, deps, situation, source, text=text)
    return Answer(message=words.not_understood(reading.why, situation.texts))
