"""What Telegram holds up comes in its time and once; what the line loses is not lost."""

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from bot.composition import open_bot
from bot.pacing import Pacer
from jobs.deliver import deliver_due
from plan.model import Plan
from plan.notices import Owing
from plan.pacing import Rates
from rehearsal.standin import open_standin
from rehearsal.world import Event
from storage import posts
from storage.chats import ensure_chat
from storage.news import tell_chat
from tests.faults.asking import CARD, MORNING, calls, outbox, said
from tests.flows import town
from tests.flows.conftest import Staging
from tests.flows.haste import without_tls
from tests.flows.stage import Stage, local, settings_for
from tests.flows.town import BUREAU_GROUP, OFFICE, TOWN_GROUP, TOWN_LIAISON

FIRST = -1_003_000_000_001
GROUPS = [FIRST - n for n in range(15)]
AGAIN = "再发一次"


@pytest.mark.parametrize("seconds", [1, 60, 10_072])
async def test_a_card_waits_as_long_as_telegram_asks_and_not_longer(
    stage: Stage, seconds: int
) -> None:
    stage.standin.faults.fail("sendMessage", TOWN_GROUP, retry_after=seconds)
    await stage.at(MORNING)
    await stage.wait(seconds - 0.5)
    assert said(stage, TOWN_GROUP, CARD) == 0
    assert calls(stage, "sendMessage", TOWN_GROUP) == 1, "nobody asks while it is frozen"
    assert said(stage, BUREAU_GROUP, CARD) == 1
    await stage.wait(0.5)
    assert said(stage, TOWN_GROUP, CARD) == 1


async def test_what_falls_due_while_a_chat_is_frozen_waits_also_in_the_process_that_comes_next(
    stage: Stage,
) -> None:
    """A card in doubt is to be sent again, and something new is owed: neither asks too early."""
    faults = stage.standin.faults
    faults.lose_reply("sendMessage", TOWN_GROUP)
    await stage.at(MORNING)
    faults.fail("sendMessage", TOWN_GROUP, retry_after=3600)
    await owe_the_town(stage, 1)
    await stage.at("2012-11-06 09:10")
    await stage.stop_bot()
    await stage.start_bot()
    await owe_the_town(stage, 2)
    asked = calls(stage, "sendMessage", TOWN_GROUP)
    await stage.at("2012-11-06 09:31")
    await stage.at("2012-11-06 10:09")
    assert calls(stage, "sendMessage", TOWN_GROUP) == asked
    await stage.at("2012-11-06 10:10")
    assert calls(stage, "sendMessage", TOWN_GROUP) == asked + 3
    assert AGAIN in stage.find(TOWN_GROUP, CARD).text


async def owe_the_town(stage: Stage, subject: int) -> None:
    """Something is to be said in the town's group at once."""
    async with stage.bot.desk.sessions.begin() as session:
        chat = await ensure_chat(session, TOWN_GROUP, "", stage.clock())
        hours = stage.bot.desk.rules.hours
        await tell_chat(session, Owing.GUESSING, subject, chat.id, hours, stage.clock())


async def test_several_refused_chats_silence_the_bot_for_all(stage: Stage) -> None:
    for chat in (TOWN_GROUP, BUREAU_GROUP, OFFICE):
        stage.standin.faults.fail("sendMessage", chat, retry_after=40)
    before = said(stage, OFFICE, "")
    await stage.at(MORNING)
    await stage.say(town.LEADER, town.LEADER, "/status")
    assert calls(stage, "sendMessage", town.LEADER) == 0
    assert said(stage, OFFICE, "") == before
    await stage.wait(40)
    assert (said(stage, TOWN_GROUP, CARD), said(stage, BUREAU_GROUP, CARD)) == (1, 1)
    await stage.say(town.LEADER, town.LEADER, "/status")
    assert calls(stage, "sendMessage", town.LEADER) == 1


