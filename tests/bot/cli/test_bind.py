"""`duban bind`."""

import asyncio
import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.clock import system_clock
from rehearsal import open_standin
from tests.bot.cli.conftest import Duban

CODE = re.compile(r"/bind@\S+ ([A-Z0-9]{4}-[A-Z0-9]{4})")
TOKEN = "123456:invented-for-these-tests-only"


def invitations() -> list[Any]:
    with closing(sqlite3.connect("duban.db")) as connection:
        return connection.execute("SELECT typed, token, unit_id FROM invitations").fetchall()


@pytest.mark.usefixtures("imported")
def test_without_a_token_there_is_a_code_to_type(duban: Duban) -> None:
    result = duban("bind", "鹿渚镇")
    assert result.exit_code == 0
    found = CODE.search(result.stdout)
    assert found
    assert "鹿渚镇" in result.stdout
    assert result.stderr == "没有设置令牌，所以没有可以直接打开的链接，也不知道机器人的用户名。\n"
    assert [(typed, unit) for typed, _, unit in invitations()] == [(found[1], 2)]


@pytest.mark.usefixtures("database")
def test_the_office_is_bound_like_a_unit(duban: Duban) -> None:
    assert "办公室" in duban("bind", "--office").stdout
    assert [unit for _, _, unit in invitations()] == [None]


@pytest.mark.usefixtures("imported")
async def test_with_a_token_there_is_also_a_link(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_standin(system_clock, username="sample_bot") as standin:
        monkeypatch.setenv("DUBAN_TELEGRAM__API_URL", standin.url)
        monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN", standin.token)
        result = await asyncio.to_thread(duban, "bind", "鹿渚镇")
    typed, token, _ = invitations()[0]
    assert f"https://t.me/sample_bot?startgroup={token}" in result.stdout
    assert f"/bind@sample_bot {typed}" in result.stdout
    assert "<" not in result.stdout
    assert result.stderr == ""


@pytest.mark.usefixtures("imported")
async def test_a_token_telegram_refuses_makes_no_invitation(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_standin(system_clock) as standin:
        monkeypatch.setenv("DUBAN_TELEGRAM__API_URL", standin.url)
        monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN", TOKEN)
        result = await asyncio.to_thread(duban, "bind", "鹿渚镇")
    assert result.exit_code == 1
    assert result.stderr.startswith("Telegram拒绝了令牌")
    assert TOKEN not in result.output
    assert invitations() == []


@pytest.mark.usefixtures("imported")
def test_a_telegram_out_of_reach_is_told_without_the_token(
    duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUBAN_TELEGRAM__API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN", TOKEN)
    result = duban("bind", "鹿渚镇")
    assert result.exit_code == 1
    assert result.stderr.startswith("连不上Telegram（http://127.0.0.1:9）")
    assert TOKEN not in result.output
    assert invitations() == []


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], "请写单位名称，或写 --office 表示办公室，二者写其一。\n"),
        (["鹿渚镇", "--office"], "请写单位名称，或写 --office 表示办公室，二者写其一。\n"),
        (["鹿渚"], "没有“鹿渚”这个单位，是否应为：鹿渚镇？\n"),
        (["海关"], "没有“海关”这个单位，duban plan show 列出了全部单位。\n"),
    ],
)
def test_it_must_be_clear_whose_group_is_bound(duban: Duban, args: list[str], says: str) -> None:
    result = duban("bind", *args)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", says)
