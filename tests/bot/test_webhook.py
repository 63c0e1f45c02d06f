"""Telegram brings updates: only Telegram, and 200 means that they are kept."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock, Mock

import aiohttp
import pytest
from sqlalchemy import text
from telegram import Bot, WebhookInfo

from bot.config_values import Address
from bot.webhook import SECRET, CannotListen, listening, secret_of, watch
from storage.engine import Sessions
from tests.bot.test_inbox import Work, update_in

WITH_SECRET = {SECRET: secret_of("1:TEST")}


def free_address() -> Address:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Address("127.0.0.1", probe.getsockname()[1])


@dataclass
class Hook:
    """A webhook in front of an inbox, and whoever calls it."""

    work: Work
    url: str
    caller: aiohttp.ClientSession

    async def call(self, body: Any, headers: Mapping[str, str] = WITH_SECRET) -> int:
        """The status of bringing this."""
        data = body if isinstance(body, bytes) else json.dumps(body)
        async with self.caller.post(self.url, data=data, headers=headers) as answer:
            return answer.status


@pytest.fixture
async def hook(sessions: Sessions) -> AsyncIterator[Hook]:
    work, address = Work(sessions), free_address()
    async with (
        listening(address, work.inbox, secret_of("1:TEST")),
        aiohttp.ClientSession() as caller,
    ):
        yield Hook(work, f"http://{address}/duban", caller)
        await work.inbox.idle()


async def test_an_update_is_kept_when_it_is_answered_with_200(hook: Hook) -> None:
    hook.work.gate.clear()
    assert await hook.call(update_in(-1, 1)) == 200
    again = Work(hook.work.sessions)
    await again.inbox.take_up()
    await again.inbox.idle()
    assert again.seen == ["1 begins", "1 ends"]
    hook.work.gate.set()


@pytest.mark.parametrize("headers", [{}, {SECRET: ""}, {SECRET: "no"}, {SECRET: "密"}])
async def test_without_the_secret_nothing_is_kept(hook: Hook, headers: dict[str, str]) -> None:
    assert await hook.call(update_in(-1, 1), headers) == 403
    await hook.work.inbox.take_up()
    await hook.work.inbox.idle()
    assert hook.work.seen == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"update_id": "1"}', b"\xff"])
async def test_what_is_no_update_is_refused(hook: Hook, body: bytes) -> None:
    assert await hook.call(body) == 400


async def test_the_same_update_brought_many_times_at_once_is_worked_off_once(hook: Hook) -> None:
    calls = [hook.call(update_in(-1, 1 + n % 3)) for n in range(30)]
    assert set(await asyncio.gather(*calls)) == {200}
    await hook.work.inbox.idle()
    assert sorted(hook.work.seen) == sorted(
        f"{n} {w}" for n in (1, 2, 3) for w in ("begins", "ends")
    )


async def test_while_the_database_does_not_take_it_telegram_is_asked_to_come_again(
    hook: Hook,
) -> None:
    async with hook.work.sessions.begin() as session:
        await session.execute(text("ALTER TABLE updates RENAME TO hidden"))
    assert await hook.call(update_in(-1, 1)) == 503
    async with hook.work.sessions.begin() as session:
        await session.execute(text("ALTER TABLE hidden RENAME TO updates"))
    assert await hook.call(update_in(-1, 1)) == 200


async def test_an_address_in_use_is_told(hook: Hook) -> None:
    port = int(hook.url.split(":")[2].split("/")[0])
    with pytest.raises(CannotListen):
        async with listening(Address("127.0.0.1", port), hook.work.inbox, "secret"):
            pass


def test_every_process_with_the_token_has_the_same_secret_which_does_not_tell_the_token() -> None:
    secret = secret_of("123:ABC")
    assert secret == secret_of("123:ABC") != secret_of("123:ABD")
    assert len(secret) == 64
    assert "ABC" not in secret


@pytest.mark.parametrize(
    ("failed_ago", "times"), [(None, 1), (timedelta(seconds=59), 0), (timedelta(seconds=61), 1)]
)
async def test_telegram_is_heard_of_unless_it_lately_failed_until_it_brings_updates_elsewhere(
    monkeypatch: pytest.MonkeyPatch, failed_ago: timedelta | None, times: int
) -> None:
    monkeypatch.setattr("bot.webhook.WATCHED_EVERY", 0.0)
    now = datetime(2012, 11, 13, tzinfo=UTC)
    failed_at = None if failed_ago is None else now - failed_ago
    ours, theirs = (
        WebhookInfo(url, False, 0, last_error_date=failed_at)
        for url in ("https://ours.example/", "https://theirs.example/")
    )
    bot, on_rival, heard = Mock(Bot), Mock(), AsyncMock()
    bot.get_webhook_info = AsyncMock(side_effect=[ours, theirs])
    await asyncio.wait_for(watch(bot, ours.url, lambda: now, on_rival, heard), 10)
    on_rival.assert_called_once_with()
    assert heard.await_count == times
