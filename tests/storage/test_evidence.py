"""Evidence lies under its hash, and nothing a sender writes is ever a path."""

import hashlib
import resource
import signal
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import evidence
from storage.evidence import Sent, keep_bytes, path_of
from storage.schema import EvidenceRow
from tests.storage.builders import assignment, at, plan_of, save, task

NOW = at("2012-11-09 10:00")
SENT = Sent(-1001, 7, None, 1001, NOW, "file", "会议照片.jpg", "image/jpeg", 9)


@pytest.fixture
async def one(session: AsyncSession) -> int:
    await save(session, plan_of(task("1", date(2012, 11, 16))), at("2012-10-10 10:00"))
    return await assignment(session, "1")


def test_bytes_lie_under_their_hash(tmp_path: Path) -> None:
    digest = keep_bytes(tmp_path / "evidence", b"photograph")
    assert digest == hashlib.sha256(b"photograph").hexdigest()
    path = path_of(tmp_path / "evidence", digest)
    assert path == tmp_path / "evidence" / digest[:2] / digest
    assert path.read_bytes() == b"photograph"


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    first = keep_bytes(tmp_path, b"photograph")
    before = path_of(tmp_path, first).stat().st_mtime_ns
    assert keep_bytes(tmp_path, b"photograph") == first
    assert path_of(tmp_path, first).stat().st_mtime_ns == before
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_what_cannot_be_written_whole_is_not_there(tmp_path: Path) -> None:
    path = path_of(tmp_path, hashlib.sha256(b"photograph").hexdigest())
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, limit[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            keep_bytes(tmp_path, b"photograph")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert list(tmp_path.rglob("*.part")) == []
    assert not path.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a\x00b", "C:\\con", "‮gpj.exe", "", "字" * 300]
)
async def test_a_name_is_data_only(
    session: AsyncSession, one: int, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "evidence"
    digest = keep_bytes(folder, b"photograph")
    assert await evidence.add_evidence(session, one, replace(SENT, name=name, sha256=digest))
    stored = (await session.scalars(select(EvidenceRow))).one()
    assert (stored.name, stored.sha256) == (name.replace("\0", ""), digest)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files == [path_of(folder, digest)]


async def test_a_message_gives_a_piece_once_for_each_task(session: AsyncSession, one: int) -> None:
    assert await evidence.add_evidence(session, one, SENT)
    assert not await evidence.add_evidence(session, one, SENT)
    assert await evidence.add_evidence(session, one, replace(SENT, message=8))
    assert await evidence.count_evidence(session, one) == 2


async def test_pieces_of_an_album_find_the_task_of_the_first(
    session: AsyncSession, one: int
) -> None:
    await evidence.add_evidence(session, one, replace(SENT, album="a1"))
    assert await evidence.album_assignments(session, -1001, "a1") == [one]
    assert await evidence.album_assignments(session, -1001, "a2") == []
    assert await evidence.album_assignments(session, -1002, "a1") == []
