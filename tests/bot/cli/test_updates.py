"""`duban updates`."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from storage import inbox
from storage.engine import open_database
from storage.inbox import Incoming
from storage.migrate import migrate
from tests.bot.cli.conftest import Duban

AT = datetime(2012, 11, 5, 2, tzinfo=UTC)
WORDS = "进度60%\u202e，缺资金\n请协调"
BODIES: dict[int, Any] = {
    7: {"message": {"text": WORDS}},
    8: {"callback_query": {"data": "v1:key:yes"}},
    9: {"my_chat_member": {}},
    10: {"poll": {}},
    11: None,
}


@pytest.fixture
def url(database: str) -> str:
    """A database with updates that were set aside, and one that waits."""
    migrate(database, AT)

    async def fill() -> None:
        async with open_database(database) as sessions, sessions.begin() as session:
            incoming = [
                Incoming(number, -1001, json.dumps(body)) for number, body in BODIES.items()
            ]
            await inbox.store(session, [*incoming, Incoming(12, -1002, "{}")], "me", AT)
            for number in BODIES:
                await inbox.note_attempt(session, number, "me", "ValueError 1a2b3c4d", 3)
                await inbox.set_aside(session, number, "me", AT)

    asyncio.run(fill())
    return database


def kinds(output: str) -> list[str]:
    return [line.split(" · ")[3] for line in output.splitlines()]


@pytest.mark.usefixtures("url")
def test_what_was_set_aside_is_listed_without_the_words(duban: Duban) -> None:
    output = duban("updates").stdout
    first = "11月5日 10:00 · 更新 7 · 群 -1001 · 消息 · 试过 3 次 · ValueError 1a2b3c4d"
    assert output.splitlines()[0] == first
    assert kinds(output) == ["消息", "点击按钮", "机器人进退群", "其他", "其他"]
    assert "缺资金" not in output


@pytest.mark.usefixtures("url")
def test_the_words_are_printed_on_one_line_where_they_are_asked_for(duban: Duban) -> None:
    output = duban("updates", "--words").stdout
    assert output.splitlines()[1] == "  进度60%，缺资金 请协调"


@pytest.mark.usefixtures("url")
def test_all_of_it_is_tried_again_once(duban: Duban) -> None:
    assert duban("updates", "--retry").stdout.startswith("已让 5 条更新重新处理")
    assert duban("updates", "--retry").stdout.startswith("已让 0 条更新重新处理")
    assert duban("updates").stdout == "近三天没有被搁置的更新。\n"
