"""The outbox against a model: whatever two workers do and wherever one of them dies.

The workers are the real sender, halted at the network. On PostgreSQL the process they are of may
lose its lease; what it has in hand then is as good as lost.
"""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from jobs import deliver
from jobs.desk import Desk
from jobs.tidy import tidy
from plan.delivery import Failed, Gone, Moved, Outcome, Refused, Sent, Unknown, Unlikely, Wait
from storage import leases
from storage.leases import NotInCharge
from tests.jobs.conftest import Recorder
from tests.jobs.machine.bench import NOW, NUMBERS, RULES, SENDER
from tests.jobs.machine.chats import Chats, places, reasons
from tests.jobs.machine.halted import Halted, halted
from tests.jobs.machine.model import LOST, Hand

with_leases = precondition(lambda machine: machine.has_leases)
workers = st.sampled_from(("first", "second"))
minutes = st.sampled_from((1, 20, 60))
outcomes = st.sampled_from(
    (
        Sent(7),
        Refused("too long"),
        Failed("no line"),
        Unlikely("in trouble"),
        Unknown("no answer"),
        Gone("no right"),
    )
)


class Taken(NamedTuple):
    """A worker's row, the sender that has it and the process that one is of."""

    hand: Hand
    sender: Halted
    process: int


class Outbox(Chats):
    """`hands` is what each worker holds; `frozen` until when Telegram takes nothing at all."""

    def __init__(self, database: str) -> None:
        super().__init__(database)
        self.hands: dict[str, Taken] = {}
        self.frozen = NOW

    @rule(worker=workers)
    def claim(self, worker: str) -> None:
        """A worker that has nothing in hand takes the next row."""
        if worker in self.hands:
            return
        if self.now < self.frozen:
            self._look_in_vain()
            return
        id = self.model.next(self.now)
        sender = self.run(halted(self.desk, self.now))
        hand = None if id is None else self.model.claim(id, self.now)
        assert sender.asked == (hand and hand.number)
        if hand is not None:
            self.hands[worker] = Taken(hand, sender, self.process)

    def _look_in_vain(self) -> None:
        """Nothing goes out while all is frozen: a look ends with the first chat it asks."""
        refused = Wait((self.frozen - self.now).total_seconds(), all=True)
        network = Recorder(answer=lambda _: refused)
        self.run(deliver.deliver_due(replace(self.desk, telegraph=network), self.now))
        while (id := self.model.next(self.now)) is not None:
            if hand := self.model.claim(id, self.now):
                self.model.settle(hand, refused)
                return

    @rule(worker=workers, outcome=outcomes)
    def settle(self, worker: str, outcome: Outcome) -> None:
        """The network answers; a worker that has nothing in hand takes something first."""
        if self._has(worker):
            self._end(self.hands.pop(worker), outcome)

    @rule(worker=workers, minutes=minutes)
    def refuse_for_a_while(self, worker: str, minutes: int) -> None:
        """Telegram wants nothing for a chat before an instant: all that waits for it waits."""
        self.settle(worker, Wait(minutes * 60))

    @rule(worker=workers)
    def learn_of_upgrade(self, worker: str) -> None:
        """A sending fails because the group has a new number by now."""
        if self._has(worker):
            hand = self.hands[worker].hand
            number = self.model.chats[self.model.rows[hand.row].chat].number
            self.settle(worker, Moved(number - 1000 if number == hand.number else number))

    def _has(self, worker: str) -> bool:
        """Whether a worker has anything in hand by now, for which something is owed at least."""
        if self.model.next(self.now) is None:
            self.plan(again=False)
        self.claim(worker)
        return worker in self.hands

    def _end(self, taken: Taken, outcome: Outcome) -> None:
        """Who is no longer in charge cannot write down what came of it: all stays as it was."""
        if taken.process == self.process:
            self.run(taken.sender.end(outcome))
            self.model.settle(taken.hand, outcome)
        else:
            with pytest.RaisesGroup(NotInCharge):
                self.run(taken.sender.end(outcome))

    @rule(worker=workers)
    def die(self, worker: str) -> None:
        """A process dies, wherever its worker is."""
        if worker in self.hands:
            self.run(self.hands.pop(worker).sender.die())

    @with_leases
    @rule(worker=workers)
    def lose_charge(self, worker: str) -> None:
        """The lease of a process runs out while it is paused; who takes the next row is another."""
        self.claim(worker)
        self.do(leases.release, SENDER, str(self.process))
        self.process += 1

    @with_leases
    @rule(worker=workers, outcome=outcomes)
    def wake_up_too_late(self, worker: str, outcome: Outcome) -> None:
        """One that was paused until another came into charge settles nothing and takes nothing."""
        if worker not in self.hands or self.hands[worker].process == self.process:
            self.lose_charge(worker)
        if worker in self.hands:
            self.settle(worker, outcome)
        with pytest.RaisesGroup(NotInCharge):
            self.run(halted(self.desk_of(self.process - 1), self.now))

    @rule()
    def freeze_everybody(self) -> None:
        """Telegram wants nothing at all for a while, and something is owed at once."""
        self.frozen = self.now + timedelta(minutes=1)
        self.plan(again=False)
        self._look_in_vain()

    @rule(minutes=st.sampled_from((1, 11, 31)))
    def wait(self, minutes: int) -> None:
        """Time passes, and a look at what dead processes left; no call takes as long as that."""
        self.now += timedelta(minutes=minutes)
        for worker, (hand, _, process) in [*self.hands.items()]:
            if hand.since < self.now - LOST and process == self.process:
                self.die(worker)
        self.run(self._tidy(self.desk))
        self.model.pass_time(self.now)

    async def _tidy(self, desk: Desk) -> None:
        async with desk.sessions.begin() as session:
            await tidy(session, RULES, self.now)

    @rule(n=places, why=reasons)
    def shut_for_a_day(self, n: int, why: str) -> None:
        """A group that takes nothing is tried once a day, unless it will be told that it does."""
        self.shut(n, why)
        self.wait(24 * 60)
        self.plan(again=False)
        self._work_off()

    def _work_off(self) -> None:
        while self.model.next(self.now) is not None:
            self.settle("first", Sent(7))

    def teardown(self) -> None:
        """Whatever happened, a worker that lives brings every row to an end."""
        try:
            self._bring_to_an_end()
        finally:
            super().teardown()

    def _bring_to_an_end(self) -> None:
        for worker in [*self.hands]:
            self.die(worker)
        for n in range(len(NUMBERS)):
            self.let_in(n)
        for _ in range(8):
            self.wait(31)
            self._work_off()
        self.the_database_agrees()
        ends = {(row.state, row.due) for row in self.model.rows.values()}
        assert ends <= {(state, None) for state in ("sent", "failed", "unknown", "skipped")}


def test_no_row_is_taken_twice_or_lost_whatever_the_workers_do(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "AT_ONCE", 1)  # what is taken at once comes in no order
    monkeypatch.setattr(leases, "LASTS", timedelta(hours=1))  # it ends when the machine says so

    class Machine(Outbox):
        def __init__(self) -> None:
            super().__init__(database)

    run = settings(max_examples=20, stateful_step_count=20)
    run_state_machine_as_test(Machine, settings=run)
