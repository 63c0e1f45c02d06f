"""`duban check`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli.checks import Mark
from bot.cli.checks.machine import check_clock
from bot.cli.setup import Setup
from bot.clock import system_clock
from bot.config import Settings
from rehearsal import open_standin
from render.texts import load_texts
from storage.migrate import Stand
from tests.bot.cli.conftest import PLAN, Duban

TOKEN = "123456:invented-for-these-tests-only"


def lines(duban: Duban, mark: str) -> list[str]:
    said = duban("check").stdout.splitlines()
    return [line.removeprefix(f"{mark} ") for line in said if line.startswith(mark)]


def one(found: list[str], beginning: str) -> str:
    return next(line for line in found if line.startswith(beginning))


@pytest.fixture
def settings_file() -> Path:
    """Settings with somebody in the office."""
    Path("config.toml").write_text("[office]\npeople = [1001]\n")
    return Path("config.toml")


@pytest.mark.usefixtures("imported")
async def test_when_everything_is_ready_nothing_is_wrong(
    duban: Duban, settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_standin(system_clock, username="sample_bot") as standin:
        monkeypatch.setenv("DUBAN_TELEGRAM__API_URL", standin.url)
        monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN", standin.token)
        result = await asyncio.to_thread(duban, "check")
    assert result.exit_code == 0
    assert "✗" not in result.stdout
    assert f"✓ 配置文件 {settings_file}：各项设置无误。" in result.stdout
    assert "✓ 令牌有效，机器人是 @sample_bot。" in result.stdout
    assert "✓ 隐私模式已打开" in result.stdout
    assert result.stdout.endswith("一切就绪。\n")


def test_on_a_bare_machine_it_says_what_is_missing(duban: Duban) -> None:
    result = duban("check")
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if line.startswith("✗")] == [
        "✗ 还没有导入方案，请先运行 duban plan import。",
        "✗ 没有设置办公室人员：请私聊机器人发送 /start，把看到的编号写入 office.people。",
        "✗ 还没有令牌。请把@BotFather给的令牌写入 [telegram] token，"
        "或写入 DUBAN_TELEGRAM__TOKEN_FILE 所指的文件。",
    ]
    assert "! 没有配置文件 config.toml" in result.stdout
    assert "! 还没有数据库 sqlite:///duban.db" in result.stdout
    assert "✓ 佐证文件夹 evidence 会在收到第一件佐证时建立。" in result.stdout
    assert [*Path().iterdir()] == []  # it only looks
    assert result.stdout.endswith("有 3 处必须先解决（标 ✗ 的）。\n")


@pytest.mark.usefixtures("database")
def test_a_database_of_an_older_version_is_not_touched(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path("duban.db").read_bytes()
    monkeypatch.setattr("bot.cli.checks.machine.look", lambda _: Stand.OUTDATED)
    assert one(lines(duban, "!"), "数据库 sqlite:///duban.db 是旧版本的，下一次使用时会自动升级。")
    assert Path("duban.db").read_bytes() == before


@pytest.mark.usefixtures("database")
def test_a_folder_of_evidence_that_is_there_is_fine(duban: Duban) -> None:
    Path("evidence").mkdir()
    assert one(lines(duban, "✓"), "佐证文件夹 evidence 可以写入")
    assert [*Path("evidence").iterdir()] == []


def test_every_wrong_setting_is_a_line(duban: Duban) -> None:
    Path("config.toml").write_text("[lamps]\nnear_days = -1\n[telegrm]\n")
    result = duban("check")
    assert result.stdout.splitlines() == [
        "✗ 设置有误。lamps.near_days：不能小于 0",
        "✗ 设置有误。telegrm：没有这个设置，是否应为 telegram？",
    ]
    assert result.exit_code == 1


@pytest.mark.usefixtures("imported")
def test_units_without_a_group_or_a_liaison_are_named(duban: Duban) -> None:
    found = lines(duban, "!")
    assert one(found, "1 个有任务的单位还没有群：鹿渚镇。")
    assert one(found, "1 个有任务的单位还没有联络员：鹿渚镇。")
    assert one(found, "办公室还没有群")


@pytest.mark.usefixtures("database")
def test_units_that_are_all_bound_are_fine(duban: Duban) -> None:
    people = 'people = [{ name = "李", role = "deputy", telegram = 7 }]'
    Path("plan.toml").write_text(
        PLAN.replace('kind = "town"\n', f'kind = "town"\nchat = -1002\n{people}\n')
    )
    duban("plan", "import", "--yes", "plan.toml")
    found = lines(duban, "✓")
    assert one(found, "有任务的单位都有群")
    assert one(found, "有任务的单位都有联络员")


@pytest.mark.usefixtures("imported")
def test_a_plan_longer_than_the_holiday_table_is_warned_of(duban: Duban) -> None:
    assert "而任务排到2099年11月16日" in one(lines(duban, "!"), "公众假日表只到")


@pytest.mark.usefixtures("database")
def test_a_shorter_plan_is_not(duban: Duban) -> None:
    Path("plan.toml").write_text(PLAN.replace("2099", "2025"))
    duban("plan", "import", "--yes", "plan.toml")
    assert one(lines(duban, "✓"), "公众假日表到")


def test_a_database_that_is_none_is_wrong(duban: Duban) -> None:
    Path("duban.db").write_text("something else " * 100)
    assert one(lines(duban, "✗"), "sqlite:///duban.db 指向的文件不是数据库")


@pytest.mark.usefixtures("database")
def test_a_folder_of_evidence_that_cannot_be_is_wrong(duban: Duban) -> None:
    Path("evidence").write_text("a file")
    assert one(lines(duban, "✗"), "佐证文件夹 evidence 无法写入")


def told(settings: Settings, now: datetime) -> list[tuple[Mark, str]]:
    setup = Setup(settings, load_texts()["zh-Hans"], now)
    return [(finding.mark, finding.key) for finding in check_clock(setup)]


def test_a_clock_that_lost_its_time_is_wrong() -> None:
    assert told(Settings(), datetime(2026, 11, 1, tzinfo=UTC)) == [(Mark.FINE, "check.clock")]
    assert told(Settings(), datetime(1970, 1, 1, tzinfo=UTC)) == [(Mark.WRONG, "check.clock_lost")]


def test_hours_of_sending_that_are_quiet_are_warned_of(duban: Duban) -> None:
    Path("config.toml").write_text('[calendar]\nsend_at = "07:30"\n[office]\ndigest_at = "22:00"')
    found = lines(duban, "!")
    assert one(found, "calendar.send_at（07:30）在免打扰时段内，要到 08:00 才发出。")
    assert one(found, "office.digest_at（22:00）在免打扰时段内")


@pytest.mark.usefixtures("database")
async def test_a_bot_that_reads_everything_is_warned_of(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_standin(system_clock, reads_all=True) as standin:
        monkeypatch.setenv("DUBAN_TELEGRAM__API_URL", standin.url)
        monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN", standin.token)
        assert one(await asyncio.to_thread(lines, duban, "!"), "隐私模式已关闭")


@pytest.mark.usefixtures("database")
async def test_a_refused_token_is_wrong_and_never_shown(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_standin(system_clock) as standin:
        monkeypatch.setenv("DUBAN_TELEGRAM__API_URL", standin.url)
        monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN", TOKEN)
        result = await asyncio.to_thread(duban, "check")
    assert "✗ Telegram拒绝了令牌" in result.stdout
    assert TOKEN not in result.output


@asynccontextmanager
async def server(webhook: str, joins: bool) -> AsyncIterator[str]:
    """A Telegram that only says who the bot is and where its updates go."""
    me = {
        "id": 1,
        "is_bot": True,
        "first_name": "督办",
        "username": "sample_bot",
        "can_join_groups": joins,
        "can_read_all_group_messages": False,
    }
    answers = {
        "getMe": me,
        "getWebhookInfo": {
            "url": webhook,
            "has_custom_certificate": False,
            "pending_update_count": 0,
        },
    }

    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": answers[request.match_info["method"]]})

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}"
    await runner.cleanup()


@pytest.mark.usefixtures("database")
async def test_a_webhook_and_closed_groups_are_told(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with server("https://other.example/secret", joins=False) as url:
        monkeypatch.setenv("DUBAN_TELEGRAM__API_URL", url)
        monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN", TOKEN)
        said = (await asyncio.to_thread(duban, "check")).stdout
    assert "! 这个机器人的消息现在由 webhook（other.example）接收" in said
    assert "secret" not in said
    assert "✗ 机器人不能被加入群" in said
