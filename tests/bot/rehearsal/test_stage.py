"""A rehearsal never reaches Telegram and never touches a live database."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Database, Settings, Telegram
from bot.rehearsal.stage import (
    NoRehearsal,
    check_rehearsal,
    open_theatre,
    rehearsal_settings,
)
from tests.flows.town import town_plan

HERE = "http://127.0.0.1:8081"


def changed(folder: Path, **sections: Telegram | Database) -> Settings:
    return rehearsal_settings(folder, HERE, "en").model_copy(update=sections)


def test_its_own_settings_stay_in_its_folder_and_on_this_machine(tmp_path: Path) -> None:
    check_rehearsal(rehearsal_settings(tmp_path, HERE, "en"), tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.telegram.org",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org",
        "http://localhost:8081",
    ],
)
def test_another_server_is_refused(tmp_path: Path, url: str) -> None:
    telegram = rehearsal_settings(tmp_path, HERE, "en").telegram
    with pytest.raises(NoRehearsal):
        check_rehearsal(
            changed(tmp_path, telegram=telegram.model_copy(update={"api_url": url})), tmp_path
        )


@pytest.mark.parametrize(
    "change",
    [{"token": SecretStr("123456789:AAlive")}, {"proxy": "http://127.0.0.1:3128"}],
)
def test_a_live_token_and_a_proxy_are_refused(tmp_path: Path, change: dict[str, object]) -> None:
    telegram = rehearsal_settings(tmp_path, HERE, "en").telegram.model_copy(update=change)
    with pytest.raises(NoRehearsal):
        check_rehearsal(changed(tmp_path, telegram=telegram), tmp_path)


@pytest.mark.parametrize(
    "url", ["sqlite:///duban.db", "postgresql://u@h/n", "sqlite:///{}/../duban.db"]
)
def test_another_database_is_refused(tmp_path: Path, url: str) -> None:
    database = Database(url=url.format(tmp_path), evidence=tmp_path / "evidence")
    with pytest.raises(NoRehearsal):
        check_rehearsal(changed(tmp_path, database=database), tmp_path)


def test_evidence_elsewhere_is_refused(tmp_path: Path) -> None:
    database = Database(url=f"sqlite:///{tmp_path}/rehearsal.db", evidence=Path("evidence"))
    with pytest.raises(NoRehearsal):
        check_rehearsal(changed(tmp_path, database=database), tmp_path)


async def test_the_settings_of_the_machine_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = tmp_path / "duban.db"
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "sqlite:///{live}"\n[telegram]\ntoken = "9:LIVE"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUBAN_DATABASE__URL", f"sqlite:///{live}")
    monkeypatch.setenv("DUBAN_TELEGRAM__API_URL", "http://127.0.0.1:1")
    start = datetime(2012, 11, 5, 2, tzinfo=UTC)
    async with open_theatre(town_plan(), start) as theatre:
        assert theatre.backstage.alive
    assert os.listdir(tmp_path) == ["config.toml"]
