"""Settings: the example, the environment, and everything that may be wrong with them."""

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.config import Settings
from bot.config_file import ConfigError, load_settings, terminal_language
from plan.problems import Problem
from render.texts import LANGUAGES, load_texts

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
COMMENTED_OUT = re.compile(r"^# (\w+ = )", re.MULTILINE)


@pytest.fixture(autouse=True)
def _no_settings_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("DUBAN_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)


def settings_of(text: str) -> Settings:
    Path("config.toml").write_text(text, "utf-8")
    return load_settings(None)


def problems_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ConfigError) as caught:
        settings_of(text)
    for problem in caught.value.problems:
        assert_is_told(problem)
    return [(problem.place, problem.key) for problem in caught.value.problems]


def assert_is_told(problem: Problem) -> None:
    for texts in load_texts().values():
        assert texts.plain(problem.key, **problem.values)


def keys_of(model: type[BaseModel]) -> dict[str, list[str]]:
    sections: Mapping[str, Any] = model.model_fields
    return {name: list(field.annotation.model_fields) for name, field in sections.items()}


def test_the_example_holds_every_setting_with_its_default() -> None:
    text = EXAMPLE.read_text("utf-8")
    assert settings_of(text) == Settings()
    whole = tomllib.loads(COMMENTED_OUT.sub(r"\1", text))
    assert {name: list(section) for name, section in whole.items()} == keys_of(Settings)


def test_the_example_says_why_each_setting_is_there() -> None:
    lines = [line for line in EXAMPLE.read_text("utf-8").splitlines() if " = " in line]
    assert [line for line in lines if not re.search(r"\S  +# \w", line)] == []


def test_without_a_file_everything_has_its_default() -> None:
    assert load_settings(None) == Settings()


def test_a_file_that_was_named_must_exist() -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(Path("nowhere.toml"))
    assert [problem.place for problem in caught.value.problems] == ["nowhere.toml"]


def test_a_file_may_begin_with_a_byte_order_mark() -> None:
    assert settings_of("\ufeff[lamps]\nnear_days = 5").lamps.near_days == 5


