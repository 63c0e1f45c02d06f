"""Photos and documents sent as replies: checked, kept under their hash, filed under a line."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message
from telegram.error import TelegramError

from bot.context import Context, Deps
from bot.conversations import questions
from bot.conversations.answer import RECORDED, Answer, Edits
from bot.conversations.record import redraw, source_of
from bot.conversations.situation import Situation
from plan.files import Refusal, refusal, refusal_of_content
from plan.replies import Reading
from render import notices
from render.reading import line_chosen
from render.texts import Texts
from storage.evidence import Sent, add_evidence, album_assignments, keep_bytes
from storage.posts import Post, change_about, close_post, open_questions


async def fetch(context: Context, message: Message, texts: Texts) -> Sent | Answer | None:
    """The file of a message, its bytes kept; an Answer refuses it, None: there is none."""
    sent = _describe(message, context.deps.clock())
    if sent is None:
        return None
    content = await _content(context, sent)
    if isinstance(content, Refusal):
        return Answer(message=notices.evidence_refused(content, sent.name, texts))
    folder = context.deps.settings.database.evidence
    digest = await asyncio.to_thread(keep_bytes, folder, content)
    return replace(sent, size=len(content), sha256=digest)


async def _content(context: Context, sent: Sent) -> bytes | Refusal:
    """The bytes of a file, which is fetched only where nothing is known against it."""
    if why := refusal(sent.name, sent.size):
        return why
    try:
        file = await context.bot.get_file(sent.file_id)
        if why := refusal(sent.name, file.file_size or 0):
            return why
        content = bytes(await file.download_as_bytearray())
    except TelegramError:
        return Refusal.LOST
    return refusal_of_content(content) or content


def has_file(message: Message) -> bool:
    """Whether a message brings a file that can be evidence."""
    return bool(message.document or message.photo)


def _describe(message: Message, now: datetime) -> Sent | None:
    file = message.document or (message.photo[-1] if message.photo else None)
    if file is None or message.from_user is None:
        return None
    document = message.document
    return Sent(
        chat=message.chat.id,
        message=message.message_id,
        album=message.media_group_id,
        user=message.from_user.id,
        at=now,
        file_id=file.file_id,
        name=(document.file_name if document else None) or "photo.jpg",
        mime=(document.mime_type if document else None) or "image/jpeg",
        size=file.file_size or 0,
    )


async def file_under(
    session: AsyncSession,
    deps: Deps,
    situation: Situation,
    message: Message,
    reading: Reading,
    file: Sent,
) -> Answer:
    """File a piece of evidence under the lines it is about, or ask for the line."""
    targets = await _targets(session, situation, reading, file)
    if targets:
        for assignment in targets:
            await keep(session, assignment, file, situation.now)
        edits = await _file_waiting(session, situation, file, targets)
        return Answer(reaction=RECORDED, edits=edits)
    if await _joins_question(session, situation, file):
        return Answer()
    source = source_of(message, situation.actor, situation.now)
    said = (message.caption or "") if reading.items else ""
    return await questions.ask_line(
        session, deps, situation, source, text=said, files=[pack_file(file)]
    )


async def keep(session: AsyncSession, assignment: int, file: Sent, now: datetime) -> None:
    """Note a piece of evidence of an assignment and let its cards count it."""
    if await add_evidence(session, assignment, file):
        await redraw(session, assignment, now)


async def _targets(
    session: AsyncSession, situation: Situation, reading: Reading, file: Sent
) -> Sequence[int]:
    own, only = situation.own, situation.only
    numbers = {item.n for item in reading.items if item.n is not None}
    if numbers:
        return [place.assignment for place in own if place.n in numbers]
    if only or len(own) == 1:
        return [(only or own[0]).assignment]
    return await album_assignments(session, file.chat, file.album) if file.album else []


async def _joins_question(session: AsyncSession, situation: Situation, file: Sent) -> bool:
    """Let a later piece of an album wait with the first, so that one question is asked."""
    post = await _question_about(session, situation, file)
    if post is None:
        return False
    files = [*post.about["files"], pack_file(file)]
    await change_about(session, post.id, {**post.about, "files": files})
    return True


async def _file_waiting(
    session: AsyncSession, situation: Situation, file: Sent, targets: Sequence[int]
) -> Edits:
    """File the earlier pieces of an album once a later one says where it belongs."""
    post = await _question_about(session, situation, file)
    if post is None or not await close_post(session, post.id, situation.now):
        return ()
    for waiting in post.about["files"]:
        for assignment in targets:
            await keep(session, assignment, unpack_file(waiting), situation.now)
    n = next(place.n for place in situation.places if place.assignment in targets)
    return ((post.message, line_chosen(n, situation.texts)),) if post.message else ()


async def _question_about(session: AsyncSession, situation: Situation, file: Sent) -> Post | None:
    """The open question with which other pieces of the same album wait."""
    for post in await open_questions(session, situation.post.chat):
        files = post.about.get("files", [])
        if file.album and files and files[0]["album"] == file.album:
            return post
    return None


def pack_file(file: Sent) -> dict[str, object]:
    """A file as JSON, to wait with a question."""
    return asdict(file) | {"at": file.at.isoformat()}


def unpack_file(row: Mapping[str, Any]) -> Sent:
    """The file a question kept."""
    return Sent(**{**row, "at": datetime.fromisoformat(row["at"])})
