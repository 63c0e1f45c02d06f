"""What happens to the chats of the machine of the outbox, and what they are owed."""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from plan.notices import Owing
from plan.reminders import LATE_BY
from storage import folding, outbox
from storage.chats import ensure_chat, move_chat, resume, suspend
from storage.schema import OutboxRow
from tests.jobs.machine.bench import NUMBERS, Bench

# Always has something to say, whatever stands in the rest of the database.
KIND = Owing.GUESSING
FIRST = date(2012, 11, 6)
places = st.integers(0, len(NUMBERS) - 1)
reasons = st.sampled_from((Owing.REMOVED, "no right"))


class Chats(Bench):
    """`days` is for how many days something is owed."""

    def __init__(self, database: str) -> None:
        super().__init__(database)
        self.days = 0

    @initialize()
    def begin(self) -> None:
        """Nothing can happen before something is owed."""
        self.plan(again=False)

    @rule(again=st.booleans())
    def plan(self, again: bool) -> None:
        """A day's messages, planned twice as after a restart."""
        day = FIRST + timedelta(days=self.days)
        for _ in range(1 + again):
            self.do(outbox.owe, self.chats, KIND, day, self.now)
        self.days += 1
        for row in self.all_of(OutboxRow):
            self.model.plan(row.id, self.chats.index(row.chat_id), row.day, self.now)
        assert len(self.model.rows) == self.days * len(self.chats)

    @rule()
    def fold(self) -> None:
        """The next day comes up: what a chat is owed for several days becomes one row."""
        self.plan(again=False)
        late = self.model.to_fold(self.now)
        found = self.do(folding.to_fold, KIND, self.now, LATE_BY)
        assert {*found} == {self.chats[n] for n in late}
        day = FIRST + timedelta(days=self.days - 1)
        self.do(folding.fold, [self.chats[n] for n in late], KIND, day, self.now)
        for n in late:
            self.model.fold(n, day, self.now)

    @rule(n=places, why=reasons)
    def shut(self, n: int, why: str) -> None:
        """A group takes no messages: what it is owed is kept."""
        self.do(suspend, self.model.chats[n].number, why, self.now)
        self.model.shut(n, self.now, told=why == Owing.REMOVED)

    @rule(n=places)
    def let_in(self, n: int) -> None:
        """A group takes messages again: what was kept for it is due at once."""
        self.do(resume, self.model.chats[n].number, self.now)
        self.model.let_in(n, self.now)

    @rule(n=places, known=st.booleans())
    def upgrade(self, n: int, known: bool) -> None:
        """A group gets a new number, which may be owed the same by then: nothing comes twice."""
        old, number = self.model.chats[n].number, self.model.chats[n].number - 1000
        if known:
            new = self.do(ensure_chat, number, "", self.now).id
            for day in range(self.days):
                self.do(outbox.owe, [new], KIND, FIRST + timedelta(days=day), self.now)
        self.do(move_chat, old, number, self.now)
        self.model.upgrade(n, number, self.now)
