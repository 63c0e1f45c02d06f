"""What each group was told of each day, read off the messages as the stand-in delivered them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.crash.manners import REPEATED
from rehearsal.messages import Message
from storage.schema import OutboxRow
from tests.flows.stage import ZONE

SINCE = re.compile(r"合并了(\d+)月(\d+)日")
INSTEAD = "改发给您"
# How the account of what was owed names where a reminder went instead.
FOLDED, IN_PRIVATE = "folded into the catch-up of ", "said in private instead: "


@dataclass(frozen=True, slots=True)
class Telling:
    """A card as it arrived, with the days of which it reminds; `marked` says it may be a repeat."""

    message: int
    since: date
    day: date
    marked: bool
    in_private: bool

    def covers(self, day: date) -> bool:
        return self.since <= day <= self.day


def telling(card: Message) -> Telling:
    """What a card says that just arrived; a catch-up card names the day it begins with."""
    since = day = card.at.astimezone(ZONE).date()
    if found := SINCE.search(card.text):
        since = day.replace(month=int(found[1]), day=int(found[2]))
    return Telling(card.id, since, day, REPEATED in card.text, INSTEAD in card.text)


def check_told(tellings: Sequence[Telling], days: Sequence[date]) -> None:
    """One unit was reminded of every day, and more than once only with a mark."""
    for day in days:
        mine = [one for one in tellings if one.covers(day)]
        assert mine, (day, "nobody was told", tellings)
        assert sum(not one.marked for one in mine) <= 1, (day, "told twice without a mark", mine)


@dataclass(frozen=True, slots=True)
class Account:
    """What Duban noted of one group's cards: `rows` by their day, `instead` what its liaison got
    for one of them, by its id."""

    rows: Mapping[date, OutboxRow]
    instead: Mapping[int, OutboxRow]

    def check(self, tellings: Sequence[Telling], days: Sequence[date]) -> None:
        """What is noted as told stands in a message that arrived and tells it."""
        assert list(self.rows) == list(days)
        for day in days:
            row = self._sent_as(self.rows[day])
            noted = row.state, row.message_id, row.kind == "instead"
            arrived = [("sent", one.message, one.in_private) for one in tellings if one.covers(day)]
            assert noted in arrived, (day, noted, row.why, arrived)

    def _sent_as(self, row: OutboxRow) -> OutboxRow:
        """The row by which a reminder went out in the end, however often it was passed on."""
        if row.state != "skipped":
            return row
        why = row.why or ""
        if why.startswith(IN_PRIVATE):
            return self.instead[row.id]
        return self._sent_as(self.rows[date.fromisoformat(why.removeprefix(FOLDED))])
