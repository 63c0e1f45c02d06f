"""Bringing a backup back: all of it or nothing, into a database of either kind."""

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    Dialect,
    MetaData,
    Table,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import AddConstraint, DropConstraint
from sqlalchemy.types import TypeEngine

from storage import archive, leases
from storage.archive import BackupError, Manifest, Watch
from storage.blocking import connected, read_url
from storage.evidence import keep_whole
from storage.marks import ALIVE, RESTORED, note, stretch
from storage.migrate import config, revision_of
from storage.schema import MarkRow, Row

AT_ONCE = 1000  # rows
# A bot renews its mark every 20 seconds; one that was killed leaves it as it was.
AT_WORK = timedelta(seconds=60)
# What a bot writes before it has been given anything.
OF_NO_WEIGHT = ("alembic_version", "marks", "leases")

Read = Callable[[Any], Any]


def restore(
    url: str,
    evidence: Path,
    file: Path,
    *,
    now: datetime,
    lost_at: datetime,
    replace: bool = False,
    watch: Watch,
) -> Manifest:
    """Put what `file` holds into the database at `url` and the folder of `evidence`.

    The bot that made it may have gone on sending until `lost_at`; that is noted for the bot that
    starts next, unless it had ended before the backup was taken. With `replace`, what the database
    holds is deleted. A backup of an older version is brought up to date. Raises SchemaError and
    BackupError, and then the database is as it was.
    """
    place = read_url(url)
    with archive.open_backup(file) as (opened, manifest), connected(place) as connection:
        _check_nobody(connection, now)
        if _holds_something(connection) and not replace:
            raise BackupError("backup.not_empty", url=place.render_as_string())
        _make_schema(connection, manifest)
        done = _put_evidence(opened, manifest, evidence, watch)
        _put_tables(connection, opened, manifest, watch, done)
        command.upgrade(config(connection), "head")
        if lost_at > manifest.taken_at:
            note(connection, RESTORED, stretch(manifest.taken_at, lost_at))
    return manifest


def holds_something(url: str) -> bool:
    """Whether a restored backup would take the place of anything. Raises SchemaError."""
    with connected(read_url(url)) as connection:
        return _holds_something(connection)


def _holds_something(connection: Connection) -> bool:
    here = inspect(connection).get_table_names()
    known = [table for table in Row.metadata.tables.values() if table.name in here]
    weighty = [table for table in known if table.name not in OF_NO_WEIGHT]
    return any(connection.execute(select(text("1")).select_from(t).limit(1)).all() for t in weighty)


def _check_nobody(connection: Connection, now: datetime) -> None:
    """Raises where the database is another program's, or a bot is at work on it."""
    if revision_of(connection, ScriptDirectory.from_config(config(connection))) is None:
        return
    alive = connection.scalar(select(MarkRow.value).where(MarkRow.name == ALIVE))
    heard_lately = alive and now - datetime.fromisoformat(alive) < AT_WORK
    if heard_lately or leases.anybody_in_charge(connection):
        raise BackupError("backup.at_work", seconds=AT_WORK.seconds)


def _make_schema(connection: Connection, manifest: Manifest) -> None:
    """The empty tables as they were in the version that took the backup."""
    made = config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(made).walk_revisions()}
    if manifest.revision not in known:
        raise BackupError("backup.newer", version=manifest.version)
    old = MetaData()
    old.reflect(connection, only=lambda name, _: name in (*Row.metadata.tables, "alembic_version"))
    old.drop_all(connection)
    command.upgrade(made, manifest.revision)


def _put_evidence(opened: zipfile.ZipFile, manifest: Manifest, folder: Path, watch: Watch) -> int:
    """Files under their hash harm nobody, so they may be there before all else is certain."""
    done = 0
    for done, (name, member) in enumerate(manifest.evidence.items(), 1):
        keep_whole(folder, member.sha256, archive.pieces(opened, name, member))
        watch(done, manifest.amount)
    return done


def _put_tables(
    connection: Connection, opened: zipfile.ZipFile, manifest: Manifest, watch: Watch, done: int
) -> None:
    stored = MetaData()
    stored.reflect(connection)
    tables = {name: stored.tables.get(name) for name in manifest.tables}
    bonds = [bond for one in stored.tables.values() for bond in one.foreign_key_constraints]
    loose = connection.dialect.name == "postgresql"
    for bond in bonds if loose else ():
        connection.execute(DropConstraint(bond))
    for name, table in tables.items():
        if table is None:
            raise BackupError("backup.damaged", file=archive.TABLE.format(name))
        for rows in _rows(opened, name, manifest, table):
            _put_rows(connection, table, rows)
            done += len(rows)
            watch(done, manifest.amount)
        if loose:
            _count_on(connection, table)
    for bond in bonds if loose else ():
        connection.execute(AddConstraint(bond))
    if not loose and connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise BackupError("backup.damaged", file=archive.MANIFEST)


def _put_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows that all have the same columns; PostgreSQL takes them in half the time so."""
    dialect = connection.dialect
    if dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    quoted = dialect.identifier_preparer.quote
    statement = f"COPY {quoted(table.name)} ({', '.join(map(quoted, rows[0]))}) FROM STDIN"
    writes = [_write_of(table.c[name].type, dialect) for name in rows[0]]
    cursor = connection.connection.cursor()
    try:
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(
                    [write(value) for write, value in zip(writes, row.values(), strict=True)]
                )
    except dialect.loaded_dbapi.Error as error:  # not SQLAlchemy's, which did not see it
        raise DBAPIError(statement, None, error) from error


def _write_of(kind: TypeEngine[Any], dialect: Dialect) -> Read:
    """How a column's values are handed to the driver, as an INSERT would."""
    return kind.dialect_impl(dialect).bind_processor(dialect) or (lambda value: value)


def _rows(
    opened: zipfile.ZipFile, name: str, manifest: Manifest, table: Table
) -> Iterator[list[dict[str, Any]]]:
    """The rows of a member, some at a time, once it is known to be what the manifest says."""
    member, path = manifest.tables[name], archive.TABLE.format(name)
    for _ in archive.pieces(opened, path, member):
        pass  # its hash is known at its end
    with TextIOWrapper(opened.open(path), "utf-8", newline="\n") as lines:
        columns = json.loads(next(lines))
        reads = _reads(table)
        while some := [json.loads(line) for line in islice(lines, AT_ONCE)]:
            yield [
                {column: reads[column](value) for column, value in zip(columns, row, strict=True)}
                for row in some
            ]


def _reads(table: Table) -> Mapping[str, Read]:
    """How each column's values come back from JSON."""
    return {column.name: _read_of(column.type) for column in table.columns}


def _read_of(kind: object) -> Read:
    match kind:
        case DateTime():
            return lambda value: value and datetime.fromisoformat(value)
        case Date():
            return lambda value: value and date.fromisoformat(value)
    return lambda value: value


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL give the next row a number of its own."""
    [*keys] = table.primary_key
    if [key.name for key in keys] == ["id"]:
        query = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM "
        connection.exec_driver_sql(query + table.name)
