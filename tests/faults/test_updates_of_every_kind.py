"""What Telegram brings that nobody asked for, or that looks like something else."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from copy import deepcopy
from typing import Any

import aiohttp
import pytest

from bot.composition import hooked, open_bot, running
from bot.config_values import Address
from bot.polling import hear_nothing
from bot.webhook import SECRET, secret_of
from rehearsal.messages import Message
from rehearsal.wire import message_json, user_json
from storage.schema import PersonRow
from storage.units import find_unit
from tests.bot.test_webhook import free_address
from tests.faults.asking import MORNING, notes, said
from tests.flows.books import reports, standing
from tests.flows.haste import without_tls
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    TOWN,
    TOWN_GROUP,
    TOWN_LIAISON,
)

CHANNEL = {"id": -1009900000001, "type": "channel", "title": "鹿渚发布"}
SERVICE: dict[str, Any] = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
MASK: dict[str, Any] = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
OTHER_BOT: dict[str, Any] = {
    "id": 4242,
    "is_bot": True,
    "first_name": "别的机器人",
    "username": "other_bot",
}


def reply_json(stage: Stage, card: Message, text: str) -> dict[str, Any]:
    """A reply of the town's liaison to a card, as Telegram would bring it, to be changed."""
    number = stage.standin.people.say(TOWN_GROUP, TOWN_LIAISON, text, reply_to=card.id)
    updates = stage.standin.world.updates
    updates.drop()
    return deepcopy(message_json(stage.standin.world, stage.message(TOWN_GROUP, number)))


async def bring(stage: Stage, kind: str, payload: dict[str, Any]) -> None:
    stage.standin.world.updates.put(kind, payload)
    await stage.settle()


async def trust(stage: Stage, user: int) -> None:
    """Let an account answer for the town, as a mistake of the office's might."""
    async with stage.bot.desk.sessions.begin() as session:
        unit = await find_unit(session, TOWN)
        row = {"unit_id": unit, "name": "冒名", "role": "deputy", "telegram_id": user}
        session.add(PersonRow(joined_at=stage.clock(), **row))


async def untouched(stage: Stage) -> bool:
    """Whether nobody reported on anything, and the next who may still can."""
    before = await notes(stage)
    card = stage.sent(TOWN_GROUP)[0]
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度70%", card.id)
    return before == [] and await notes(stage) == ["2 进度70%"]


async def test_a_channels_post_that_telegram_forwards_into_its_group_is_nobodys_report(
    stage: Stage,
) -> None:
    card = await stage.card(TOWN_GROUP)
    await trust(stage, SERVICE["id"])
    body = reply_json(stage, card, "2 已完成")
    body |= {"from": SERVICE, "sender_chat": CHANNEL, "is_automatic_forward": True}
    await bring(stage, "message", body)
    body |= {"text": "/status@duban_bot", "message_id": body["message_id"] + 1}
    del body["reply_to_message"]
    body["entities"] = [{"type": "bot_command", "offset": 0, "length": 17}]
    await bring(stage, "message", body)
    assert said(stage, TOWN_GROUP, "和谐社区创建方案") == 0
    assert await untouched(stage)


async def test_another_bot_reports_nothing(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await trust(stage, OTHER_BOT["id"])
    await bring(stage, "message", reply_json(stage, card, "2 已完成") | {"from": OTHER_BOT})
    assert await untouched(stage)


async def test_a_press_on_a_message_telegram_does_not_show_any_more_still_counts(
    stage: Stage,
) -> None:
    """Of an old message only its chat and number come with the press, and the date 0."""
    card = await stage.card(BUREAU_GROUP)
    world = stage.standin.world
    number = stage.standin.people.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, "收到")
    [update] = world.updates.pending.values()
    old = {"chat": update.payload["message"]["chat"], "message_id": card.id, "date": 0}
    world.updates.drop()
    await bring(stage, "callback_query", update.payload | {"message": old})
    assert stage.answer(number).text
    assert (await standing(stage, "2.1", BUREAU)).received_at is not None


UNKNOWN: dict[str, Callable[[dict[str, Any]], tuple[str, dict[str, Any]]]] = {
    "a kind of update": lambda body: ("guest_message", body),
    "a service message": lambda body: ("message", body | {"community_chat_added": {"id": 5}}),
    "a poll's answer": lambda body: (
        "poll_answer",
        {"poll_id": "1", "user": body["from"], "option_ids": [0]},
    ),
}


