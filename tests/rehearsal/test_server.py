"""The Bot API as plain HTTP."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from telegram.error import InvalidToken, NetworkError, RetryAfter, TimedOut

from rehearsal import Standin
from tests.rehearsal.conftest import GROUP, STRANGER, WANG, Bot, application


async def test_a_wrong_token_is_unauthorized(standin: Standin, http: aiohttp.ClientSession) -> None:
    with pytest.raises(InvalidToken):
        await application(standin, "1:WRONG").bot.__aenter__()
    async with http.get("/bot1:WRONG/getMe") as answer:
        assert answer.status == 401
        told = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert await answer.json() == told
    async with http.get("/file/bot1:WRONG/photos/file_0.jpg") as answer:
        assert answer.status == 401


async def test_an_unknown_method_is_told_so_in_json(http: aiohttp.ClientSession) -> None:
    async with http.post("/bot1:TEST/sendPigeon") as answer:
        assert answer.status == 404
        assert (await answer.json())["description"] == "Not Found: method not found"


async def test_parameters_come_as_query_form_or_json_and_names_in_any_case(
    standin: Standin, http: aiohttp.ClientSession
) -> None:
    params = {"chat_id": str(GROUP), "text": "卡片"}
    markup = {"inline_keyboard": [[{"text": "收到", "callback_data": "x"}]]}
    for method, sent in (
        ("sendMessage", http.get("/bot1:TEST/sendMessage", params=params)),
        ("sendmessage", http.post("/bot1:TEST/sendmessage", data=params)),
        (
            "SENDMESSAGE",
            http.post("/bot1:TEST/SENDMESSAGE", json={**params, "reply_markup": markup}),
        ),
    ):
        async with sent as answer:
            assert (await answer.json())["ok"], method
    assert len(standin.world.messages(GROUP)) == 3
    assert standin.world.last(GROUP).labels == [["收到"]]


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("application/json", "{", "can't parse JSON object"),
        (
            "application/x-www-form-urlencoded",
            "chat_id=-1001&text=x&reply_markup=%7B",
            "can't parse reply keyboard markup JSON object",
        ),
        (
            "application/json",
            r'{"chat_id": -1001, "text": "half a character: \ud83d"}',
            "strings must be encoded in UTF-8",
        ),
    ],
)
async def test_what_cannot_be_read_is_refused(
    http: aiohttp.ClientSession, kind: str, body: str, why: str
) -> None:
    sent = http.post("/bot1:TEST/sendMessage", data=body, headers={"Content-Type": kind})
    async with sent as answer:
        assert answer.status == 400
        assert (await answer.json())["description"] == f"Bad Request: {why}"


async def test_a_limit_is_told_with_the_seconds_to_wait(
    standin: Standin, bot: Bot, http: aiohttp.ClientSession
) -> None:
    standin.faults.fail(times=2, retry_after=7)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(GROUP, "卡片")
    assert refused.value.retry_after == timedelta(seconds=7)
    async with http.get("/bot1:TEST/getMe") as answer:
        assert answer.status == 429
        assert answer.headers["Retry-After"] == "7"
        assert (await answer.json())["parameters"] == {"retry_after": 7}
    await bot.send_message(GROUP, "卡片")


async def test_faults_are_for_a_method_and_a_chat(standin: Standin, bot: Bot) -> None:
    standin.people.start(WANG)
    standin.faults.fail("sendMessage", WANG, code=500, description="Internal Server Error")
    await bot.get_me()
    await bot.send_message(GROUP, "卡片")
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(WANG, "卡片")
    await bot.send_message(WANG, "卡片")
    standin.faults.fail()
    await bot.get_updates(timeout=0)
    standin.faults.clear()
    await bot.send_message(GROUP, "卡片")


async def test_a_lost_reply_is_carried_out_and_a_broken_call_is_not(
    standin: Standin, bot: Bot
) -> None:
    standin.faults.lose_reply("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(GROUP, "一")
    standin.faults.hang_up("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(GROUP, "二")
    assert [message.text for message in standin.world.messages(GROUP)] == ["一"]


async def test_a_delayed_call_is_carried_out_although_nobody_waits(
    standin: Standin, bot: Bot
) -> None:
    standin.faults.delay("sendMessage", 0.1)
    with pytest.raises(TimedOut):
        await bot.send_message(GROUP, "卡片", read_timeout=0.02)
    assert standin.world.messages(GROUP) == []
    await standin.until(lambda: len(standin.world.messages(GROUP)) == 1)


async def test_a_cut_line_refuses_and_a_mended_one_serves_at_the_same_address(
    standin: Standin, bot: Bot
) -> None:
    url = standin.url
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await standin.until(lambda: standin.world.updates.is_polled)
    await standin.network_down()
    await standin.network_down()
    with pytest.raises(NetworkError):
        await poll
    with pytest.raises(NetworkError, match="ConnectError"):
        await bot.get_me()
    await standin.network_up()
    await standin.network_up()
    assert standin.url == url
    await bot.get_me()


async def test_calls_are_written_down_without_the_token(standin: Standin, bot: Bot) -> None:
    await bot.send_document(GROUP, b"x", caption="台账")
    standin.people.start(STRANGER)
    await bot.get_updates(timeout=0)
    standin.faults.fail("sendMessage", code=403, description="Forbidden: no")
    with pytest.raises(Exception, match="no"):
        await bot.send_message(STRANGER, "您好")
    _, sent, refused = standin.world.calls
    assert (sent.method, sent.error) == ("sendDocument", "")
    assert (sent.params.number("chat_id"), sent.params.text("caption")) == (GROUP, "台账")
    assert (refused.method, refused.error) == ("sendMessage", "Forbidden: no")
    assert sent.at == standin.world.clock()
    assert "TEST" not in repr(standin.world.calls)
