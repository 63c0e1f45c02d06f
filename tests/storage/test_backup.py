"""A backup brings everything back, into either kind of database, or changes nothing."""

import json
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic import command

from plan.model import Status
from render.texts import load_texts
from storage import archive, leases, marks
from storage.archive import BackupError, Manifest
from storage.backup import back_up
from storage.blocking import SchemaError, connected, read_url
from storage.chats import ensure_chat
from storage.engine import open_database
from storage.evidence import Sent, add_evidence, keep_bytes, path_of
from storage.migrate import Stand, config, look, migrate
from storage.outbox import owe
from storage.posts import add_post
from storage.reports import Words
from storage.restore import holds_something, restore
from tests.storage.builders import assignment, at, plan_of, report, row, save, source, task
from tests.storage.test_upgrades import fill, read, revisions, rows

NOW = at("2012-11-09 10:00")
DUE = at("2012-11-16 00:00").date()
PROOF = b"minutes of the meeting" * 100_000


def nobody(_done: int, _total: int) -> None:
    """Nobody watches."""


def take(url: str, file: Path) -> Manifest:
    return back_up(url, file.parent / "evidence", file, now=NOW, version="1", watch=nobody)


def bring_back(url: str, file: Path, *, replace: bool = False) -> Manifest:
    evidence = file.parent / "evidence again"
    return restore(url, evidence, file, now=NOW, lost_at=NOW, replace=replace, watch=nobody)


def refused(url: str, file: Path, *, replace: bool = False) -> str:
    with pytest.raises(BackupError) as caught:
        bring_back(url, file, replace=replace)
    for texts in load_texts().values():
        assert texts.plain(caught.value.key, **caught.value.values)
    return caught.value.key


def contents(file: Path) -> Mapping[str, bytes]:
    """What the members hold, but for what the bot notes for itself."""
    with zipfile.ZipFile(file) as opened:
        marked = archive.TABLE.format("marks")
        apart = (archive.MANIFEST, marked)
        return {name: opened.read(name) for name in opened.namelist() if name not in apart}


def change(file: Path, member: str, content: bytes) -> None:
    """Write a backup anew with another member in it."""
    with zipfile.ZipFile(file) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    with zipfile.ZipFile(file, "w") as opened:
        for name, old in members.items():
            opened.writestr(name, content if name == member else old)


def manifest_with(file: Path, **changes: Any) -> bytes:
    with zipfile.ZipFile(file) as opened:
        return json.dumps(json.loads(opened.read(archive.MANIFEST)) | changes).encode()


@pytest.fixture
async def used(database: str, tmp_path: Path) -> str:
    """A database with a plan, a report, a card, an outbox row and a piece of evidence."""
    async with open_database(database) as sessions, sessions.begin() as session:
        await save(session, plan_of(task("2.1", DUE)), NOW)
        line = await assignment(session, "2.1")
        words = Words(status=Status.IN_PROGRESS, percent=60, note='进度60%，\u2028缺"资金"')
        await report(session, line, words, source("message", NOW))
        chat = await ensure_chat(session, -1009999999999, "群", NOW)
        await add_post(session, chat.id, "card", {"late_since": NOW.isoformat()}, NOW)
        await owe(session, [chat.id], "card", DUE, NOW + timedelta(days=7))
        digest = keep_bytes(tmp_path / "evidence", PROOF)
        file = Sent(-100, 7, None, 1, NOW, "x", "../a.txt", "text/plain", len(PROOF), digest)
        await add_evidence(session, line, file)
    return database


async def test_it_comes_back_whole_in_either_kind_of_database(
    used: str, elsewhere: str, tmp_path: Path
) -> None:
    take(used, tmp_path / "a.zip")
    there = f"sqlite:///{tmp_path}/other.db"
    bring_back(there, tmp_path / "a.zip")
    take(there, tmp_path / "b.zip")
    bring_back(elsewhere, tmp_path / "b.zip")
    take(elsewhere, tmp_path / "c.zip")
    first = contents(tmp_path / "a.zip")
    assert first == contents(tmp_path / "b.zip") == contents(tmp_path / "c.zip")
    digest = sha256(PROOF).hexdigest()
    assert path_of(tmp_path / "evidence again", digest).read_bytes() == PROOF