async def test_an_edit_that_had_to_wait_shows_only_the_newest(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    stage.standin.faults.fail("editMessageText", TOWN_GROUP, retry_after=30)
    for percent in (60, 70, 80):
        await stage.say(TOWN_GROUP, TOWN_LIAISON, f"2 进度{percent}%", card.id)
        await stage.wait(2)
    assert calls(stage, "editMessageText", TOWN_GROUP) == 1
    await stage.wait(30)
    assert "80%" in card.text
    assert calls(stage, "editMessageText", TOWN_GROUP) == 2


async def test_an_edit_of_what_is_shown_already_is_not_made(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", card.id)
    await stage.wait(90)  # and the button to undo it is gone
    made = calls(stage, "editMessageText", TOWN_GROUP)
    async with stage.bot.desk.sessions.begin() as session:
        post = await posts.find_by_message(session, TOWN_GROUP, card.id)
        assert post is not None
        await posts.ask_redraw(session, [post.id], stage.clock())
    await stage.wait(5)
    assert calls(stage, "editMessageText", TOWN_GROUP) == made


def crowd() -> Plan:
    """Communities with a group each and one task, due on Friday 9 November."""
    names = {chat: f"{n}号社区" for n, chat in enumerate(GROUPS, 1)}
    units = [{"name": name, "kind": "community", "chat": chat} for chat, name in names.items()]
    task = {"number": "4.1", "units": list(names.values()), "due": date(2012, 11, 9)}
    return town.plan_with(task, units=[*town.DATA["units"], *units])


async def test_a_broadcast_cut_off_in_the_middle_reaches_everybody_and_repeats_are_marked(
    staging: Staging,
) -> None:
    """The line breaks at the fifth card and the bot is started again."""
    async with staging(plan=crowd()) as stage:
        world = stage.standin.world
        for chat in GROUPS:
            world.add_group(chat, "社区群")
        cutting: list[asyncio.Task[None]] = []

        def cut(_event: Event) -> None:
            if not cutting and sum(said(stage, chat, CARD) for chat in GROUPS) == 5:
                cutting.append(asyncio.create_task(stage.standin.network_down()))

        with world.watched(cut):
            stage.clock.move_to(local(MORNING))
            await stage.bot.ring()
        assert cutting
        await stage.stop_bot()
        assert sum(said(stage, chat, CARD) for chat in GROUPS) < len(GROUPS)
        await stage.standin.network_up()
        await stage.start_bot()
        for minutes in (5, 15, 45):
            await stage.at(f"2012-11-06 09:{minutes:02}")
        for chat in GROUPS:
            first, *more = (one.text for one in stage.sent(chat) if CARD in one.text)
            assert AGAIN not in first or not more
            assert [AGAIN in text for text in more] in ([], [True])
            assert [state for state, _ in await outbox(stage, chat)] == ["sent"]


SPEED = 20  # Telegram's seconds in a second


async def test_a_broadcast_keeps_to_telegrams_limits_and_reaches_everybody_once(
    database: str, tmp_path: Path
) -> None:
    """By real time, which passes faster; one of the groups is owed more than a minute takes."""
    began = perf_counter()

    def clock() -> datetime:
        return local(MORNING) + timedelta(seconds=SPEED * (perf_counter() - began))

    groups = [FIRST - n for n in range(100)]
    async with open_standin(clock, limited=True) as standin:
        settings = settings_for(database, standin.url, tmp_path / "evidence", {})
        pacer = Pacer(Rates(second=1 / SPEED))
        opened = open_bot(settings, clock, request=without_tls, pacer=pacer, alarms=False)
        async with opened as bot, bot.application.bot:
            async with bot.desk.sessions.begin() as session:
                for group in groups:
                    standin.world.add_group(group, "社区群")
                    chat = await ensure_chat(session, group, "", clock())
                    for n in range(25 if group == FIRST else 1):
                        hours = bot.desk.rules.hours
                        await tell_chat(session, Owing.GUESSING, n, chat.id, hours, clock())
            while await deliver_due(bot.desk, clock()):
                pass
        took = clock() - local(MORNING)
        assert [len(standin.world.messages(group)) for group in groups] == [25] + [1] * 99
        assert standin.limits is not None
        assert standin.limits.refused == 0
        assert took > timedelta(minutes=1), "a group takes no more than 20 in a minute"
