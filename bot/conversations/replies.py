"""A reply to one of the bot's messages: the only router of what people write in a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message, Update

from bot.access import Actor, actor_of
from bot.context import Context, Deps
from bot.conversations import evidence, questions
from bot.conversations.answer import Answer, respond
from bot.conversations.record import take_back
from render import notices
from render.callback import decode
from render.texts import Texts
from storage import cards, posts, reports
from storage.cards import Place
from storage.chats import find_chat
from storage.engine import reading as read_only
from storage.posts import Post


@dataclass(frozen=True, slots=True)
class Situation:
    """Which of our messages was answered, by whom, and the lines it is about."""

    post: Post
    actor: Actor
    places: Sequence[Place]
    texts: Texts

    @property
    def may_answer(self) -> bool:
        return any(self.actor.may_report(place.unit) for place in self.places)


async def on_reply(update: Update, context: Context) -> None:
    """Somebody answered a message of the bot's, or changed such an answer."""
    message = update.effective_message
    if message is None or message.reply_to_message is None:
        return None
    deps = context.deps
    situation = await look(deps, message, message.reply_to_message)
    if situation is None:
        return None
    if not situation.may_answer:
        refusal = notices.not_yours(situation.actor.masked, _units(situation), situation.texts)
        return await respond(context, message, Answer(message=refusal))
    file = await evidence.fetch(context, message, situation.texts)
    if isinstance(file, Answer):
        return await respond(context, message, file)
    async with deps.sessions.begin() as session:
        answer = await take(session, deps, situation, message, file, deps.clock())
    await respond(context, message, answer)


async def look(deps: Deps, message: Message, answered: Message) -> Situation | None:
    """Who answered what; None when the answered message takes no answers."""
    async with read_only(deps.sessions) as session:
        post = await find_answered(session, answered)
        if post is None or post.kind not in ("card", "question"):
            return None
        actor = await actor_of(
            session, message.from_user, deps.settings.office, message.sender_chat
        )
        card = post.about["card"] if post.kind == "question" else post.id
        chat = await find_chat(session, message.chat.id)
        return Situation(post, actor, await cards.places(session, card), deps.words(chat))


async def find_answered(session: AsyncSession, message: Message) -> Post | None:
    """The post a message of ours is: by its number, or by its buttons if the number was lost."""
    post = await posts.find_by_message(session, message.chat.id, message.message_id)
    if post is not None or message.reply_markup is None:
        return post
    data = message.reply_markup.inline_keyboard[0][0].callback_data
    press = decode(data) if isinstance(data, str) else None
    post = await posts.find_by_key(session, press.key) if press else None
    return post if post and post.telegram == message.chat.id else None


async def take(
    session: AsyncSession,
    deps: Deps,
    situation: Situation,
    message: Message,
    file: evidence.File | None,
    now: datetime,
) -> Answer:
    """Store what the reply says, or open the question it leaves."""
    text = message.text or message.caption or ""
    earlier = await reports.of_source(session, message.chat.id, message.message_id)
    if earlier and earlier[0].note == text:
        return Answer()  # an edit that changed nothing we read, or the same update once more
    if situation.post.kind == "question":
        return await questions.take_words(session, deps, situation, message, text, now)
    reading = _read(deps, situation, text, now)
    if file is not None:
        filed = await evidence.file_under(session, situation.places, reading, file)
        if not filed or not text:
            return filed or await questions.ask_line(session, situation, message, text, file, now)
    for report in earlier:
        await take_back(session, deps, report.id, now)
    return await follow(session, deps, situation, message, reading, text, now)
