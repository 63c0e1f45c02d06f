"""The form of a backup: one zip file whose manifest says what each member must be.

```
manifest.json        the version, the schema's step, the moment; each member's size, SHA-256, rows
tables/NAME.jsonl    a line with the names of the columns, then a line for each row
evidence/HASH        a file sent as proof
```
"""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

FORM = 1
MANIFEST = "manifest.json"
TABLE = "tables/{}.jsonl"
EVIDENCE = "evidence/"
PIECE = 1 << 20  # bytes held at a time
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
# How much of how much is done: rows of tables and files of evidence.
Watch = Callable[[int, int], None]


class BackupError(Exception):
    """A backup cannot be made or used; `key` names the sentence for the operator."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values}")
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the zip: its size in bytes, its hash and, of a table, its number of rows."""

    size: int
    sha256: Sha256
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `missing` are hashes of evidence that was not in its folder."""

    form: int
    version: str
    revision: str
    taken_at: datetime
    members: Mapping[str, Member]
    missing: tuple[str, ...] = ()

    @property
    def tables(self) -> Mapping[str, Member]:
        """The tables by their names."""
        start, end = TABLE.split("{}")
        return {
            name.removeprefix(start).removesuffix(end): member
            for name, member in self.members.items()
            if member.rows is not None
        }

    @property
    def evidence(self) -> Mapping[str, Member]:
        """The files of evidence by their names in the zip; each lies under its hash."""
        return {n: member for n, member in self.members.items() if n.startswith(EVIDENCE)}

    @property
    def amount(self) -> int:
        """How many rows and files there are."""
        return sum(one.rows or 0 for one in self.tables.values()) + len(self.evidence)


_json = TypeAdapter(Manifest)


@contextmanager
def create(file: Path) -> Iterator[zipfile.ZipFile]:
    """A zip at `file`, for nobody else to read: written beside it, and in its place when whole.

    Raises BackupError where something else than a backup is in that place.
    """
    if file.exists() and not _is_backup(file):
        raise BackupError("backup.in_the_way", file=file)
    draft = file.with_name(f"{file.name}.{token_hex(4)}.part")
    try:
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupError("backup.no_place", file=file, why=error.strerror) from error
    try:
        with os.fdopen(handle, "w+b") as opened:
            with zipfile.ZipFile(opened, "w") as archive:
                yield archive
            opened.flush()
            os.fsync(handle)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _is_backup(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return MANIFEST in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def put(
    archive: zipfile.ZipFile, name: str, content: Iterable[bytes], *, packed: bool
) -> tuple[int, str]:
    """Add a member piece by piece; returns its size and hash."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    size, sha = 0, hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as member:
        for piece in content:
            member.write(piece)
            sha.update(piece)
            size += len(piece)
    return size, sha.hexdigest()


def put_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Add the manifest, which makes the zip a backup."""
    archive.writestr(MANIFEST, _json.dump_json(manifest, indent=1))


@contextmanager
def open_backup(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup to read from, and its manifest. Raises BackupError where it is none of ours."""
    try:
        opened = file.open("rb")
    except OSError as error:
        raise BackupError("backup.cannot_open", file=file, why=error.strerror) from error
    with opened:
        try:
            with zipfile.ZipFile(opened) as archive:
                yield archive, _read_manifest(archive, file)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise BackupError("backup.damaged", file=file) from error


def _read_manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    try:
        manifest = _json.validate_json(archive.read(MANIFEST))
    except (KeyError, ValidationError) as error:
        raise BackupError("backup.not_one", file=file) from error
    if manifest.form > FORM:
        raise BackupError("backup.newer", version=manifest.version)
    if not manifest.members.keys() <= set(archive.namelist()):
        raise BackupError("backup.damaged", file=file)
    return manifest


def pieces(archive: zipfile.ZipFile, name: str, member: Member) -> Iterator[bytes]:
    """A member piece by piece. Raises BackupError after the last one if they were not its own."""
    sha = hashlib.sha256()
    with archive.open(name) as opened:
        while piece := opened.read(PIECE):
            sha.update(piece)
            yield piece
    if sha.hexdigest() != member.sha256:
        raise BackupError("backup.damaged", file=name)
