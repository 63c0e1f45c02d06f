"""Connections that block, for what looks at a whole database at once: its schema, its backup."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from storage.engine import AS_OF_ONE_MOMENT, AS_WRITER, TURNS

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


def read_url(url: str) -> URL:
    """The address of a setting. Raises SchemaError where it is none of a database we know."""
    try:
        plain = make_url(url)
    except ArgumentError as error:
        raise SchemaError("database.bad_url", url=url) from error
    if plain.drivername not in SYNC_DRIVERS or plain.database in (None, "", ":memory:"):
        raise SchemaError("database.bad_url", url=plain.render_as_string())
    return plain


@contextmanager
def connected(plain: URL, *, reading: bool = False) -> Iterator[Connection]:
    """A connection whose work is kept as a whole; what the driver refuses becomes SchemaError.

    `reading` sees everything as of one moment, and holds up nobody who writes meanwhile.
    """
    shown = plain.render_as_string()
    try:
        engine = _reader(plain) if reading else _writer(plain)
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
    if key == "database.cannot_open" and is_closed(Path(make_url(url).database or "")):
        key = "database.read_only"  # SQLite cannot open a file it may not write another beside
    return SchemaError(key or "database.unusable", url=url, why=str(error.orig))


def is_closed(file: Path) -> bool:
    """Whether the folder of a file is there but takes no other files, as on a read-only disk."""
    return file.parent.is_dir() and not os.access(file.parent, os.W_OK)


def _writer(plain: URL) -> Engine:
    # Foreign keys stay off on SQLite: a step that builds a table anew would empty what points
    # at it.
    # On PostgreSQL two processes that start together take turns at the steps.
    return _engine(plain, AS_WRITER if plain.drivername == "sqlite" else TURNS)


def _reader(plain: URL) -> Engine:
    if plain.drivername == "sqlite":
        return _engine(plain, "BEGIN")
    return _engine(plain, "", **AS_OF_ONE_MOMENT)


def _engine(plain: URL, opening: str, **options: Any) -> Engine:
    driver = plain.set(drivername=SYNC_DRIVERS[plain.drivername])
    engine = create_engine(driver, hide_parameters=True, execution_options=options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _no_driver_transactions)
    else:  # before SQLAlchemy reads the server's version, which some encodings give it as bytes
        event.listen(engine, "connect", _demand_utf8, insert=True)
    if opening:
        event.listen(engine, "begin", lambda opened: opened.exec_driver_sql(opening))
    return engine


def _no_driver_transactions(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _demand_utf8(connection: Any, _record: Any) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise SchemaError("database.not_utf8", encoding=encoding)
