"""What every command has in common: help, version, language, failures."""

from pathlib import Path

import pytest

from render.texts import LANGUAGES, load_texts
from tests.bot.cli.conftest import Duban

COMMANDS = {
    "": "cli.help.duban",
    "run": "cli.help.run",
    "check": "cli.help.check",
    "bind": "cli.help.bind",
    "preview": "cli.help.preview",
    "summary": "cli.help.summary",
    "reply": "cli.help.reply",
    "plan": "cli.help.plan",
    "plan import": "cli.help.plan_import",
    "plan show": "cli.help.plan_show",
    "days": "cli.help.days",
    "days set": "cli.help.days_set",
    "days remove": "cli.help.days_remove",
}


def test_without_a_command_the_help_is_shown(duban: Duban) -> None:
    result = duban()
    assert "把实施方案的每项任务催办到底" in result.stdout
    assert "看看机器人如何理解一条回复" in result.stdout
    assert result.exit_code == 0


def test_the_version_is_a_number(duban: Duban) -> None:
    assert duban("--version").stdout.strip().replace(".", "").isdecimal()


def test_the_language_is_the_configured_one(duban: Duban) -> None:
    Path("config.toml").write_text('[language]\ndefault = "en"\n')
    assert duban("reply", "进度80%").stdout.startswith("Recorded at once:")
    Path("other.toml").write_text('[language]\ndefault = "zh-Hant"\n')
    for named in (["--config", "other.toml"], ["--config=other.toml"]):
        assert duban("reply", "进度80%", *named).stdout.startswith("直接記錄：")


def test_the_environment_wins_over_the_file(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("config.toml").write_text('[language]\ndefault = "zh-Hant"\n')
    monkeypatch.setenv("DUBAN_LANGUAGE__DEFAULT", "en")
    assert duban("reply", "进度80%").stdout.startswith("Recorded at once:")


@pytest.mark.parametrize(
    ("locale", "word"),
    [
        ("en_GB.UTF-8", "Show the version."),
        ("zh_TW.UTF-8", "顯示版本"),
        ("zh_HK", "顯示版本"),
        ("zh_CN.UTF-8", "显示版本"),
        ("C.UTF-8", "显示版本"),
    ],
)
def test_the_system_is_followed_where_nothing_is_configured(
    duban: Duban, monkeypatch: pytest.MonkeyPatch, locale: str, word: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    assert word in duban("--help").stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["repl"], "没有 repl 这个命令，用法请看 --help。"),
        (["reply", "好", "的"], "多出了参数 的，用法请看 --help。"),
        (["reply", "好", "--json=1"], "--json 后面不带值，用法请看 --help。"),
        (["reply"], "缺少 TEXT，用法请看 --help。"),
        (["reply", "好", "--jsn"], "没有 --jsn 这个选项，用法请看 --help。"),
        (["reply", "好", "--config"], "--config 后面缺少值，用法请看 --help。"),
    ],
)
def test_a_command_written_wrongly_is_told_in_one_line(
    duban: Duban, args: list[str], says: str
) -> None:
    result = duban(*args)
    assert result.stderr.startswith(says)
    assert result.stderr.count("\n") == 1
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--today", "明天"], "“明天”不是日期，请写成 2012-11-16 这样。\n"),
        (["--due", "2012-13-01"], "“2012-13-01”不是日期，请写成 2012-11-16 这样。\n"),
        (["--tasks", "0"], "“0”不是 1 以上的整数。\n"),
        (["--tasks", "两"], "“两”不是 1 以上的整数。\n"),
    ],
)
def test_a_wrong_value_is_told_in_one_line(duban: Duban, args: list[str], says: str) -> None:
    result = duban("reply", "好", *args)
    assert (result.stderr, result.exit_code) == (says, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_help_is_in_words(
    duban: Duban, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("DUBAN_LANGUAGE__DEFAULT", language)
    words = load_texts()[language]
    for path, key in COMMANDS.items():
        said = duban(*path.split(), "--help").stdout
        assert "cli.help" not in said
        assert "<" not in said  # Python's names of types
        assert words.plain(key)[:12] in said
        assert words.plain("cli.help.help")[:12] in said
        assert words.plain("cli.help.usage") in said
        assert words.plain("cli.help.any_options") in said
        assert (words.plain("cli.help.any_command") in said) is (path in ("", "plan", "days"))
        assert language == "en" or "[required]" not in said
    assert words.plain("cli.help.required") in duban("preview", "--help").stdout


def test_a_group_of_commands_alone_shows_its_help(duban: Duban) -> None:
    result = duban("plan")
    assert "import" in result.stdout
    assert result.exit_code == 0
