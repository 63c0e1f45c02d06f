"""Every call to Telegram goes through the pacer: held, let through, or answered in its stead."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import ReactionTypeEmoji
from telegram.error import RetryAfter

from bot.composition import make_bot
from bot.config import Settings
from bot.pacing import AllFrozen, Pacer, seconds_of, standing_pacer
from bot.polling import PollingBot
from bot.sending import Telegraph, outcome_of
from plan.delivery import Sent, Wait
from plan.lanes import ANSWER_WAITS, OTHERS_WAIT, Lane
from plan.pacing import Rates
from rehearsal import MovableClock, Standin, open_standin
from render.message import Message
from tests.flows.haste import without_tls

GROUP, OTHER, THIRD, USER = -1001, -1002, -1003, 7
HELLO = Message("您好")
START = datetime(2012, 11, 5, tzinfo=UTC)


class Ticks:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
async def pacer(ticks: Ticks) -> AsyncIterator[Pacer]:
    made = Pacer(Rates(per_second=10, per_group_minute=4, chat_burst=3), ticks)
    yield made
    await made.shutdown()


class Network:
    """Notes who came through, in order; refuses whom it is told to."""

    def __init__(self, pacer: Pacer) -> None:
        self.pacer = pacer
        self.came: list[int] = []
        self.refusals: dict[int, list[float]] = {}

    def call(
        self, chat: int, lane: Lane | None = None, endpoint: str = "sendMessage"
    ) -> asyncio.Task[Any]:
        """A call under way."""
        request = self.pacer.process_request(
            self._answer, (chat,), {}, endpoint, {"chat_id": chat}, lane
        )
        return asyncio.create_task(request)

    async def _answer(self, chat: int) -> str:
        self.came.append(chat)
        if self.refusals.get(chat):
            raise RetryAfter(timedelta(seconds=self.refusals[chat].pop(0)))
        return "done"


@pytest.fixture
def network(pacer: Pacer) -> Network:
    return Network(pacer)


def use_up(pacer: Pacer) -> None:
    """What may leave at once has left; from now on it is one in a tenth of a second."""
    for _ in range(11):
        pacer.pace.count(USER, 0)
        pacer.pace.answer(USER, -1)


async def turns() -> None:
    """Let every task run as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


async def pass_to(network: Network, ticks: Ticks, now: float) -> None:
    """The time comes to an instant, and the pacer's own timer rings."""
    ticks.now = now
    network.pacer._call_up()
    await turns()


async def refused(call: Awaitable[Any]) -> float:
    """The seconds a call is told to wait."""
    with pytest.raises(RetryAfter) as caught:
        await call
    return seconds_of(caught.value)


async def test_the_more_urgent_of_those_who_wait_go_first(network: Network, ticks: Ticks) -> None:
    use_up(network.pacer)
    digest, card, answer = (
        network.call(chat, lane)
        for chat, lane in ((3, Lane.DIGEST), (4, Lane.REMINDER), (5, Lane.ANSWER))
    )
    await turns()
    assert network.came == []
    for n in range(1, 4):
        await pass_to(network, ticks, 0.1 * n + 0.001)
    assert network.came == [5, 4, 3]
    assert [await one for one in (digest, card, answer)] == ["done"] * 3


async def test_the_turn_comes_without_anybody_asking() -> None:
    """By the real clock: the second message leaves by itself once its time has come."""
    pacer = Pacer(Rates(per_second=1, chat_burst=10))
    pacer.pace.count(GROUP, pacer._ticks())
    pacer.pace.answer(GROUP, pacer._ticks() - 0.95)
    assert await Network(pacer).call(GROUP) == "done"


async def test_the_answer_to_a_press_is_never_held(network: Network) -> None:
    network.pacer.pace.refuse_all(60, 0)
    assert await network.call(0, endpoint="answerCallbackQuery") == "done"


@pytest.mark.parametrize("endpoint", ["getMe", "setWebhook", "deleteWebhook"])
async def test_what_a_bot_begins_with_is_refused_for_all_and_held_for_nobody(
    network: Network, endpoint: str
) -> None:
    network.refusals[0] = [60]
    assert await refused(network.call(0, endpoint=endpoint)) == 60
    with pytest.raises(AllFrozen):
        await network.call(GROUP)
    assert await network.call(0, endpoint=endpoint) == "done", "who insists keeps the time itself"


async def test_menus_that_are_refused_for_hours_hold_no_message(network: Network) -> None:
    network.refusals[0] = [10_072]
    assert await refused(network.call(0, endpoint="setMyCommands")) == 10_072
    assert await network.call(GROUP) == "done"


async def test_what_is_no_message_is_not_counted_but_frozen_with_its_chat(
    network: Network,
) -> None:
    reactions = [network.call(GROUP, endpoint="setMessageReaction") for _ in range(50)]
    assert await asyncio.gather(*reactions) == ["done"] * 50
    network.refusals[GROUP] = [60]
    assert await refused(network.call(GROUP, endpoint="setMessageReaction")) == 60
    assert await refused(network.call(GROUP, endpoint="setMessageReaction")) == 60
    assert await network.call(OTHER, endpoint="setMessageReaction") == "done"
    assert network.came.count(GROUP) == 51


