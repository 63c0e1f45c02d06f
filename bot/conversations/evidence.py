"""Photos and documents sent as replies: checked, kept under their hash, filed under a line."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message
from telegram.error import TelegramError

from bot.context import Context, Deps
from bot.conversations import questions
from bot.conversations.answer import RECORDED, Answer
from bot.conversations.record import redraw, source_of
from bot.conversations.situation import Situation
from plan.replies import Reading
from render import notices
from render.notices import Refusal
from render.texts import Texts
from storage.evidence import Sent, add_evidence, album_assignments, keep_bytes
from storage.posts import change_about, open_questions

LARGEST = 20_000_000  # what Telegram lets a bot download
SECRET = ("秘密", "机密", "绝密", "機密", "絕密")
PROGRAMS = frozenset(
    [
        ".apk",
        ".app",
        ".bat",
        ".cmd",
        ".com",
        ".dll",
        ".dmg",
        ".exe",
        ".hta",
        ".jar",
        ".js",
        ".lnk",
        ".msi",
        ".ps1",
        ".scr",
        ".sh",
        ".vbs",
    ]
)


async def fetch(context: Context, message: Message, texts: Texts) -> Sent | Answer | None:
    """The file of a message, its bytes kept; an Answer refuses it, None: there is none."""
    sent = _describe(message, context.deps.clock())
    if sent is None:
        return None
    why = refusal(sent)
    if why is not None:
        return Answer(message=notices.evidence_refused(why, sent.name, texts))
    try:
        file = await context.bot.get_file(sent.file_id)
        content = bytes(await file.download_as_bytearray())
    except TelegramError:
        return Answer(message=notices.evidence_refused(Refusal.LOST, sent.name, texts))
    folder = context.deps.settings.database.evidence
    digest = await asyncio.to_thread(keep_bytes, folder, content)
    return replace(sent, size=len(content), sha256=digest)


def refusal(sent: Sent) -> Refusal | None:
    """Why a file may not be kept, by what its sender says of it."""
    if sent.size > LARGEST:
        return Refusal.TOO_LARGE
    if any(mark in sent.name for mark in SECRET):
        return Refusal.SECRET
    return Refusal.PROGRAM if PurePath(sent.name.lower()).suffix in PROGRAMS else None


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
        return Answer(reaction=RECORDED)
    if await _joins_question(session, situation, file):
        return Answer()
    source = source_of(message, situation.actor, situation.now)
    return await questions.ask_line(
        session, deps, situation, source, text="", files=[pack_file(file)]
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
    for post in await open_questions(session, situation.post.chat):
        files = post.about.get("files", [])
        if file.album and files and files[0]["album"] == file.album:
            about = {**post.about, "files": [*files, pack_file(file)]}
            await change_about(session, post.id, about)
            return True
    return False


def pack_file(file: Sent) -> dict[str, object]:
    """A file as JSON, to wait with a question."""
    return asdict(file) | {"at": file.at.isoformat()}


def unpack_file(row: Mapping[str, Any]) -> Sent:
    """The file a question kept."""
    return Sent(**{**row, "at": datetime.fromisoformat(row["at"])})
