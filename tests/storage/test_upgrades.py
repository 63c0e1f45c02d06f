"""From every schema there ever was to the present one, with something in every table."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    create_engine,
    insert,
    make_url,
    select,
    text,
)

from storage.blocking import SYNC_DRIVERS
from storage.migrate import STEPS, config, migrate

NOW = datetime(2012, 11, 1, 1, 30, 5, tzinfo=UTC)
WORDS = "督办 <&>'\""
Rows = dict[str, dict[str, Any]]


def revisions() -> list[str]:
    """Every step's name, the first one first."""
    made = Config()
    made.set_main_option("script_location", str(STEPS))
    made.set_main_option("path_separator", "os")
    return [step.revision for step in ScriptDirectory.from_config(made).walk_revisions()][::-1]


def value_of(column: Column[Any]) -> object:
    """Something of the column's type; what points at another table points at its only row."""
    if column.foreign_keys or (column.primary_key and isinstance(column.type, Integer)):
        return 1
    match column.type:
        case Boolean():
            return True
        case Integer():
            return 7
        case DateTime():
            return datetime(2012, 11, 6, 1, 30)  # noqa: DTZ001  (as it is stored)
        case Date():
            return date(2012, 11, 6)
        case JSON():
            return {"words": WORDS}
        case String():
            return WORDS[: column.type.length]
    raise AssertionError(f"what may stand in {column}?")


def fill(connection: Connection, tables: MetaData) -> None:
    """One row in every table, with something in every column."""
    for table in tables.sorted_tables:
        connection.execute(insert(table).values({c.name: value_of(c) for c in table.columns}))


def rows(connection: Connection, tables: MetaData) -> Rows:
    """The row of every table, as these tables are meant to be."""
    return {
        table.name: dict(connection.execute(select(table)).one()._mapping)
        for table in tables.sorted_tables
    }


def read(connection: Connection) -> MetaData:
    """The tables as they are, but for Alembic's own."""
    tables = MetaData()
    tables.reflect(connection)
    tables.remove(tables.tables["alembic_version"])
    return tables


@pytest.fixture
def empty(database: str, tmp_path: Path) -> str:
    """The address of a database without a table."""
    place = make_url(database)
    if place.get_backend_name() == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    engine = create_engine(place.set(drivername=SYNC_DRIVERS[place.drivername]))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return database


@pytest.mark.parametrize("revision", revisions())
def test_a_database_of_every_version_keeps_all_it_has(revision: str, empty: str) -> None:
    place = make_url(empty)
    engine = create_engine(place.set(drivername=SYNC_DRIVERS[place.drivername]))
    with engine.begin() as connection:
        command.upgrade(config(connection), revision)
        tables = read(connection)
        fill(connection, tables)
        had = rows(connection, tables)
    migrate(empty, NOW)
    with engine.connect() as connection:
        has = rows(connection, tables)
        assert MigrationContext.configure(connection).get_current_revision() == revisions()[-1]
    engine.dispose()
    assert has == had


def test_a_chat_bound_before_topics_were_places_is_the_group_itself(empty: str) -> None:
    place = make_url(empty)
    engine = create_engine(place.set(drivername=SYNC_DRIVERS[place.drivername]))
    with engine.begin() as connection:
        command.upgrade(config(connection), "2026_11_28_outside")
        chats = read(connection).tables["chats"]
        known = {c.name: value_of(c) for c in chats.columns} | {"topic": None}
        connection.execute(insert(chats).values(known))
    migrate(empty, NOW)
    with engine.begin() as connection:
        chats = read(connection).tables["chats"]
        assert connection.execute(select(chats.c.topic, chats.c.topic_gone)).one() == (0, False)
        connection.execute(insert(chats).values(known | {"id": 2, "topic": 8}))
    engine.dispose()
