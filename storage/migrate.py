"""Bringing the schema up to date at start, with a backup of the file before any step."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.exc import DatabaseError

SYNC_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


class SchemaError(Exception):
    """The database cannot be used by this version; `key` names the sentence for the operator."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def migrate(url: str, now: datetime) -> Path | None:
    """Upgrade the database at `url` to this code's schema; returns the backup made, if any.

    Raises SchemaError when it is newer than the code, read-only, full or not a database.
    """
    plain = make_url(url)
    engine = create_engine(
        plain.set(drivername=SYNC_DRIVERS.get(plain.drivername, plain.drivername))
    )
    try:
        with engine.connect() as connection:
            backup = _backup_if_needed(connection, plain.database, now)
            command.upgrade(config(connection), "head")
            connection.commit()
            return backup
    except DatabaseError as error:
        raise SchemaError(
            "database.unusable", why=str(error.orig), url=plain.render_as_string()
        ) from error
    finally:
        engine.dispose()


def config(connection: Connection) -> Config:
    """Alembic's configuration, in code: the scripts beside this file and an open connection."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _backup_if_needed(connection: Connection, path: str | None, now: datetime) -> Path | None:
    here = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(config(connection))
    known = {script.revision for script in scripts.walk_revisions()}
    if here is not None and here not in known:
        raise SchemaError("database.newer", revision=here)
    if (
        here in (None, scripts.get_current_head())
        or connection.dialect.name != "sqlite"
        or not path
    ):
        return None
    return _copy(connection, Path(path), f"{here}-{now:%Y%m%d%H%M%S}")


def _copy(connection: Connection, database: Path, mark: str) -> Path:
    backup = database.with_name(f"{database.stem}-before-{mark}.db")
    connection.rollback()  # VACUUM runs outside a transaction
    connection.exec_driver_sql("VACUUM INTO ?", (str(backup),))
    return backup
