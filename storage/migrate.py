"""Bringing the schema up to date at start, with a backup of the file before any step."""

import sqlite3
from contextlib import closing
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from storage.blocking import SchemaError, connected, is_closed, read_url

STEPS = Path(__file__).parent / "migrations"


class Stand(Enum):
    """How a database stands to the schema of this code."""

    MISSING = auto()
    OUTDATED = auto()
    CURRENT = auto()


def look(url: str, steps: Path = STEPS) -> Stand:
    """How the database at `url` stands, without making or changing anything.

    Raises SchemaError where `migrate` would.
    """
    plain = read_url(url)
    file = Path(plain.database or "")
    if plain.drivername == "sqlite" and "uri" not in plain.query and _is_empty(file):
        if is_closed(file):
            raise SchemaError("database.read_only", url=plain.render_as_string())
        if not file.parent.is_dir():
            raise SchemaError("database.cannot_open", url=plain.render_as_string())
        return Stand.MISSING
    with connected(plain) as connection:
        scripts = ScriptDirectory.from_config(config(connection, steps))
        here = revision_of(connection, scripts)
        if here is None:
            return Stand.MISSING
        _try_writing(connection)
        return Stand.CURRENT if here == scripts.get_current_head() else Stand.OUTDATED


def migrate(url: str, now: datetime, steps: Path = STEPS) -> Path | None:
    """Upgrade the database at `url` to this code's schema; returns the backup made, if any.

    All steps happen or none. Raises SchemaError when the database is newer than the code,
    read-only, full, damaged, somebody else's, not a database at all, or out of reach.
    """
    with connected(read_url(url)) as connection:
        alembic = config(connection, steps)
        scripts = ScriptDirectory.from_config(alembic)
        here = revision_of(connection, scripts)
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


def _is_empty(file: Path) -> bool:
    return not file.exists() or (file.is_file() and file.stat().st_size == 0)


def revision_of(connection: Connection, scripts: ScriptDirectory) -> str | None:
    """The step a database stands at, None where it is empty.

    Raises SchemaError when it is another program's, or newer than the steps of this code.
    """
    here = MigrationContext.configure(connection).get_current_revision()
    if here is None and inspect(connection).get_table_names():
        raise SchemaError("database.foreign", url=connection.engine.url.render_as_string())
    if here and here not in {script.revision for script in scripts.walk_revisions()}:
        raise SchemaError("database.newer", revision=here)
    return here


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