@pytest.mark.parametrize(
    ("line", "place", "key"),
    [
        ("[telegrm]", "telegrm", "config.unknown_near"),
        ("[weather]", "weather", "config.unknown"),
        ("[telegram]\ntokn = ''", "telegram.tokn", "config.unknown_near"),
        ("[telegram]\nxyzzy = 1", "telegram.xyzzy", "config.unknown"),
        ("telegram = 3", "telegram", "config.not_a_section"),
        ("[telegram]\ntoken = 3", "telegram.token", "config.not_text"),
        ("[telegram]\napi_url = 'localhost:8081'", "telegram.api_url", "config.no_address"),
        ("[telegram]\nproxy = 'ftp://x'", "telegram.proxy", "config.no_address"),
        ("[telegram]\nmode = 'webhooks'", "telegram.mode", "config.no_choice"),
        ("[telegram]\nmode = 'webhook'", "telegram", "config.no_webhook"),
        ("[telegram]\nwebhook_url = 'x'", "telegram.webhook_url", "config.no_address"),
        ("[database]\nurl = 'duban.db'", "database.url", "config.no_address"),
        ("[database]\nurl = 'mysql://host/name'", "database.url", "config.no_address"),
        ("[database]\nevidence = 3", "database.evidence", "config.not_text"),
        ("[office]\npeople = 7", "office.people", "config.not_a_list"),
        ("[office]\npeople = [7, 'Li']", "office.people[2]", "config.not_whole"),
        ("[office]\npeople = [true]", "office.people[1]", "config.not_whole"),
        ("[office]\npeople = [-1001]", "office.people[1]", "config.at_least"),
        ("[office]\nleaders = [7, 7]", "office.leaders", "config.twice"),
        ("[office]\ndigest_at = '25:00'", "office.digest_at", "config.no_hour"),
        ("[office]\ndigest_at = '12:60'", "office.digest_at", "config.no_hour"),
        ("[office]\ndigest_at = 9", "office.digest_at", "config.no_hour"),
        ("[calendar]\ntimezone = 'Mars/Base'", "calendar.timezone", "config.no_zone"),
        ("[calendar]\ntimezone = 'Asia'", "calendar.timezone", "config.no_zone"),
        ("[calendar]\ntimezone = '../etc'", "calendar.timezone", "config.no_zone"),
        ("[calendar]\nquiet = '21:00'", "calendar.quiet", "config.no_span"),
        ("[calendar]\nquiet = '21:00-26:00'", "calendar.quiet", "config.no_hour"),
        ("[reminders]\nbefore = [3, 3]", "reminders.before", "config.twice"),
        ("[reminders]\nbefore = [-1]", "reminders.before[1]", "config.at_least"),
        ("[reminders]\nbefore = [1, 366]", "reminders.before[2]", "config.at_most"),
        ("[reminders]\noverdue = [0]", "reminders.overdue[1]", "config.at_least"),
        ("[reminders]\noverdue = [1.5]", "reminders.overdue[1]", "config.not_whole"),
        ("[reminders]\nlate_hours = 'x'", "reminders.late_hours", "config.not_a_number"),
        ("[reminders]\nlate_hours = 0", "reminders.late_hours", "config.more_than"),
        ("[reminders]\nlate_hours = nan", "reminders.late_hours", "config.more_than"),
        ("[reminders]\nlate_hours = 25", "reminders.late_hours", "config.at_most"),
        ("[lamps]\nnear_days = -1", "lamps.near_days", "config.at_least"),
        ("[lamps]\nyellow_gap = 31", "lamps", "config.yellow_after_red"),
        ("[operating]\nlisten = 'localhost'", "operating.listen", "config.no_listen"),
        ("[operating]\nlisten = '127.0.0.1:0'", "operating.listen", "config.no_listen"),
        ("[operating]\nlisten = ':9464'", "operating.listen", "config.no_listen"),
        ("[operating]\nlog_form = 'xml'", "operating.log_form", "config.no_choice"),
        ("[operating]\nlog_level = 3", "operating.log_level", "config.no_choice"),
        ("[operating]\nhealth_at = '8'", "operating.health_at", "config.no_hour"),
        ("[operating]\nlisten = 9464", "operating.listen", "config.no_listen"),
        ("[language]\ndefault = 'fr'", "language.default", "config.no_language"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_wrong(line: str, place: str, key: str) -> None:
    assert problems_of(line) == [(place, key)]


@pytest.mark.parametrize("at", ["127.0.0.1:9464", "[::1]:9464", "localhost:9464"])
def test_an_address_to_listen_at_is_read_as_it_is_written(at: str) -> None:
    listen = settings_of(f"[operating]\nlisten = '{at}'").operating.listen
    assert listen
    assert (str(listen), listen.port) == (at, 9464)


def test_every_wrong_setting_is_told_at_once() -> None:
    assert len(problems_of("[lamps]\nnear_days = -1\n[language]\ndefault = 3\n[nowhere]")) == 3


def test_the_nearest_setting_is_suggested() -> None:
    with pytest.raises(ConfigError) as caught:
        settings_of("[reminders]\noverdues = [1]")
    assert caught.value.problems[0].values == {"near": "reminders.overdue"}


def test_hours_may_be_written_as_people_do() -> None:
    read = settings_of('[calendar]\nquiet = "9:30 – 10:00"\nsend_at = 08:15:00')
    assert read.calendar.quiet == (time(9, 30), time(10))
    assert read.calendar.send_at == time(8, 15)


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN", "1:b")
    monkeypatch.setenv("DUBAN_OFFICE__PEOPLE", "[1001, 1002]")
    monkeypatch.setenv("DUBAN_OFFICE__LEADERS", "9")
    monkeypatch.setenv("DUBAN_REMINDERS__LATE_HOURS", "2.5")
    read = settings_of("[telegram]\ntoken = '1:a'\n[office]\npeople = [7]")
    assert read.telegram.token.get_secret_value() == "1:b"
    assert (read.office.people, read.office.leaders) == ((1001, 1002), (9,))
    assert read.reminders.late_hours == 2.5


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("DUBAN_LAMPS__NEAR_DAYS", "soon", "config.not_whole"),
        ("DUBAN_LAMPS__NEAR_DAY", "3", "config.unknown_near"),
        ("DUBAN_WEATHER__RAIN", "3", "config.unknown"),
        ("DUBAN_OFFICE__PEOPLE", "1, Li", "config.not_whole"),
        ("DUBAN_TELEGRAM__TOKEN_FILE", "nowhere", "config.no_secret"),
    ],
)
def test_a_wrong_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, key: str
) -> None:
    monkeypatch.setenv(name, value)
    assert problems_of("") == [(name, key)]


def test_a_secret_may_be_in_a_file_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secret").write_text("1:c\n")
    monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN_FILE", "secret")
    assert settings_of("").telegram.token.get_secret_value() == "1:c"


def test_a_token_is_never_shown() -> None:
    read = settings_of("[telegram]\ntoken = '123456:hidden'")
    assert "hidden" not in f"{read!r} {read}"
    with pytest.raises(ConfigError) as caught:
        settings_of("[telegram]\ntoken = ['123456:hidden']")
    assert "hidden" not in f"{caught.value} {caught.value.problems}"


@pytest.mark.parametrize("text", ["[language]\ndefault = 'en'\n[lamps]\nnear_days = 'x'"])
def test_the_language_is_known_although_other_settings_are_wrong(text: str) -> None:
    Path("config.toml").write_text(text)
    assert terminal_language(None) == "en"


@pytest.mark.parametrize("text", ["[language", "language = 3", "[language]\ndefault = 'fr'"])
def test_the_language_of_a_broken_file_is_the_systems(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    Path("config.toml").write_text(text)
    assert terminal_language(None) == LANGUAGES[0]
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert terminal_language(None) == "en"
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    assert terminal_language(None) == "zh-Hant"
