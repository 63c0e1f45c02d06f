"""Updates are stored, and worked off in the order of their chat, chats side by side."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from bot.inbox import AT_ONCE, JSON, Handling, Inbox, chat_of
from jobs.charge import fenced
from storage import leases
from storage.engine import Sessions
from storage.inbox import count_aside
from storage.leases import NotInCharge

NOW = datetime(2012, 11, 5, tzinfo=UTC)


def update_in(chat: int, number: int) -> JSON:
    place = {"id": chat, "type": "supergroup", "title": "群"}
    return {"update_id": number, "message": {"message_id": number, "date": 0, "chat": place}}


class Work:
    """An inbox whose handlers note when they begin and end, each after some turns of the loop."""

    def __init__(self, sessions: Sessions, attempts: int = 3) -> None:
        self.seen, self.reports, self.gate = list[str](), 0, asyncio.Event()
        self.gate.set()
        self.turns: Callable[[int], int] = lambda number: 1
        self.breaks: Callable[[int], bool] = lambda number: False
        how = Handling(lambda raw: Update.de_json(raw), lambda _: True, self.handle, self.report)
        self.sessions = sessions
        self.inbox = Inbox(sessions, lambda: NOW, how, attempts)

    async def handle(self, update: Update) -> None:
        number = update.update_id
        self.seen.append(f"{number} begins")
        await self.gate.wait()
        for _ in range(self.turns(number)):
            await asyncio.sleep(0)
        if self.breaks(number):
            raise ValueError("broken")
        self.seen.append(f"{number} ends")

    async def report(self, session: AsyncSession) -> None:
        self.reports += 1

    async def take(self, *updates: JSON) -> None:
        await self.inbox.take_in(updates)
        await self.inbox.idle()

    async def aside(self) -> int:
        async with self.sessions() as session:
            return await count_aside(session, NOW)


@pytest.fixture
def work(sessions: Sessions) -> Work:
    return Work(sessions)


async def test_a_slow_update_holds_up_the_next_of_its_chat(work: Work) -> None:
    work.turns = lambda number: 50 if number == 1 else 1
    await work.take(update_in(-1, 1), update_in(-1, 2))
    assert work.seen == ["1 begins", "1 ends", "2 begins", "2 ends"]


async def test_a_slow_update_holds_up_no_other_chat(work: Work) -> None:
    work.turns = lambda number: 50 if number == 1 else 1
    await work.take(update_in(-1, 1), update_in(-2, 2))
    assert work.seen == ["1 begins", "2 begins", "2 ends", "1 ends"]


async def test_many_of_one_chat_keep_the_order_they_came_in(work: Work) -> None:
    work.turns = lambda number: 9 - number % 10
    await work.take(*(update_in(-1, n) for n in range(2 * AT_ONCE)))
    assert work.seen[::2] == [f"{n} begins" for n in range(2 * AT_ONCE)]


async def test_numbers_that_jump_back_do_not_change_the_order(work: Work) -> None:
    await work.take(update_in(-1, 7_000_000), update_in(-1, 12))
    assert work.seen[::2] == ["7000000 begins", "12 begins"]


async def test_the_same_update_in_one_batch_and_in_the_next_is_worked_off_once(work: Work) -> None:
    await work.take(update_in(-1, 1), update_in(-1, 1))
    await work.take(update_in(-1, 1))
    assert work.seen == ["1 begins", "1 ends"]


async def test_an_update_that_always_fails_is_set_aside_and_lets_the_next_through(
    work: Work,
) -> None:
    work.breaks = lambda number: number == 1
    await work.take(update_in(-1, 1), update_in(-1, 2))
    assert work.seen == ["1 begins", "1 begins", "1 begins", "2 begins", "2 ends"]
    assert (await work.aside(), work.reports) == (1, 1)
    await work.inbox.take_up()
    await work.inbox.idle()
    assert work.seen[-1] == "2 ends", "it is not taken up again"


async def test_an_update_that_fails_once_is_tried_again(work: Work) -> None:
    work.breaks = lambda _: len(work.seen) == 1
    await work.take(update_in(-1, 1))
    assert work.seen == ["1 begins", "1 begins", "1 ends"]
    assert (await work.aside(), work.reports) == (0, 0)


async def test_what_was_stored_and_not_worked_off_is_taken_up_by_the_next_process(
    work: Work,
) -> None:
    work.gate.clear()
    await work.inbox.take_in([update_in(-1, 1), update_in(-1, 2), update_in(-2, 3)])
    again = Work(work.sessions)
    await again.inbox.take_up()
    await again.inbox.idle()
    assert {line for line in again.seen if "ends" in line} == {"1 ends", "2 ends", "3 ends"}
    assert again.seen.index("1 ends") < again.seen.index("2 begins")
    work.gate.set()  # the first wakes up, too late
    await work.inbox.idle()
    assert (await work.aside(), work.reports) == (0, 0)


async def test_an_update_nobody_can_read_is_set_aside(work: Work) -> None:
    await work.take({"update_id": 1, "message": {"chat": {"id": -1}}}, update_in(-1, 2))
    assert work.seen == ["2 begins", "2 ends"]
    assert (await work.aside(), work.reports) == (1, 1)


async def test_what_no_handler_wants_is_not_stored(sessions: Sessions) -> None:
    work = Work(sessions)
    how = Handling(lambda raw: Update.de_json(raw), lambda _: False, work.handle, work.report)
    inbox = Inbox(sessions, lambda: NOW, how, 3)
    await inbox.take_in([update_in(-1, 1)])
    await work.inbox.take_up()
    await work.inbox.idle()
    assert work.seen == []


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        (update_in(-1, 1), -1),
        ({"update_id": 1, "edited_message": {"chat": {"id": -2}}}, -2),
        ({"update_id": 1, "callback_query": {"id": "4", "message": {"chat": {"id": -3}}}}, -3),
        ({"update_id": 1, "callback_query": {"id": "4"}}, 0),
        ({"update_id": 1, "message_reaction": {"chat": {"id": -4}, "message_id": 1}}, -4),
        ({"update_id": 1, "poll": {"id": "1"}}, 0),
        ({"update_id": 1}, 0),
    ],
)
def test_every_kind_of_update_belongs_to_its_chat(update: JSON, chat: int) -> None:
    assert chat_of(update) == chat


@pytest.mark.postgresql
async def test_what_another_process_stored_for_this_is_worked_off_before_what_came_later(
    work: Work,
) -> None:
    other = Work(work.sessions)
    work.inbox.is_alone = other.inbox.is_alone = False
    work.gate.clear()
    await work.inbox.take_in([update_in(-1, 1)])
    await other.inbox.take_in([update_in(-1, 2)])
    await work.inbox.take_in([update_in(-1, 3)])
    work.gate.set()
    await work.inbox.idle()
    assert work.seen[::2] == ["1 begins", "2 begins", "3 begins"]
    assert other.seen == []


@pytest.mark.postgresql
async def test_one_that_lost_its_charge_while_it_was_paused_takes_nothing_in(work: Work) -> None:
    work.inbox.taking_in = fenced(work.sessions, "poller", work.inbox.owner)
    async with work.sessions.begin() as session:
        assert await leases.gain(session, "poller", "another")
    with pytest.raises(NotInCharge):
        await work.take(update_in(-1, 1))
    async with work.sessions.begin() as session:
        await leases.release(session, "poller", "another")
        assert await leases.gain(session, "poller", work.inbox.owner)
    assert work.seen == []
    await work.take(update_in(-1, 1))
    assert work.seen == ["1 begins", "1 ends"]
