"""A rehearsal never reaches Telegram and never touches a live database."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Database, Settings
from bot.rehearsal.stage import NoRehearsal, apart_from, check_rehearsal, open_rehearsal
from tests.flows.town import town_plan

HERE = "http://127.0.0.1:8081"
LIVE = Settings.model_validate(
    {
        "telegram": {"token": "123456:real", "proxy": "http://127.0.0.1:1"},
        "database": {"url": "sqlite:///duban.db", "evidence": "evidence"},
        "office": {"people": [1], "leaders": [2]},
        "reminders": {"before": [5]},
    }
)


def test_the_offices_rules_are_rehearsed_and_nothing_else_of_its_settings(tmp_path: Path) -> None:
    apart = apart_from(LIVE, HERE, tmp_path)
    check_rehearsal(apart, HERE, tmp_path)
    assert apart.reminders.before == (5,)
    assert "real" not in apart.telegram.token.get_secret_value()
    assert {1, 2}.isdisjoint((*apart.office.people, *apart.office.leaders))


@pytest.mark.parametrize(
    "change",
    [
        {"api_url": "https://api.telegram.org"},
        {"api_url": "http://127.0.0.1.example.org"},
        {"api_url": "http://127.0.0.1@example.org"},
        {"api_url": "http://localhost:8081"},
        {"api_url": "http://127.0.0.1:8082"},
        {"token": SecretStr("123456789:AAlive")},
        {"proxy": "http://127.0.0.1:3128"},
    ],
)
def test_whatever_could_reach_telegram_is_refused(
    tmp_path: Path, change: dict[str, object]
) -> None:
    apart = apart_from(LIVE, HERE, tmp_path)
    telegram = apart.telegram.model_copy(update=change)
    with pytest.raises(NoRehearsal):
        check_rehearsal(apart.model_copy(update={"telegram": telegram}), HERE, tmp_path)


def test_even_a_stand_in_elsewhere_is_refused(tmp_path: Path) -> None:
    elsewhere = "http://192.0.2.1:8081"
    with pytest.raises(NoRehearsal):
        check_rehearsal(apart_from(LIVE, elsewhere, tmp_path), elsewhere, tmp_path)


@pytest.mark.parametrize(
    ("url", "evidence"),
    [
        ("sqlite:///duban.db", "{}/evidence"),
        ("postgresql://u@h/n", "{}/evidence"),
        ("sqlite:///{}/../duban.db", "{}/evidence"),
        ("sqlite:///{}/rehearsal.db", "evidence"),
    ],
)
def test_a_database_or_evidence_elsewhere_is_refused(
    tmp_path: Path, url: str, evidence: str
) -> None:
    apart = apart_from(LIVE, HERE, tmp_path)
    database = Database(url=url.format(tmp_path), evidence=Path(evidence.format(tmp_path)))
    with pytest.raises(NoRehearsal):
        check_rehearsal(apart.model_copy(update={"database": database}), HERE, tmp_path)


async def test_nothing_is_left_where_it_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = f"sqlite:///{tmp_path}/duban.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUBAN_DATABASE__URL", live)
    monkeypatch.setenv("DUBAN_TELEGRAM__API_URL", "http://127.0.0.1:1")
    start = datetime(2012, 11, 5, 2, tzinfo=UTC)
    async with open_rehearsal(LIVE, town_plan(), start) as opened:
        assert opened.theatre.backstage.alive
    assert os.listdir(tmp_path) == []