async def test_new_rows_are_numbered_on_after_those_restored(
    used: str, elsewhere: str, tmp_path: Path
) -> None:
    take(used, tmp_path / "a.zip")
    bring_back(elsewhere, tmp_path / "a.zip")
    async with open_database(elsewhere) as sessions, sessions.begin() as session:
        line = await assignment(session, "2.1")
        words = Words(status=Status.IN_PROGRESS, percent=70, note="七成")
        made = await report(session, line, words, source("later", NOW + timedelta(hours=1)))
        assert made == 2
        assert (await row(session, line)).percent == 70


def test_what_it_holds_stands_in_its_manifest(used: str, tmp_path: Path) -> None:
    manifest = take(used, tmp_path / "a.zip")
    assert (manifest.version, manifest.taken_at) == ("1", NOW)
    assert manifest.tables["reports"].rows == 1
    assert [one.size for one in manifest.evidence.values()] == [len(PROOF)]
    assert not manifest.missing
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
    for name, content in contents(tmp_path / "a.zip").items():
        assert manifest.members[name].sha256 == sha256(content).hexdigest()


def test_the_watcher_is_told_of_every_row_and_file(used: str, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    file = tmp_path / "a.zip"
    manifest = back_up(
        used, tmp_path / "evidence", file, now=NOW, version="1", watch=lambda *at: seen.append(at)
    )
    assert seen[-1] == (manifest.amount, manifest.amount)


def test_what_is_written_meanwhile_is_not_half_in_it(used: str, tmp_path: Path) -> None:
    """The tables are as of one moment, although somebody writes between them."""
    written: list[str] = []

    def write(_done: int, _total: int) -> None:
        if not written:
            with connected(read_url(used)) as other:
                for table, column in (("plans", "title"), ("units", "name"), ("tasks", "title")):
                    other.exec_driver_sql(f"UPDATE {table} SET {column} = {column} || ' new'")
            written.append(used)

    file = tmp_path / "a.zip"
    back_up(used, tmp_path / "evidence", file, now=NOW, version="1", watch=write)
    assert written
    assert not any(b" new" in content for content in contents(file).values())
    take(used, tmp_path / "b.zip")
    assert any(b" new" in content for content in contents(tmp_path / "b.zip").values())


def test_evidence_that_is_gone_or_spoilt_is_named(used: str, tmp_path: Path) -> None:
    digest = sha256(PROOF).hexdigest()
    path_of(tmp_path / "evidence", digest).write_bytes(b"spoilt")
    assert take(used, tmp_path / "a.zip").missing == (digest,)
    path_of(tmp_path / "evidence", digest).unlink()
    assert take(used, tmp_path / "a.zip").missing == (digest,)
    bring_back(f"sqlite:///{tmp_path}/other.db", tmp_path / "a.zip")


def test_a_database_that_holds_something_is_replaced_only_when_told(
    used: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.zip"
    take(used, file)
    assert holds_something(used)
    assert refused(used, file) == "backup.not_empty"
    bring_back(used, file, replace=True)
    take(used, tmp_path / "b.zip")
    assert contents(file) == contents(tmp_path / "b.zip")


def test_a_database_set_up_but_empty_is_filled(used: str, elsewhere: str, tmp_path: Path) -> None:
    take(used, tmp_path / "a.zip")
    migrate(elsewhere, NOW)
    assert not holds_something(elsewhere)
    bring_back(elsewhere, tmp_path / "a.zip")
    assert holds_something(elsewhere)


async def test_a_database_a_bot_is_at_work_on_is_left_alone(used: str, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    take(used, file)
    async with open_database(used) as sessions, sessions.begin() as session:
        await marks.put(session, marks.ALIVE, (NOW - timedelta(seconds=30)).isoformat())
    assert refused(used, file, replace=True) == "backup.at_work"


async def test_a_process_in_charge_is_not_taken_by_surprise(
    used: str, elsewhere: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.zip"
    take(used, file)
    migrate(elsewhere, NOW)
    if not elsewhere.startswith("postgresql"):
        bring_back(elsewhere, file)  # where there are no leases
        return
    async with open_database(elsewhere) as sessions:
        async with sessions.begin() as session:
            await leases.gain(session, "sender", "somebody")
        assert refused(elsewhere, file) == "backup.at_work"
        async with sessions.begin() as session:
            await leases.release(session, "sender", "somebody")
    bring_back(elsewhere, file)


@pytest.mark.parametrize("member", ["tables/reports.jsonl", "evidence/", "tables/units.jsonl"])
def test_one_changed_sign_and_nothing_is_restored(used: str, tmp_path: Path, member: str) -> None:
    file = tmp_path / "a.zip"
    take(used, file)
    found = next(name for name in contents(file) if name.startswith(member))
    before = contents(file)
    change(file, found, before[found].replace(b"m", b"n", 1))
    assert refused(used, file, replace=True) == "backup.damaged"
    take(used, tmp_path / "b.zip")
    assert contents(tmp_path / "b.zip") == before
    assert not list((tmp_path / "evidence again").rglob("*.part"))


def test_a_file_cut_short_is_none(used: str, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    take(used, file)
    file.write_bytes(file.read_bytes()[:-100])
    assert refused(used, file, replace=True) == "backup.damaged"


@pytest.mark.parametrize(("times", "what"), [(0, "referred to, but not there"), (2, "twice")])
def test_rows_that_cannot_be_are_noticed(used: str, tmp_path: Path, times: int, what: str) -> None:
    file = tmp_path / "a.zip"
    take(used, file)
    head, *rest = contents(file)["tables/tasks.jsonl"].splitlines(keepends=True)
    changed = head + b"".join(rest) * times
    change(file, "tables/tasks.jsonl", changed)
    with zipfile.ZipFile(file) as opened:
        members = json.loads(opened.read(archive.MANIFEST))["members"]
    members["tables/tasks.jsonl"] |= {
        "sha256": sha256(changed).hexdigest(),
        "rows": len(rest) * times,
    }
    change(file, archive.MANIFEST, manifest_with(file, members=members))
    with pytest.raises((BackupError, SchemaError)):
        bring_back(used, file, replace=True)
    assert holds_something(used), what


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"revision": "later"}, "backup.newer"),
        ({"form": 2}, "backup.newer"),
        ({"members": {"evidence/x": {"size": 1, "sha256": "../../etc"}}}, "backup.not_one"),
        ({"members": {"tables/x.jsonl": {"size": 1, "sha256": "0" * 64}}}, "backup.damaged"),
    ],
)
def test_a_manifest_that_cannot_be_is_refused(
    used: str, tmp_path: Path, changes: dict[str, Any], key: str
) -> None:
    file = tmp_path / "a.zip"
    take(used, file)
    change(file, archive.MANIFEST, manifest_with(file, **changes))
    assert refused(f"sqlite:///{tmp_path}/other.db", file) == key


@pytest.mark.sqlite
def test_nothing_but_an_older_backup_is_written_over(used: str, tmp_path: Path) -> None:
    for name in ("duban.db", "nowhere/a.zip"):
        with pytest.raises(BackupError) as caught:
            take(used, tmp_path / name)
        assert caught.value.key in ("backup.in_the_way", "backup.no_place")
    take(used, tmp_path / "a.zip")
    take(used, tmp_path / "a.zip")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.sqlite
def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path, database: str) -> None:
    with pytest.raises(BackupError) as caught:
        take(f"{database}-not", tmp_path / "a.zip")
    assert caught.value.key == "backup.nothing"
    assert refused(database, tmp_path / "a.zip") == "backup.cannot_open"


@pytest.mark.parametrize("revision", revisions())
def test_a_backup_of_every_version_comes_back_as_the_present_one(
    revision: str, elsewhere: str, tmp_path: Path
) -> None:
    old = f"sqlite:///{tmp_path}/old.db"
    with connected(read_url(old)) as connection:
        command.upgrade(config(connection), revision)
        tables = read(connection)
        fill(connection, tables)
        had = rows(connection, tables)
    assert take(old, tmp_path / "a.zip").revision == revision
    bring_back(elsewhere, tmp_path / "a.zip")
    assert look(elsewhere) is Stand.CURRENT
    with connected(read_url(elsewhere)) as connection:
        has = rows(connection, tables)
    assert has == had
