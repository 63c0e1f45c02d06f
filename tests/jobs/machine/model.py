"""A model of the outbox: what becomes of each row, in as few words as can foretell it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from plan.calendar import DAY
from plan.delivery import (
    Failed,
    Gone,
    Moved,
    Outcome,
    Refused,
    Sent,
    Unknown,
    Unlikely,
    Wait,
    next_wait,
)
from plan.reminders import LATE_BY
from plan.rules import Repeats

LOOK_AGAIN = timedelta(hours=1)
LOST = timedelta(minutes=10)


@dataclass
class Row:
    """What is owed to a chat; taken at `due`, or again where it is in doubt (None: never).

    `kept` says that it waits for a chat that takes no messages, `claimed` when it was last taken.
    """

    chat: int
    day: date
    planned: datetime
    due: datetime | None
    state: str = "pending"
    kept: bool = False
    tries: int = 0
    doubts: int = 0
    claimed: datetime | None = None


@dataclass
class Chat:
    """Its number at Telegram, and until when that wants nothing for it.

    It takes no messages since `shut`; `told` says that the end of that will be told.
    """

    number: int
    frozen: datetime | None = None
    shut: datetime | None = None
    told: bool = False


@dataclass(frozen=True)
class Hand:
    """A row some worker has in hand, and how its chat was when it was taken."""

    row: int
    since: datetime
    number: int
    was_shut: bool


@dataclass
class Model:
    """The chats by their place, the rows by their id."""

    chats: list[Chat]
    repeats: Repeats
    rows: dict[int, Row] = field(default_factory=dict)

    def plan(self, id: int, n: int, day: date, now: datetime) -> None:
        """A chat is owed something; what was planned before stays as it is."""
        self.rows.setdefault(id, Row(n, day, now, now))

    def to_fold(self, now: datetime) -> Collection[int]:
        """The chats that are owed something for too long, or for several days."""
        waiting = {n: self._waiting(n) for n in range(len(self.chats))}
        return [
            n
            for n, rows in waiting.items()
            if any(row.due and row.due <= now for row in rows)
            and (len(rows) > 1 or rows[0].planned < now - LATE_BY)
        ]

    def fold(self, n: int, day: date, now: datetime) -> None:
        """A day's row takes in those of the days before, unless it is no longer waiting."""
        taken_in = [row for row in self._waiting(n) if row.day <= day]
        for whole in [row for row in taken_in if row.day == day]:
            whole.planned = now
            whole.due = max([now, *(row.due or now for row in taken_in if not row.kept)])
            whole.doubts = max(row.doubts for row in taken_in)
            for part in taken_in:
                if part is not whole:
                    part.state, part.due = "skipped", None

    def next(self, now: datetime) -> int | None:
        """The row whose turn it is."""
        waiting = {id: row.due for id, row in self.rows.items() if row.state == "pending"}
        due = [(due, id) for id, due in waiting.items() if due and due <= now]
        return min(due)[1] if due else None

    def claim(self, id: int, now: datetime) -> Hand | None:
        """A row is taken; None where it goes back: its chat is frozen or takes no messages.

        Whether it still takes none is tried once a day.
        """
        row = self.rows[id]
        row.state, row.due, row.kept, row.claimed = "sending", None, False, now
        row.tries += 1
        chat = self.chats[row.chat]
        hand = Hand(id, now, chat.number, chat.shut is not None)
        if chat.frozen is not None and now < chat.frozen:
            self._put_back(row, chat.frozen)
            return None
        if chat.shut is None:
            return hand
        if not chat.told and chat.shut <= now - DAY:
            chat.shut = now
            return hand
        self._keep(row, now)
        return None

    def settle(self, hand: Hand, outcome: Outcome) -> None:
        """The network's answer to what was in hand."""
        row, now = self.rows[hand.row], hand.since
        chat = self.chats[row.chat]
        is_current = chat.number == hand.number
        match outcome:
            case Sent():
                row.state = "sent"
                if hand.was_shut and is_current:
                    self.let_in(row.chat, now)
            case Refused():
                row.state = "failed"
            case Wait(seconds):
                self._put_back(row, now + timedelta(seconds=seconds))
                self._freeze(row.chat, now + timedelta(seconds=seconds))
            case Failed() | Unlikely():
                self._put_back(row, now + next_wait(row.tries))
            case Gone():
                if is_current:
                    self.shut(row.chat, now, told=False)
                self._keep(row, now)
            case Moved(number):
                if is_current:
                    self.upgrade(row.chat, number, now)
                self._put_back(row, now)
            case Unknown():
                self._doubt(row, now)

    def shut(self, n: int, now: datetime, *, told: bool) -> None:
        """A chat takes no messages."""
        chat = self.chats[n]
        if chat.shut is None:
            chat.shut, chat.told = now, told

    def let_in(self, n: int, now: datetime) -> None:
        """A chat takes messages again, and what was kept for it comes at once."""
        if self.chats[n].shut is not None:
            self.chats[n].shut = None
            self._release(n, now)

    def upgrade(self, n: int, number: int, now: datetime) -> None:
        """A group has another number, and takes messages."""
        self.chats[n] = Chat(number)
        self._release(n, now)

    def pass_time(self, now: datetime) -> None:
        """What was in hand too long is in doubt; what was in doubt long enough goes again."""
        for row in self.rows.values():
            if row.state == "sending" and row.claimed and row.claimed < now - LOST:
                self._doubt(row, now)
            if row.state == "unknown" and row.due and row.due <= now:
                self._put_back(row, now)

    def _put_back(self, row: Row, due: datetime) -> None:
        row.state, row.due = "pending", due

    def _keep(self, row: Row, now: datetime) -> None:
        self._put_back(row, now + LOOK_AGAIN)
        row.kept = True

    def _doubt(self, row: Row, now: datetime) -> None:
        goes_again = row.doubts < self.repeats.times
        row.state, row.due = "unknown", now + self.repeats.after if goes_again else None
        row.doubts += 1

    def _freeze(self, n: int, until: datetime) -> None:
        self.chats[n].frozen = max(self.chats[n].frozen or until, until)
        for row in self._waiting(n):
            row.due = max(row.due or until, until)

    def _release(self, n: int, now: datetime) -> None:
        for row in self._waiting(n):
            row.due = now if row.kept else row.due

    def _waiting(self, n: int) -> Sequence[Row]:
        return [row for row in self.rows.values() if row.chat == n and row.state == "pending"]
