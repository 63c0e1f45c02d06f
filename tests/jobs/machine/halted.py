"""A sender that stands still at the network, until the test says what the network answers."""

import asyncio
from dataclasses import replace
from datetime import datetime

from jobs.deliver import deliver_due
from jobs.desk import Desk
from plan.delivery import Outcome
from plan.lanes import Lane
from render.message import Message


class Halted:
    """One look of the real sender at what is due, for one row; `asked` is the chat it calls."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self.asked: int | None = None
        self._calls: asyncio.Queue[int | None] = asyncio.Queue()
        self._answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._work = asyncio.create_task(deliver_due(replace(desk, telegraph=self), now, most=1))
        self._work.add_done_callback(lambda _: self._calls.put_nowait(None))

    async def send(
        self,
        chat: int,
        message: Message,
        *,
        reply_to: int | None,
        thread: int | None,
        lane: Lane,
    ) -> Outcome:
        self._calls.put_nowait(chat)
        return await self._answer

    async def edit(self, chat: int, message_id: int, message: Message, lane: Lane) -> Outcome:
        raise AssertionError("nothing is edited while something is sent")

    async def go(self) -> "Halted":
        """Until it calls the network, or ended without."""
        self.asked = await self._calls.get()
        if self.asked is None:
            await self._work
        return self

    async def end(self, outcome: Outcome) -> None:
        """The network answers, and the sender writes down what came of it."""
        self._answer.set_result(outcome)
        await self._work

    async def die(self) -> None:
        """Its process ends with the row in hand."""
        self._work.cancel()
        await asyncio.wait({self._work})


async def halted(desk: Desk, now: datetime) -> Halted:
    """A sender that has taken what is next, as far as the network."""
    return await Halted(desk, now).go()
