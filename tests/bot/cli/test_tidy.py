"""`duban tidy --dry-run`: what would be forgotten is told before it is."""

import sqlite3
from contextlib import closing

import pytest

from tests.bot.cli.conftest import Duban

SENT = """
INSERT INTO chats (id, telegram_id, title, changed_at) VALUES (99, -99, '', '2012-01-01');
INSERT INTO outbox (chat_id, kind, day, since, planned_at, send_at, state)
VALUES (99, 'card', '2012-01-01', '2012-01-01', '2012-01-01', '2012-01-01', 'sent');
"""


def messages() -> int:
    with closing(sqlite3.connect("duban.db")) as database:
        [(amount,)] = database.execute("SELECT count(*) FROM outbox WHERE chat_id = 99")
        return int(amount)


@pytest.mark.usefixtures("imported")
def test_each_kind_is_counted_and_nothing_is_changed(duban: Duban) -> None:
    with closing(sqlite3.connect("duban.db")) as database:
        database.executescript(SENT)
    result = duban("tidy", "--dry-run")
    assert result.exit_code == 0
    assert "会删除 1 条消息的发送记录" in result.stdout
    assert "会清空 0 条反馈的文字" in result.stdout
    assert "会删除 0 件佐证的文件" in result.stdout
    assert messages() == 1


@pytest.mark.usefixtures("imported")
def test_what_is_kept_for_ever_is_not_listed(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_RETENTION__EVIDENCE_DAYS", "0")
    assert "佐证" not in duban("tidy", "--dry-run").stdout


def test_the_bot_itself_forgets(duban: Duban) -> None:
    result = duban("tidy")
    assert result.exit_code == 1
    assert "--dry-run" in result.stderr
