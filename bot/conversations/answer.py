"""What a reply gets back once its effect is stored."""

from dataclasses import dataclass, replace

from telegram import Message as Received

from bot.context import Context
from bot.topics import topic_of
from plan.delivery import Sent
from plan.extensions import Denied
from render.message import Message
from render.notices import extension_denied
from render.texts import Texts
from storage import posts
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
    outcome = await deps.telegraph.send(chat, answer.message, number, topic_of(received))
    if answer.post is not None and isinstance(outcome, Sent):
        async with deps.sessions.begin() as session:
            await posts.place(session, answer.post.id, outcome.message_id)
