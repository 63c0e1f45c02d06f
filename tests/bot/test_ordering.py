"""Updates of one chat wait for one another, those of different chats do not."""

import asyncio
from datetime import UTC, datetime

from telegram import Chat, Message, Update

from bot.ordering import AT_ONCE, ChatOrder


def update_in(chat: int, number: int) -> Update:
    message = Message(number, datetime(2012, 11, 5, tzinfo=UTC), Chat(chat, Chat.SUPERGROUP))
    return Update(number, message=message)


class Work:
    """Handlers that note when they begin and end."""

    def __init__(self) -> None:
        self.order, self.seen = ChatOrder(), list[str]()

    async def handle(self, name: str, turns: int) -> None:
        self.seen.append(f"{name} begins")
        for _ in range(turns):
            await asyncio.sleep(0)
        self.seen.append(f"{name} ends")

    def take(self, update: object, name: str, turns: int = 1) -> asyncio.Task[None]:
        done = self.order.process_update(update, self.handle(name, turns))
        return asyncio.create_task(done)


async def test_a_slow_update_holds_up_the_next_of_its_chat() -> None:
    work = Work()
    slow = work.take(update_in(-1, 1), "slow", turns=50)
    quick = work.take(update_in(-1, 2), "quick")
    await asyncio.gather(slow, quick)
    assert work.seen == ["slow begins", "slow ends", "quick begins", "quick ends"]


async def test_a_slow_update_holds_up_no_other_chat() -> None:
    work = Work()
    slow = work.take(update_in(-1, 1), "slow", turns=50)
    quick = work.take(update_in(-2, 2), "quick")
    await asyncio.gather(slow, quick)
    assert work.seen == ["slow begins", "quick begins", "quick ends", "slow ends"]


async def test_many_of_one_chat_keep_the_order_they_came_in() -> None:
    work = Work()
    tasks = [work.take(update_in(-1, n), str(n), turns=9 - n % 10) for n in range(2 * AT_ONCE)]
    await asyncio.gather(*tasks)
    assert work.seen[::2] == [f"{n} begins" for n in range(2 * AT_ONCE)]


async def test_an_update_that_fails_lets_the_next_through() -> None:
    work = Work()

    async def fail() -> None:
        raise ValueError("broken")

    first = asyncio.create_task(work.order.process_update(update_in(-1, 1), fail()))
    second = work.take(update_in(-1, 2), "second")
    results = await asyncio.gather(first, second, return_exceptions=True)
    assert isinstance(results[0], ValueError)
    assert work.seen == ["second begins", "second ends"]


async def test_updates_without_a_chat_are_taken_too() -> None:
    work = Work()
    await asyncio.gather(work.take(Update(1), "poll"), work.take(object(), "something else"))
    assert len(work.seen) == 4
