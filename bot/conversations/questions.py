"""The bot's questions about a reply. They stand in the database: any colleague may answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Deps
from bot.conversations.answer import Answer, Edits
from bot.conversations.record import pack
from bot.conversations.situation import Situation
from plan.dialogue import Step
from plan.replies import Reading
from render import reading as words
from render.message import Message
from storage import drawings, posts
from storage.posts import Post
from storage.reports import Source


async def ask_confirm(
    session: AsyncSession, situation: Situation, source: Source, reading: Reading, text: str
) -> Answer:
    """Echo what was understood; nothing is recorded until somebody of the unit agrees."""
    about = {"items": pack(reading), "text": text}
    post = await _open(session, situation, Step.CONFIRM, source, about)
    return Answer(message=words.echo(reading, post.key, situation.texts), post=post)


async def ask_line(
    session: AsyncSession, deps: Deps, situation: Situation, source: Source, **about: object
) -> Answer:
    """Ask which line was meant; `about` holds the text, or the files, that wait for it."""
    post = await _open(session, situation, Step.LINE, source, about)
    shown = await posts.get_post(session, situation.card)
    assert shown is not None  # the card of a question is never deleted
    card = await drawings.draw_card(session, shown, deps.rules, situation.now)
    numbers = [place.n for place in situation.own]
    card = replace(card, lines=tuple(line for line in card.lines if line.n in numbers))
    return Answer(message=words.which_line(card, post.key, situation.texts), post=post)


async def explain(
    session: AsyncSession, situation: Situation, source: Source, text: str, message: Message
) -> Answer:
    """Say why nothing was recorded; a reply to that counts like one to the card."""
    post = await _open(session, situation, Step.AGAIN, source, {"text": text})
    return Answer(message=message, post=post)


async def ask_anew(session: AsyncSession, situation: Situation) -> tuple[Message, Post]:
    """Ask for the report once more, after its echo was wrong."""
    about = {"card": situation.card, "step": Step.AGAIN}
    chat, actor = situation.post.chat, situation.actor
    post = await posts.add_post(session, chat, "question", about, situation.now)
    return words.ask_again((actor.user, actor.name), situation.texts), post


async def _open(
    session: AsyncSession,
    situation: Situation,
    step: Step,
    source: Source,
    about: Mapping[str, object],
) -> Post:
    """A question about a reply, beside the reply's own source and author."""
    origin = {
        "card": situation.card,
        "step": step,
        "source": source.id,
        "message": source.message,
        "user": source.user,
        "name": source.name,
    }
    chat = situation.post.chat
    return await posts.add_post(session, chat, "question", origin | dict(about), situation.now)


async def ask_words(
    session: AsyncSession, card: Post, n: int, now: datetime, **about: object
) -> Post:
    """The post of a question for a sentence about line `n`, after its button was pressed."""
    step = {"card": card.id, "step": Step.WORDS, "n": n}
    return await posts.add_post(session, card.chat, "question", step | about, now)


async def retire_asked(session: AsyncSession, situation: Situation) -> Edits:
    """Close the questions about an older version of the reply: it says something else now."""
    return await _retire(session, situation, situation.asked)


async def retire_answered(session: AsyncSession, situation: Situation) -> Edits:
    """Close the question that was answered by a report of its own, unless files wait with it."""
    post = situation.post
    if post.kind != "question" or post.closed or post.about.get("files"):
        return ()
    return await _retire(session, situation, [post])


async def _retire(session: AsyncSession, situation: Situation, questions: Sequence[Post]) -> Edits:
    closed = [post for post in questions if await posts.close_post(session, post.id, situation.now)]
    return tuple(
        (post.message, words.dropped(situation.texts))
        for post in closed
        if post.message and post.about["step"] in (Step.CONFIRM, Step.LINE)
    )


def origin_of(post: Post, now: datetime) -> Source:
    """The source of the reply a question was about."""
    about: Mapping[str, Any] = post.about
    return Source(
        about["source"], post.telegram, about["message"], about["user"], about["name"], now
    )
