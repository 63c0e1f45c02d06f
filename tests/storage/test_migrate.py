"""The schema comes to be from nothing, follows the code, and refuses what it must not touch."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.pool import Pool

from render.texts import load_texts
from storage.blocking import SENTENCES, SYNC_DRIVERS, SchemaError
from storage.migrate import STEPS, Stand, look, migrate
from storage.schema import Row
from tests.servers import drop_database, new_database, plain

NOW = datetime(2012, 11, 1, 1, 30, 5, tzinfo=UTC)
STEP = """
from alembic import op

revision = "later"
down_revision = "{head}"


def upgrade() -> None:
    op.execute("ALTER TABLE plans ADD COLUMN colour TEXT DEFAULT 'blue'")
    op.execute("{last}")
"""


def ask(path: Path, query: str) -> Any:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(query).fetchone()


def everything(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def revision(path: Path) -> Any:
    return ask(path, "SELECT version_num FROM alembic_version")[0]


def refused(url: str, steps: Path = STEPS) -> SchemaError:
    with pytest.raises(SchemaError) as caught:
        migrate(url, NOW, steps)
    for texts in load_texts().values():
        assert texts.plain(caught.value.key, **caught.value.values)
    return caught.value


@pytest.fixture
def used(migrated: Path, tmp_path: Path) -> Path:
    """A database of the present version with a plan in it."""
    path = tmp_path / "duban.db"
    shutil.copyfile(migrated, path)
    ask(path, "INSERT INTO plans (title, number, imported_at) VALUES ('方案', '1', '2012-10-01')")
    return path


@pytest.fixture
def tomorrow(migrated: Path, tmp_path: Path) -> Path:
    """The steps of a version to come: today's and one more."""
    steps = tmp_path / "migrations"
    shutil.copytree(STEPS, steps)
    add_step(steps, revision(migrated), "UPDATE plans SET colour = 'green'")
    return steps


def add_step(steps: Path, head: str, last: str) -> None:
    (steps / "versions" / "later.py").write_text(STEP.format(head=head, last=last))


def test_from_nothing_the_schema_is_the_one_of_the_code(database: str) -> None:
    plain = make_url(database)
    engine = create_engine(plain.set(drivername=SYNC_DRIVERS[plain.drivername]))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Row.metadata) == []
    engine.dispose()


def test_migrating_again_changes_nothing_and_makes_no_backup(used: Path) -> None:
    before = everything(used)
    assert migrate(f"sqlite:///{used}", NOW) is None
    assert everything(used) == before
    assert [path.name for path in used.parent.iterdir()] == ["duban.db"]


def test_a_backup_is_made_before_a_step(used: Path, tomorrow: Path) -> None:
    head = revision(used)
    backup = migrate(f"sqlite:///{used}", NOW, tomorrow)
    assert backup == used.with_name(f"duban-before-{head}-20121101013005.db")
    assert revision(backup) == head
    assert ask(backup, "SELECT title FROM plans") == ("方案",)
    assert ask(used, "SELECT title, colour FROM plans") == ("方案", "green")


def test_a_step_that_fails_leaves_everything_as_it_was(used: Path, tomorrow: Path) -> None:
    head = revision(used)
    add_step(tomorrow, head, "UPDATE nothing SET x = 1")
    assert refused(f"sqlite:///{used}", tomorrow).key == "database.unusable"
    assert revision(used) == head
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        ask(used, "SELECT colour FROM plans")


def test_a_database_newer_than_the_code_is_refused(used: Path, tomorrow: Path) -> None:
    migrate(f"sqlite:///{used}", NOW, tomorrow)
    error = refused(f"sqlite:///{used}")
    assert error.key == "database.newer"
    assert error.values == {"revision": "later"}


def test_the_tables_of_another_program_are_left_alone(tmp_path: Path) -> None:
    ask(tmp_path / "other.db", "CREATE TABLE plans (a)")
    assert refused(f"sqlite:///{tmp_path / 'other.db'}").key == "database.foreign"


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, but long enough to look at" * 100)
    assert refused(f"sqlite:///{tmp_path / 'notes.txt'}").key == "database.not_one"


def test_a_database_that_may_only_be_read_is_refused(used: Path) -> None:
    assert refused(f"sqlite:///file:{used}?mode=ro&uri=true").key == "database.read_only"


def test_a_directory_and_a_path_that_leads_nowhere_are_refused(tmp_path: Path) -> None:
    assert refused(f"sqlite:///{tmp_path}").key == "database.cannot_open"
    assert refused(f"sqlite:///{tmp_path / 'none' / 'duban.db'}").key == "database.cannot_open"


def test_on_a_disk_that_may_only_be_read_that_is_the_cause_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    assert refused(f"sqlite:///{tmp_path}").key == "database.read_only"
    with pytest.raises(SchemaError) as caught:
        look(f"sqlite:///{tmp_path / 'duban.db'}")
    assert caught.value.key == "database.read_only"


def test_looking_makes_and_changes_nothing(used: Path, tomorrow: Path, tmp_path: Path) -> None:
    none = tmp_path / "none.db"
    before = everything(used)
    assert look(f"sqlite:///{none}") is Stand.MISSING
    assert look(f"sqlite:///{used}") is Stand.CURRENT
    assert look(f"sqlite:///{used}", tomorrow) is Stand.OUTDATED
    assert everything(used) == before
    assert not none.exists()
    none.touch()
    assert look(f"sqlite:///{none}") is Stand.MISSING
    assert none.stat().st_size == 0


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("none/duban.db", "database.cannot_open"),
        ("file:duban.db?mode=ro&uri=true", "database.read_only"),
    ],
)
def test_looking_tells_what_migrating_would(
    used: Path, monkeypatch: pytest.MonkeyPatch, path: str, key: str
) -> None:
    monkeypatch.chdir(used.parent)
    with pytest.raises(SchemaError) as caught:
        look(f"sqlite:///{path}")
    assert caught.value.key == key
    assert refused(f"sqlite:///{path}").key == key


@pytest.fixture
def little_room() -> Iterator[None]:
    """Databases may have eight pages, as on a disk with no space left."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 8")

    event.listen(Pool, "connect", limit)
    yield
    event.remove(Pool, "connect", limit)


@pytest.mark.usefixtures("little_room")
def test_a_full_disk_leaves_no_half_made_schema(tmp_path: Path) -> None:
    path = tmp_path / "duban.db"
    assert refused(f"sqlite:///{path}").key == "database.full"
    assert ask(path, "SELECT count(*) FROM sqlite_master") == (0,)


@pytest.mark.parametrize(
    "url", ["duban.db", "mysql://user@host/name", "sqlite://", "sqlite:///:memory:", ""]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    assert refused(url).key == "database.bad_url"


def test_a_server_out_of_reach_is_told_without_its_password() -> None:
    error = refused("postgresql://duban:hush@127.0.0.1:1/duban")
    assert error.key in ("database.no_driver", "database.unusable")
    assert "hush" not in str(error.values)


def test_a_database_that_cannot_hold_every_sign_is_refused(server: URL) -> None:
    as_bytes = "ENCODING SQL_ASCII LOCALE 'C'"
    place = new_database(server, "template0", as_bytes)
    error = refused(plain(place))
    assert (error.key, error.values) == ("database.not_utf8", {"encoding": "SQL_ASCII"})
    drop_database(place, server)


def test_whatever_is_wrong_with_a_file_has_a_sentence() -> None:
    for texts in load_texts().values():
        assert all(texts.plain(key, url="u") for key in SENTENCES.values())
