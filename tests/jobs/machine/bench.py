"""The database the machine of the outbox works on, and the processes it plays."""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from datetime import time, timedelta
from typing import Any, TypeVar

from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import delete, select

from jobs.charge import fenced
from jobs.desk import Desk
from plan.calendar import Hours
from plan.rules import Repeats, Rules
from storage import leases
from storage.chats import ensure_chat
from storage.engine import open_database, reading
from storage.schema import ChatRow, LeaseRow, OutboxRow
from tests.jobs.conftest import TEXTS, Recorder
from tests.jobs.machine.model import Chat, Model
from tests.storage.builders import ZONE, at

Result = TypeVar("Result")
Row = TypeVar("Row", OutboxRow, ChatRow)
NOW = at("2012-11-06 09:00")
NEVER_QUIET = Hours(ZONE, quiet=(time(0), time(0)))
RULES = Rules(NEVER_QUIET, repeats=Repeats(timedelta(minutes=30), 2))
NUMBERS = (-1001, -1002, -1003)
SENDER = "sender"


class Bench(RuleBasedStateMachine):
    """An outbox beside its model.

    `process` is the one in charge as soon as it asks for its lease, `holder` had the lease last.
    """

    def __init__(self, database: str) -> None:
        super().__init__()
        self.has_leases = database.startswith("postgresql")
        self.loop, self.stack = asyncio.new_event_loop(), AsyncExitStack()
        self.sessions = self.run(self.stack.enter_async_context(open_database(database)))
        self.now, self.process, self.holder = NOW, 0, -1
        self.model = Model([Chat(number) for number in NUMBERS], RULES.repeats)
        self.chats = self.run(self._begin())

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    def do(self, step: Any, *args: object, **more: object) -> Any:
        async def transaction() -> Any:
            async with self.sessions.begin() as session:
                return await step(session, *args, **more)

        return self.run(transaction())

    async def _begin(self) -> list[int]:
        async with self.sessions.begin() as session:
            await session.execute(delete(OutboxRow))
            await session.execute(delete(ChatRow))
            if self.has_leases:
                await session.execute(delete(LeaseRow))
            return [(await ensure_chat(session, chat, "", NOW)).id for chat in NUMBERS]

    @property
    def desk(self) -> Desk:
        """The desk of the process in charge."""
        if self.has_leases and self.holder != self.process:
            assert self.do(leases.gain, SENDER, str(self.process))
            self.holder = self.process
        return self.desk_of(self.process)

    def desk_of(self, process: int) -> Desk:
        fence = fenced(self.sessions, SENDER, str(process)) if self.has_leases else self.sessions
        return Desk(fence, Recorder(), TEXTS, RULES, "en")

    @invariant()
    def the_database_agrees(self) -> None:
        """No row is lost, none is elsewhere or in another state, and what is over stays over."""
        rows = self.all_of(OutboxRow)
        assert len(rows) == len(self.model.rows)
        for row in rows:
            model = self.model.rows[row.id]
            due = {"pending": row.send_at, "unknown": row.again_at}.get(row.state)
            assert (row.state, due) == (model.state, model.due)
            assert (row.chat_id, row.attempts) == (self.chats[model.chat], model.tries)
        for chat in self.all_of(ChatRow):
            known = self.model.chats[self.chats.index(chat.id)]
            shut = None if chat.usable else chat.changed_at
            assert (chat.telegram_id, shut) == (known.number, known.shut)
            assert chat.frozen_until == known.frozen

    def all_of(self, table: type[Row]) -> Sequence[Row]:
        async def read() -> Sequence[Row]:
            async with reading(self.sessions) as session:
                return (await session.scalars(select(table))).all()

        return self.run(read())

    def teardown(self) -> None:
        """End whoever still waits for the network, and close what was opened."""
        waiting = asyncio.all_tasks(self.loop)
        for task in waiting:
            task.cancel()
        if waiting:
            self.run(asyncio.wait(waiting))
        self.run(self.stack.aclose())
        self.loop.close()
