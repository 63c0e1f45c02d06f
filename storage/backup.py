"""Taking a backup while the bot runs: every table as of one moment, then the files they name."""

import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Row, Table, func, select

from storage import archive
from storage.archive import BackupError, Manifest, Member, Watch
from storage.blocking import connected, read_url
from storage.evidence import path_of
from storage.marks import BACKED_UP, note
from storage.migrate import Stand, config, look, revision_of

VERSIONS = "alembic_version"  # the manifest names the step instead
AT_ONCE = 1000  # rows


@dataclass(slots=True)
class _Progress:
    watch: Watch
    total: int
    done: int = 0

    def advance(self, by: int) -> None:
        self.done += by
        self.watch(self.done, self.total)


def back_up(
    url: str, evidence: Path, file: Path, *, now: datetime, version: str, watch: Watch
) -> Manifest:
    """Write everything `url` and the folder of `evidence` hold into one file.

    It is read as it is, of whatever step of the schema, and can be restored into a database of
    either kind. Raises SchemaError and BackupError.
    """
    if look(url) is Stand.MISSING:
        raise BackupError("backup.nothing")
    with archive.create(file) as made:
        with connected(read_url(url), reading=True) as connection:
            revision = _revision(connection)
            tables = _tables(connection)
            digests = _digests(connection, tables)
            total = sum(_count(connection, table) for table in tables) + len(digests)
            progress = _Progress(watch, total)
            members = dict(_put_table(made, connection, table, progress) for table in tables)
        # The files outlive the moment: they lie under their hash and never change.
        missing = tuple(_put_evidence(made, evidence, digests, members, progress))
        manifest = Manifest(archive.FORM, version, revision, now, members, missing)
        archive.put_manifest(made, manifest)
    with connected(read_url(url)) as connection:
        note(connection, BACKED_UP, now.isoformat())
    return manifest


def _revision(connection: Connection) -> str:
    revision = revision_of(connection, ScriptDirectory.from_config(config(connection)))
    assert revision  # `look` found it
    return revision


def _tables(connection: Connection) -> Sequence[Table]:
    stored = MetaData()
    stored.reflect(connection)
    return [table for table in stored.tables.values() if table.name != VERSIONS]


def _digests(connection: Connection, tables: Sequence[Table]) -> Sequence[str]:
    kept = next(table for table in tables if table.name == "evidence").c.sha256
    query = select(kept).where(kept.is_not(None)).distinct().order_by(kept)
    return connection.scalars(query).all()


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _put_table(
    made: zipfile.ZipFile, connection: Connection, table: Table, progress: _Progress
) -> tuple[str, Member]:
    name, before = archive.TABLE.format(table.name), progress.done
    size, sha = archive.put(made, name, _lines(connection, table, progress), packed=True)
    return name, Member(size, sha, progress.done - before)


def _lines(connection: Connection, table: Table, progress: _Progress) -> Iterator[bytes]:
    yield _line([column.name for column in table.columns])
    query = select(table).order_by(*table.primary_key)
    rows = connection.execute(query, execution_options={"yield_per": AT_ONCE})
    for some in rows.partitions():
        yield b"".join(map(_line, some))
        progress.advance(len(some))


def _line(row: Row[Any] | list[str]) -> bytes:
    return json.dumps(tuple(row), ensure_ascii=False, default=_as_text).encode() + b"\n"


def _as_text(value: object) -> str:
    if isinstance(value, date):  # instants as well
        return value.isoformat()
    raise TypeError(f"no form for a {type(value).__name__}")


def _put_evidence(
    made: zipfile.ZipFile,
    folder: Path,
    digests: Iterable[str],
    members: dict[str, Member],
    progress: _Progress,
) -> Iterator[str]:
    """Add the files that are there and whole; yields the hashes of the others."""
    for digest in digests:
        name = archive.EVIDENCE + digest
        try:
            size, sha = archive.put(made, name, _pieces(path_of(folder, digest)), packed=False)
        except FileNotFoundError:
            sha = None
        if sha == digest:
            members[name] = Member(size, sha)
        else:
            yield digest
        progress.advance(1)


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(archive.PIECE):
            yield piece
