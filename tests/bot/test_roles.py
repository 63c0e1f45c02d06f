"""Several processes on one PostgreSQL: one is in charge, another takes over when it is killed."""

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import timedelta
from time import perf_counter

import aiohttp
import pytest
from sqlalchemy import select, text

from bot.clock import system_clock
from bot.config_values import Address
from bot.webhook import SECRET
from plan.notices import Owing
from rehearsal.standin import Standin, open_standin
from storage.engine import Sessions, open_database
from storage.news import tell_office
from storage.schema import UpdateRow
from tests.bot.processes import OFFICE, Runs, at_any_hour, broadcast, in_hand, running
from tests.bot.test_webhook import free_address

SOON = 30  # seconds a busy machine may take
GROUP, GUESSER = -1_003_000_000_001, 951
CUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query = 'LISTEN duban_owed'
"""
pytestmark = pytest.mark.postgresql


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with open_standin(system_clock, limited=True) as opened:
        opened.world.add_user(OFFICE, "督查办小周")
        opened.world.add_user(GUESSER, "路人")
        opened.people.start(OFFICE)
        yield opened


@pytest.fixture
async def runs(standin: Standin, database: str) -> AsyncIterator[Runs]:
    noon, night = (system_clock() + timedelta(hours=h) for h in (11, 12))
    awake = f"{noon:%H:%M}-{night:%H:%M}"  # not now
    quiet = {"DUBAN_CALENDAR__TIMEZONE": "UTC", "DUBAN_CALENDAR__QUIET": awake}
    # Nothing comes by the hour of the day.
    quiet |= {"DUBAN_STRANGERS__WRONG_CODES_PER_HOUR": "1", "DUBAN_OPERATING__HEALTH_AT": ""}
    async with running(standin, database, **quiet) as opened:
        yield opened


def answers(standin: Standin) -> int:
    """How often the bot wrote to the office's person."""
    bot = standin.world.bot.id
    return sum(message.sender == bot for message in standin.world.messages(OFFICE))


async def ask(standin: Standin) -> None:
    """The office asks for help, and gets it."""
    before = answers(standin)
    standin.people.say(OFFICE, OFFICE, "/help")
    await standin.until(lambda: answers(standin) > before, SOON)


async def owe(runs: Runs, subject: int) -> None:
    """Something is to be told to the office."""
    now = system_clock()
    async with open_database(runs.database) as sessions, sessions.begin() as session:
        await tell_office(session, Owing.ASIDE, subject, [OFFICE], at_any_hour(now), now)


async def test_when_the_one_that_polls_is_killed_the_standby_answers(
    standin: Standin, runs: Runs
) -> None:
    first = await runs.start()
    await ask(standin)
    await runs.start()
    first.kill()
    await first.wait()
    await ask(standin)


async def test_when_the_one_that_sends_is_killed_the_next_sends(
    standin: Standin, runs: Runs
) -> None:
    await runs.start("--role", "receiver")
    first = await runs.start("--role", "sender")
    await ask(standin)
    await runs.start("--role", "sender")
    first.kill()
    await first.wait()
    await owe(runs, 1)
    before = answers(standin)
    await standin.until(lambda: answers(standin) == before + 1, SOON)


async def until_told(standin: Standin, before: int) -> float:
    """How many seconds pass until the office hears one thing more than before."""
    began = perf_counter()
    await standin.until(lambda: answers(standin) > before, SOON)
    return perf_counter() - began


async def test_news_from_a_receiver_does_not_wait_for_the_next_look_of_the_sender(
    standin: Standin, runs: Runs
) -> None:
    await runs.start("--role", "sender")
    await runs.start("--role", "receiver")
    took = []
    for subject in range(3):
        before = answers(standin)
        await owe(runs, subject)
        took.append(await until_told(standin, before))
    before = answers(standin)
    standin.world.add_group(GROUP, "群", [GUESSER])
    standin.people.say(GROUP, GUESSER, "/bind AAAA-BBBB")
    took.append(await until_told(standin, before))
    # The first may have met a look, after which the next would come in twenty seconds.
    assert min(took[1:]) < 15, took


async def cut_off(sessions: Sessions) -> None:
    """Whoever listens to the bell, or is about to, cannot hear it any more."""
    async with sessions(bind=sessions.reader) as session:
        while not (await session.scalars(text(CUT))).all():
            await session.execute(text("SELECT pg_sleep(0.1)"))
            await session.rollback()  # within a transaction one sees the same for ever


async def test_a_bell_that_is_cut_off_is_heard_again_and_nothing_is_lost(
    standin: Standin, runs: Runs
) -> None:
    await runs.start("--role", "sender")
    for subject in range(2):
        before = answers(standin)
        await owe(runs, subject)
        await until_told(standin, before)
        async with open_database(runs.database) as sessions:
            await asyncio.wait_for(cut_off(sessions), SOON)


