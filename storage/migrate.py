"""Bringing the schema up to date at start, with a backup of the file before any step."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from storage.engine import begin_sqlite

STEPS = Path(__file__).parent / "migrations"
SYNC_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
# What SQLite says of a file it cannot use, and the sentence that says what to do about it.
SENTENCES = {
    "SQLITE_NOTADB": "database.not_one",
    "SQLITE_CORRUPT": "database.damaged",
    "SQLITE_READONLY": "database.read_only",
    "SQLITE_FULL": "database.full",
    "SQLITE_CANTOPEN": "database.cannot_open",
    "SQLITE_BUSY": "database.busy",
}


class SchemaError(Exception):
    """The database cannot be used by this version; `key` names the sentence for the operator."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(f"{key} {values}")
        self.key = key
        self.values = values


class Stand(Enum):
    """How a database stands to the schema of this code."""

    MISSING = auto()
    OUTDATED = auto()
    CURRENT = auto()


def look(url: str, steps: Path = STEPS) -> Stand:
    """How the database at `url` stands, without making or changing anything.

    Raises SchemaError where `migrate` would.
    """
    plain = _read_url(url)
    file = Path(plain.database or "")
    if plain.drivername == "sqlite" and "uri" not in plain.query and _is_empty(file):
        if _is_closed(file):
            raise SchemaError("database.read_only", url=plain.render_as_string())
        if not file.parent.is_dir():
            raise SchemaError("database.cannot_open", url=plain.render_as_string())
        return Stand.MISSING
    with _connected(plain) as connection:
        here = MigrationContext.configure(connection).get_current_revision()
        scripts = ScriptDirectory.from_config(config(connection, steps))
        _refuse_strangers(connection, here, scripts)
        if here is None:
            return Stand.MISSING
        _try_writing(connection)
        return Stand.CURRENT if here == scripts.get_current_head() else Stand.OUTDATED


def migrate(url: str, now: datetime, steps: Path = STEPS) -> Path | None:
    """Upgrade the database at `url` to this code's schema; returns the backup made, if any.

    All steps happen or none. Raises SchemaError when the database is newer than the code,
    read-only, full, damaged, somebody else's, not a database at all, or out of reach.
    """
    with _connected(_read_url(url)) as connection:
        here = MigrationContext.configure(connection).get_current_revision()
        alembic = config(connection, steps)
        scripts = ScriptDirectory.from_config(alembic)
        _refuse_strangers(connection, here, scripts)
        if here == scripts.get_current_head():
            _try_writing(connection)
            return None
        backup = _back_up(connection, f"{here}-{now:%Y%m%d%H%M%S}") if here else None
        command.upgrade(alembic, "head")
        return backup


def config(connection: Connection, steps: Path = STEPS) -> Config:
    """Alembic's configuration, in code: where the steps lie and an open connection."""
    made = Config()
    made.set_main_option("script_location", str(steps))
    made.set_main_option("path_separator", "os")
    made.set_main_option("file_template", "%%(rev)s")
    made.attributes["connection"] = connection
    return made


def _read_url(url: str) -> URL:
    try:
        plain = make_url(url)
    except ArgumentError as error:
        raise SchemaError("database.bad_url", url=url) from error
    if plain.drivername not in SYNC_DRIVERS or plain.database in (None, "", ":memory:"):
        raise SchemaError("database.bad_url", url=plain.render_as_string())
    return plain


@contextmanager
def _connected(plain: URL) -> Iterator[Connection]:
    """A connection whose work is kept as a whole; what the driver refuses becomes SchemaError."""
    shown = plain.render_as_string()
    try:
        engine = _engine(plain)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise SchemaError("database.no_driver", url=shown) from error
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise refusal(error, shown) from error
    finally:
        engine.dispose()


def refusal(error: DBAPIError, url: str) -> SchemaError:
    """What a database refused, in the words of an operator; `url` is shown."""
    code = getattr(error.orig, "sqlite_errorname", "")
    key = next((SENTENCES[name] for name in SENTENCES if code.startswith(name)), None)
    if key == "database.cannot_open" and _is_closed(Path(make_url(url).database or "")):
        key = "database.read_only"  # SQLite cannot open a file it may not write another beside
    return SchemaError(key or "database.unusable", url=url, why=str(error.orig))


def _is_empty(file: Path) -> bool:
    return not file.exists() or (file.is_file() and file.stat().st_size == 0)


def _is_closed(file: Path) -> bool:
    """Whether the folder of a file is there but takes no other files, as on a read-only disk."""
    return file.parent.is_dir() and not os.access(file.parent, os.W_OK)


def _engine(plain: URL) -> Engine:
    engine = create_engine(plain.set(drivername=SYNC_DRIVERS[plain.drivername]))
    if engine.dialect.name == "sqlite":
        # Foreign keys stay off here: a step that builds a table anew would empty what points at it.
        event.listen(engine, "connect", _no_driver_transactions)
        event.listen(engine, "begin", begin_sqlite)
    return engine


def _no_driver_transactions(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _refuse_strangers(connection: Connection, here: str | None, scripts: ScriptDirectory) -> None:
    if here is None and inspect(connection).get_table_names():
        raise SchemaError("database.foreign", url=connection.engine.url.render_as_string())
    if here and here not in {script.revision for script in scripts.walk_revisions()}:
        raise SchemaError("database.newer", revision=here)


def _try_writing(connection: Connection) -> None:
    # SQLite lets a file that may only be read open and begin like any other.
    with connection.begin_nested() as attempt:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
        attempt.rollback()


def _back_up(connection: Connection, mark: str) -> Path | None:
    """A copy of an SQLite file beside it; other databases are backed up by their own tools."""
    if connection.dialect.name != "sqlite":
        return None
    database = Path(connection.exec_driver_sql("PRAGMA database_list").all()[0][2])
    backup = database.with_name(f"{database.stem}-before-{mark}.db")
    with closing(sqlite3.connect(database)) as reader:
        reader.execute("VACUUM INTO ?", (str(backup),))
    return backup
