"""What a reply gets back once its effect is stored."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message as Received

from bot.context import Context, Deps
from bot.topics import topic_of
from plan.extensions import Denied
from render.message import Message, packed
from render.notices import extension_denied
from render.texts import Texts
from storage import asking, posts
from storage.posts import Post

RECORDED = "✍"
Edits = tuple[tuple[int, Message], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A reaction, a message, or silence; `post` is what a message that asks becomes.

    `edits` are earlier messages of ours, by number, and what they say from now on.
    """

    reaction: str = ""
    message: Message | None = None
    post: Post | None = None
    edits: Edits = ()


def with_denial(answer: Answer, denied: Denied | None, texts: Texts) -> Answer:
    """The answer with the sentence about a request that cannot be made in front, if there was one.

    What else was said is answered as ever.
    """
    if denied is None:
        return answer
    note, said = extension_denied(denied, texts), answer.message
    message = note if said is None else replace(said, text=f"{note.text}\n\n{said.text}")
    return replace(answer, message=message)


async def respond(context: Context, received: Received, answer: Answer) -> None:
    """Give the answer; called after the transaction, because it waits for Telegram."""
    deps = context.deps
    deps.ring()
    chat, number = received.chat.id, received.message_id
    if answer.reaction:
        await deps.telegraph.react(chat, number, answer.reaction)
    for edited, message in answer.edits:
        await deps.telegraph.edit(chat, edited, message)
    if answer.message is None:
        return
    # The topic is named as well, because the message answered may be deleted by now.
    topic = topic_of(received)
    if answer.post is None:
        await deps.telegraph.send(chat, answer.message, number, topic)
    else:
        await ask(deps, chat, answer.message, answer.post)


async def owe(
    session: AsyncSession,
    deps: Deps,
    message: Message,
    post: Post,
    reply_to: int,
    thread: int | None = None,
) -> Post:
    """Owe a question in the transaction that opens it: what a report waits for must not be lost
    with a process or with a call."""
    now = deps.clock()
    about = {"says": packed(message), "reply_to": reply_to, "thread": thread}
    row = await asking.owe_in_hand(session, post, now, deps.rules.hours.zone)
    asked = replace(post, about={**post.about, **about, "row": row})
    await posts.change_about(session, post.id, asked.about)
    return asked


async def ask(deps: Deps, chat: int, message: Message, post: Post) -> None:
    """Ask at once what is owed; called after the transaction."""
    about = post.about
    outcome = await deps.telegraph.send(chat, message, about["reply_to"], about["thread"])
    async with deps.sessions.begin() as session:
        now, repeats = deps.clock(), deps.rules.repeats
        await asking.settle(session, about["row"], post, outcome, now, repeats)
