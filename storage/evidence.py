"""Evidence: bytes under their hash, the name the sender gave kept as data and never as a path."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import EvidenceRow
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it arrived: from whom, in which message, and what the sender called it.

    `sha256` is None until its bytes are kept.
    """

    chat: int
    message: int
    album: str | None
    user: int
    at: datetime
    file_id: str
    name: str
    mime: str
    size: int
    sha256: str | None = None


def keep_bytes(folder: Path, content: bytes) -> str:
    """Write `content` under its SHA-256 and return it; the same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    keep_whole(folder, digest, [content])
    return digest


def keep_whole(folder: Path, digest: str, pieces: Iterable[bytes]) -> None:
    """Write what comes in `pieces` under its hash, unless it lies there already."""
    path = path_of(folder, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, pieces)


def _write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    # Written beside and renamed, so that a crash never leaves half a file under a full hash.
    draft = path.with_name(f"{token_hex(8)}.part")
    try:
        with draft.open("xb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def path_of(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


async def add_evidence(session: AsyncSession, assignment_id: int, sent: Sent) -> bool:
    """Note a piece of evidence; False when this message gave it before."""
    values = {
        "assignment_id": assignment_id,
        "chat": sent.chat,
        "message": sent.message,
        "album": sent.album,
        "user_id": sent.user,
        "at": sent.at,
        "file_id": sent.file_id,
        "name": sent.name,
        "mime": sent.mime,
        "size": sent.size,
        "sha256": sent.sha256,
    }
    query = insert_into(session, EvidenceRow).values(values).on_conflict_do_nothing()
    return await session.scalar(query.returning(EvidenceRow.id)) is not None


async def album_assignments(session: AsyncSession, chat: int, album: str) -> list[int]:
    """The assignments other pieces of the same album were filed under."""
    query = select(EvidenceRow.assignment_id).distinct()
    found = query.where(EvidenceRow.chat == chat, EvidenceRow.album == album)
    return list(await session.scalars(found))


async def count_evidence(session: AsyncSession, assignment_id: int) -> int:
    query = select(func.count()).where(EvidenceRow.assignment_id == assignment_id)
    return await session.scalar(query) or 0