@pytest.mark.parametrize("what", UNKNOWN)
async def test_what_a_newer_telegram_brings_is_passed_over(stage: Stage, what: str) -> None:
    card = await stage.card(TOWN_GROUP)
    body = reply_json(stage, card, "没有")
    for field in ("reply_to_message", "text", "entities"):
        body.pop(field, None)
    before = len(stage.sent(TOWN_GROUP))
    await bring(stage, *UNKNOWN[what](body))
    assert len(stage.sent(TOWN_GROUP)) == before
    assert await untouched(stage)


async def test_fields_nobody_knows_do_not_cost_a_report(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    body = reply_json(stage, card, "2 进度60%")
    body |= {"sender_tag": "联络员", "widget": {"id": 1}, "rich_text": [{"kind": "new"}]}
    await bring(stage, "message", body)
    assert await notes(stage) == ["2 进度60%"]


async def test_after_a_silent_week_the_same_number_is_another_update(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    number = stage.standin.world.updates.next_id
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", card.id)
    await stage.at("2012-11-14 09:00")
    stage.standin.world.updates.next_id = number
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度70%", card.id)
    assert await notes(stage) == ["2 进度60%", "2 进度70%"]


@asynccontextmanager
async def webhook(stage: Stage) -> AsyncIterator[str]:
    """The stage's bot, but as Telegram calls it: the address it waits at."""
    await stage.stop_bot()
    address = free_address()
    telegram = stage.settings.telegram.model_copy(
        update={"webhook_listen": address, "webhook_url": "https://duban.example/hook"}
    )
    settings = stage.settings.model_copy(update={"telegram": telegram})
    async with (
        open_bot(settings, stage.clock, request=without_tls, alarms=False) as bot,
        running(bot),
        hooked(bot, telegram, stage.rival.set, hear_nothing),
    ):
        stage.bot = bot
        yield at(address)


def at(address: Address) -> str:
    return f"http://{address}/duban"


@pytest.mark.parametrize(
    ("headers", "status", "kept"),
    [
        ({}, 403, []),
        ({SECRET: secret_of("1:OTHER")}, 403, []),
        ({SECRET: secret_of("1:TEST")}, 200, ["2 进度60%"]),
    ],
    ids=["none", "wrong", "right"],
)
async def test_a_report_that_is_brought_counts_only_with_the_secret(
    stage: Stage, headers: dict[str, str], status: int, kept: list[str]
) -> None:
    card = await stage.card(TOWN_GROUP)
    async with webhook(stage) as url, aiohttp.ClientSession() as caller:
        update = {"update_id": 77, "message": reply_json(stage, card, "2 进度60%")}
        async with caller.post(url, json=update, headers=headers) as answer:
            assert answer.status == status
        await stage.bot.idle()
        assert await notes(stage) == kept


async def test_a_press_of_an_anonymous_administrator_carries_the_person_and_counts_for_them(
    stage: Stage,
) -> None:
    """What they write carries a mask, what they press does not; nobody presses under a mask."""
    card = await stage.card(TOWN_GROUP)
    world = stage.standin.world
    stage.standin.people.press(TOWN_GROUP, TOWN_LIAISON, card.id, "2 收到")
    [update] = world.updates.pending.values()
    assert update.payload["from"] == user_json(world.user(TOWN_LIAISON))
    await stage.settle()
    assert (await standing(stage, "2.2")).received_by == "何听泉"
    await trust(stage, MASK["id"])
    other = {"from": MASK, "id": "900001", "data": card.button("1 收到").data}
    await bring(stage, "callback_query", update.payload | other)
    assert len(await reports(stage)) == 1, "nobody presses under the mask"


async def test_two_who_report_at_odds_are_both_in_the_books_and_the_last_one_counts(
    stage: Stage,
) -> None:
    await stage.at(MORNING)
    card = stage.find(TOWN_GROUP, "任务提醒")
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度80%", card.id)
    await stage.wait(100)
    await stage.say(TOWN_GROUP, 1022, "2 进度40%", card.id)
    assert (await standing(stage, "2.2")).percent == 40
    page = await stage.command(OFFICE, OFFICE, "/status")
    for label in ("按单位", "1"):
        await stage.press(OFFICE, OFFICE, page.id, label)
    number = next(line.split(".")[0] for line in page.text.splitlines() if "2.2" in line)
    await stage.press(OFFICE, OFFICE, page.id, number)
    assert page.text.index("何听泉") >= 0
    assert page.text.index("吕临江") >= 0