async def test_killed_in_the_middle_of_a_broadcast_the_next_sends_the_rest_and_nobody_twice(
    standin: Standin, runs: Runs
) -> None:
    groups = [-1_002_000_000_001 - n for n in range(100)]
    for group in groups:
        standin.world.add_group(group, f"{group}", [])

    def heard(group: int) -> int:
        bot = standin.world.bot.id
        messages = standin.world.messages(group)
        return sum(message.sender == bot for message in messages)

    first = await runs.start("--role", "sender")
    await broadcast(runs, groups)
    await standin.until(lambda: sum(map(heard, groups)) >= 20, SOON)
    first.kill()
    await first.wait()
    killed_at, before = system_clock(), sum(map(heard, groups))
    await runs.start("--role", "sender")
    certain = set(groups) - await in_hand(runs, killed_at)
    await standin.until(lambda: all(map(heard, certain)), SOON)
    assert sum(map(heard, certain)) > before, "killed in the middle"
    assert max(map(heard, groups)) == 1


async def test_a_process_that_was_paused_stands_by_when_it_wakes_up(
    standin: Standin, runs: Runs
) -> None:
    first = await runs.start()
    await ask(standin)
    await runs.start()
    first.send_signal(signal.SIGSTOP)
    await ask(standin)
    first.send_signal(signal.SIGCONT)
    for _ in range(3):
        await ask(standin)
    assert first.returncode is None
    assert answers(standin) == 1 + 5, "the welcome and one answer for each question"


async def test_stopped_in_order_a_process_leaves_at_once_what_it_was_in_charge_of(
    standin: Standin, runs: Runs
) -> None:
    first = await runs.start()
    await runs.start()
    first.terminate()
    assert await asyncio.wait_for(first.wait(), SOON) == 0
    await ask(standin)


async def bring(standin: Standin, addresses: Sequence[Address]) -> None:
    """Bring what waits to the receivers in turn, as Telegram behind a balancer; what one does not
    take goes to the next."""
    hook, updates = standin.world.webhook, standin.world.updates
    assert hook is not None
    async with aiohttp.ClientSession(headers={SECRET: hook.secret}) as caller:
        for n, update in enumerate(list(updates.pending.values())):
            for k in range(len(addresses)):
                url = f"http://{addresses[(n + k) % len(addresses)]}/"
                with suppress(aiohttp.ClientError):
                    answer = await caller.post(url, json=update.json())
                    if answer.status == 200:
                        break
            del updates.pending[update.id]


async def start_hooked(runs: Runs, address: Address) -> asyncio.subprocess.Process:
    """A receiver that Telegram brings its updates to."""
    hook = {"MODE": "webhook", "WEBHOOK_URL": "http://127.0.0.1/", "WEBHOOK_LISTEN": address}
    runs.more |= {f"DUBAN_TELEGRAM__{name}": str(value) for name, value in hook.items()}
    return await runs.start("--role", "receiver")


async def test_a_sender_and_two_receivers_together_keep_to_what_telegram_takes(
    standin: Standin, runs: Runs
) -> None:
    addresses, people = [free_address(), free_address()], range(20_000, 20_060)
    groups = [-1_002_000_000_001 - n for n in range(120)]
    for person in people:
        standin.world.add_user(person, "路人")
        standin.people.start(person)
    for group in groups:
        standin.world.add_group(group, f"{group}", [])

    def written(chat: int) -> bool:
        return any(one.sender == standin.world.bot.id for one in standin.world.messages(chat))

    for address in addresses:
        await start_hooked(runs, address)
    await runs.start("--role", "sender")
    await broadcast(runs, groups)
    await bring(standin, addresses)
    await standin.until(lambda: all(map(written, [*groups, *people])), 3 * SOON)
    assert standin.limits is not None
    assert standin.limits.refused == 0


async def test_two_receivers_keep_the_order_of_a_chat_and_one_may_be_killed(
    standin: Standin, runs: Runs
) -> None:
    addresses = [free_address(), free_address()]
    for address in addresses:
        killed = await start_hooked(runs, address)
    before = answers(standin)
    asked = [standin.people.say(OFFICE, OFFICE, f"/help {n}") for n in range(20)]
    await bring(standin, addresses)
    killed.kill()
    await killed.wait()
    asked.append(standin.people.say(OFFICE, OFFICE, "/help"))
    await bring(standin, addresses)
    # An answer of the killed one may have been lost with it, but nothing it had stored is.
    await standin.until(lambda: answers(standin) - before >= len(asked) - 1, 3 * SOON)
    async with open_database(runs.database) as sessions, sessions() as session:
        rows = (await session.scalars(select(UpdateRow).order_by(UpdateRow.id))).all()
    done = [row.handled_at for row in rows if row.handled_at]
    assert done == sorted(done), "in the order they came"