async def test_a_full_group_holds_an_answer_longer_than_a_card(
    network: Network, ticks: Ticks
) -> None:
    for n in range(4):
        ticks.now = n * 2
        await network.call(GROUP)
    ticks.now = 57
    assert await refused(network.call(GROUP, Lane.REMINDER)) == 3 > OTHERS_WAIT
    answer = network.call(GROUP, Lane.ANSWER)
    await turns()
    assert len(network.came) == 4
    await pass_to(network, ticks, 60)
    assert await answer == "done"


@pytest.mark.parametrize("seconds", [60, 10_072])
async def test_what_telegram_asks_for_is_kept_to_and_costs_no_call(
    network: Network, ticks: Ticks, seconds: float
) -> None:
    network.refusals[GROUP] = [seconds]
    assert await refused(network.call(GROUP)) == seconds
    ticks.now = seconds - ANSWER_WAITS - 1
    assert await refused(network.call(GROUP)) == ANSWER_WAITS + 1
    assert network.came == [GROUP]
    ticks.now = seconds
    assert await network.call(GROUP) == "done"


async def test_a_short_wait_is_waited_for_and_the_call_made_once_more(
    network: Network, ticks: Ticks
) -> None:
    network.refusals[GROUP] = [1]
    call = network.call(GROUP, Lane.REMINDER)
    await turns()
    await pass_to(network, ticks, 0.9)
    assert network.came == [GROUP]
    await pass_to(network, ticks, 1)
    assert await call == "done"
    network.refusals[GROUP] = [1, 1]
    call = network.call(GROUP, Lane.REMINDER)
    await turns()
    await pass_to(network, ticks, 4)
    assert await refused(call) == 1


async def test_who_waits_is_sent_away_when_the_chat_is_refused_for_long(
    network: Network, ticks: Ticks
) -> None:
    use_up(network.pacer)
    waiting = network.call(GROUP, Lane.REMINDER)
    await turns()
    network.pacer.note(RetryAfter(60), GROUP)
    assert await refused(waiting) == 60


async def test_refusals_of_several_chats_freeze_all(network: Network, ticks: Ticks) -> None:
    for n, chat in enumerate((GROUP, OTHER, THIRD)):
        ticks.now = n
        network.refusals[chat] = [30]
        assert await refused(network.call(chat)) == 30
    with pytest.raises(AllFrozen) as caught:
        await network.call(USER)
    assert (seconds_of(caught.value), outcome_of(caught.value)) == (28, Wait(28, all=True))
    assert network.came == [GROUP, OTHER, THIRD]


async def test_a_call_given_up_leaves_the_line(network: Network, ticks: Ticks) -> None:
    use_up(network.pacer)
    waiting = network.call(3)
    await turns()
    waiting.cancel()
    await turns()
    await pass_to(network, ticks, 5)
    assert network.came == []


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with open_standin(MovableClock(START)) as standin:
        for chat in (GROUP, OTHER, THIRD):
            standin.world.add_group(chat, "镇")
        yield standin


def bot_of(standin: Standin, pacer: Pacer | None = None) -> PollingBot:
    telegram = {"token": "1:TEST", "api_url": standin.url}
    return make_bot(Settings.model_validate({"telegram": telegram}), without_tls, pacer)


async def test_a_refused_poll_freezes_everything(standin: Standin) -> None:
    async with bot_of(standin) as bot:
        standin.faults.fail("getUpdates", retry_after=60)
        with pytest.raises(RetryAfter):
            await bot.fetch(0, [])
        frozen = await Telegraph(bot).send(GROUP, HELLO)
        assert isinstance(frozen, Wait)
        assert 59 < frozen.seconds <= 60


async def test_a_clock_that_stands_thaws_when_it_is_moved(standin: Standin) -> None:
    clock = MovableClock(START)
    async with bot_of(standin, standing_pacer(clock)) as bot:
        telegraph = Telegraph(bot)
        standin.faults.fail("sendMessage", GROUP, retry_after=40)
        assert await telegraph.send(GROUP, HELLO) == Wait(40)
        clock.advance(timedelta(seconds=39))
        assert await telegraph.edit(GROUP, 1, HELLO) == Wait(1)
        clock.advance(timedelta(seconds=1))
        assert isinstance(await telegraph.send(GROUP, HELLO), Sent)


async def test_reactions_edits_and_sendings_all_pass_through_it(standin: Standin) -> None:
    async with bot_of(standin) as bot:
        sent = await bot.send_message(GROUP, "一")
        await bot.edit_message_text("二", GROUP, sent.message_id)
        await bot.set_message_reaction(GROUP, sent.message_id, ReactionTypeEmoji("✍"))
        pacer = bot.rate_limiter
        assert isinstance(pacer, Pacer)
        assert len(pacer.pace._chats[GROUP].answered) == 2
