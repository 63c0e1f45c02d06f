"""The outbox against a model: whatever two workers do and wherever one of them dies."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.delivery import next_wait
from plan.notices import Owing
from plan.rules import Repeats
from storage import doubts, outbox
from storage.chats import ensure_chat, move_chat
from storage.engine import open_database
from storage.outbox import Owed
from storage.schema import ChatRow, OutboxRow
from tests.storage.builders import at

Result = TypeVar("Result")
FIRST = date(2012, 11, 6)
HOUR = timedelta(hours=1)
NOW = at("2012-11-06 09:00")
AGAIN = Repeats(timedelta(minutes=30), 2)
CHATS = (-1001, -1002, -1003)
workers = st.sampled_from(("first", "second"))
places = st.integers(0, len(CHATS) - 1)
FINAL = ("sent", "failed")


class Outbox(RuleBasedStateMachine):
    """`states` is what the model says of each row, by its id; `hands` who holds which.

    `not_before` is until when a row's chat wanted no more, `numbers` what Telegram calls each chat.
    """

    def __init__(self, database: str) -> None:
        super().__init__()
        self.loop, self.stack = asyncio.new_event_loop(), AsyncExitStack()
        self.sessions = self.run(self.stack.enter_async_context(open_database(database)))
        self.now, self.days = NOW, 0
        self.states: dict[int, str] = {}
        self.hands: dict[str, Owed] = {}
        self.tries: dict[int, int] = {}
        self.not_before: dict[int, datetime] = {}
        self.numbers = list(CHATS)
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
            return [(await ensure_chat(session, chat, "", NOW)).id for chat in CHATS]

    @rule(again=st.booleans())
    def plan(self, again: bool) -> None:
        """A day's cards, planned twice as after a restart."""
        day = FIRST + timedelta(days=self.days)
        for _ in range(1 + again):
            self.do(outbox.owe, self.chats, Owing.CARD, day, self.now)
        self.days += 1
        for row in self._rows():
            self.states.setdefault(row.id, "pending")
        assert len(self.states) == self.days * len(CHATS)

    @rule(worker=workers)
    def claim(self, worker: str) -> None:
        """A worker takes the next row; one that had another in hand died with it."""
        self.hands.pop(worker, None)
        taken = self.do(outbox.claim_next, self.now)
        if taken is None:
            waiting = [row for row in self._rows() if row.state == "pending"]
            assert all(row.send_at > self.now for row in waiting)
            return
        assert self.states[taken.id] == "pending"
        assert self.not_before.get(taken.id, self.now) <= self.now
        assert taken.id not in {held.id for held in self.hands.values()}
        self.states[taken.id], self.hands[worker] = "sending", taken
        self.tries[taken.id] = self.tries.get(taken.id, 0) + 1
        assert taken.attempts == self.tries[taken.id]

    @rule(worker=workers, outcome=st.sampled_from(("sent", "failed", "pending", "unknown")))
    def settle(self, worker: str, outcome: str) -> None:
        """What came of it: sent, refused, to be tried later, or nobody knows."""
        held = self.hands.pop(worker, None)
        if held is None or self.states[held.id] != "sending":
            return  # it was given up meanwhile
        match outcome:
            case "sent":
                self.do(outbox.mark_sent, held.id, 7, self.now, late=False)
            case "failed":
                self.do(outbox.mark, held.id, "failed", "refused")
            case "pending":
                wait = next_wait(held.attempts)
                self.do(outbox.postpone, held.id, self.now + wait, "no line")
            case _:
                self.do(doubts.leave_open, held.id, "no answer", self.now, AGAIN)
        self.states[held.id] = outcome

    @rule(worker=workers, minutes=st.sampled_from((1, 20, 60)))
    def refuse_for_a_while(self, worker: str, minutes: int) -> None:
        """Telegram wants nothing for a chat before an instant: all that waits for it waits."""
        held = self._give_back(worker)
        if held is None:
            return
        until = self.now + timedelta(minutes=minutes)
        self.do(outbox.postpone, held.id, until, "too many")
        self.do(outbox.freeze, held.chat, until)
        for row in self._rows():
            if row.chat_id == held.chat and row.state == "pending":
                self.not_before[row.id] = max(until, self.not_before.get(row.id, until))

    @rule(worker=workers)
    def keep(self, worker: str) -> None:
        """The chat takes no messages: what was in hand for it is looked at later."""
        held = self._give_back(worker)
        if held is not None:
            self.do(outbox.hold, held.id, self.now + HOUR, "kicked")
            self.not_before[held.id] = self.now + HOUR

    @rule(n=places)
    def let_in_again(self, n: int) -> None:
        """What was kept for a chat is due at once."""
        self.do(outbox.release, self.chats[n], self.now)
        self._is_back(n)

    def _is_back(self, n: int) -> None:
        for row in self._rows():
            if row.chat_id == self.chats[n] and (row.why or "").startswith(outbox.HELD):
                assert row.send_at <= self.now or row.state != "pending"
                self.not_before.pop(row.id, None)

    @rule(n=places, known=st.booleans())
    def upgrade(self, n: int, known: bool) -> None:
        """A group gets a new number, which may be owed the same by then: nothing comes twice."""
        old, self.numbers[n] = self.numbers[n], self.numbers[n] - 1000
        if known:
            new = self.do(ensure_chat, self.numbers[n], "", self.now).id
            for day in range(self.days):
                self.do(outbox.owe, [new], Owing.CARD, FIRST + timedelta(days=day), self.now)
        self.do(move_chat, old, self.numbers[n], self.now)
        found = self.do(ensure_chat, self.numbers[n], "", self.now)
        assert found.id == self.chats[n]
        self._is_back(n)
        assert {row.chat_id for row in self._rows()} <= {*self.chats}

    def _give_back(self, worker: str) -> Owed | None:
        """What a worker had in hand waits again, unless it was given up meanwhile."""
        held = self.hands.pop(worker, None)
        if held is None or self.states[held.id] != "sending":
            return None
        self.states[held.id] = "pending"
        return held

    @rule(minutes=st.sampled_from((1, 11, 31)))
    def wait(self, minutes: int) -> None:
        """Time passes, and a look at what dead processes left."""
        self.now += timedelta(minutes=minutes)
        for id in self.do(doubts.give_up_lost, self.now, AGAIN):
            assert self.states[id] == "sending"
            self.states[id] = "unknown"
        doubtful = [row for row in self._rows() if row.state == "unknown"]
        ripe = [row.id for row in doubtful if row.again_at and row.again_at <= self.now]
        self.do(doubts.send_again, self.now)
        self.states |= dict.fromkeys(ripe, "pending")

    @invariant()
    def the_database_agrees(self) -> None:
        """No row is lost, none is in another state, and what is over stays over."""
        assert {row.id: row.state for row in self._rows()} == self.states

    def teardown(self) -> None:
        """Whatever happened, two workers that live bring every row to an end."""
        self.hands.clear()
        for _ in range(8):
            self.wait(31)
            self.claim("first")
            while self.hands:
                self.settle("first", "sent")
                self.claim("first")
        assert {*self.states.values()} <= {*FINAL, "unknown"}
        self.run(self.stack.aclose())
        self.loop.close()

    def _rows(self) -> list[OutboxRow]:
        async def read(session: AsyncSession) -> list[OutboxRow]:
            return list(await session.scalars(select(OutboxRow)))

        rows: list[OutboxRow] = self.do(read)
        return rows


def test_no_row_is_taken_twice_or_lost_whatever_the_workers_do(database: str) -> None:
    run = settings(max_examples=25, stateful_step_count=25)

    class Machine(Outbox):
        def __init__(self) -> None:
            super().__init__(database)

    run_state_machine_as_test(Machine, settings=run)
