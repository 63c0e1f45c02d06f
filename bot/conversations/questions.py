"""The bot's questions about a reply. They stand in the database: any colleague may answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message as Received

from bot.context import Deps
from bot.conversations.answer import Answer
from bot.conversations.record import pack
from bot.conversations.situation import Situation
from plan.dialogue import Step
from plan.replies import Reading
from render import reading as words
from storage import cards, posts
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
    card = await cards.draw_card(session, shown, deps.rules, situation.now)
    return Answer(message=words.which_line(card, post.key, situation.texts), post=post)


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


async def close_about(session: AsyncSession, situation: Situation, message: Received) -> None:
    """Close the questions about an older version of a message: it says something else now."""
    for post in await posts.open_questions(session, situation.post.chat):
        if post.about.get("message") == message.message_id:
            await posts.close_post(session, post.id, situation.now)


def origin_of(post: Post, now: datetime) -> Source:
    """The source of the reply a question was about."""
    about: Mapping[str, Any] = post.about
    return Source(
        about["source"], post.telegram, about["message"], about["user"], about["name"], now
    )
