"""What stands in the books of the soak, beside what its liaisons did."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from benchmarks.crash.manners import RECEIVE
from rehearsal.messages import Message
from storage.drawings import UNDO_WINDOW
from storage.schema import AssignmentRow, ReportRow
from tests.crash.liaisons import UNDO, Liaisons, Place, Undo

SHOWN = re.compile(r"进度：推进中 (\d+)%")


@dataclass(frozen=True, slots=True)
class Given:
    """A report as it was given: for whom, by whom, and what it says."""

    unit: str
    user: int
    percent: int | None
    note: str = ""

    @property
    def receipt(self) -> bool:
        return self.percent is None


@dataclass(frozen=True, slots=True)
class Books:
    """The reports that were kept, oldest first, and of each unit where its assignment stands."""

    reports: Sequence[ReportRow]
    assignments: Mapping[str, AssignmentRow]

    def check(self, people: Liaisons) -> None:
        """Everything that was given is kept once and as it was given, and nothing else; what was
        taken back, and only that, is marked so; and the assignments say what is left."""
        assert all((people.said, people.pressed, people.undone)), "everything is done now and then"
        self._check_given(given(people), set(_final(people)))
        for row in self.reports:
            undone = [undo for undo in people.undone if undo.report == row.id]
            self._check_taken_back(row, undone)
        for unit, assignment in self.assignments.items():
            mine = [row for row in self.reports if row.assignment_id == assignment.id]
            check_standing(unit, assignment, [row for row in mine if row.retracted_at is None])

    def check_shown(self, unit: str, card: Message) -> None:
        """A card says how far its unit is, and that nothing can be undone any more."""
        percent = self.assignments[unit].percent
        shown = SHOWN.search(card.text)
        assert (int(shown[1]) if shown else None) == percent, (unit, card.text)
        assert not any(UNDO in row for row in card.labels), card.labels

    def _check_given(self, told: Mapping[str, Given], final: set[str]) -> None:
        """All that is final is there, and nothing that was not given."""
        units = {row.id: unit for unit, row in self.assignments.items()}
        kept = [row.source for row in self.reports]
        assert (final - set(kept), set(kept) - told.keys()) == (set(), set()), "lost, not given"
        assert len(kept) == len(set(kept)), sorted(kept)
        for row in self.reports:
            said = Given(units[row.assignment_id], row.user_id, row.percent, row.note)
            assert (said, said.receipt) == (told[row.source], row.receipt), row.source

    def _check_taken_back(self, row: ReportRow, undone: Sequence[Undo]) -> None:
        """By a later version of the same message, or by an undo within its time."""
        replaced = any(_replaces(other, row) for other in self.reports)
        ends = row.at + UNDO_WINDOW
        surely = any(undo.until and undo.until <= ends for undo in undone)
        maybe = any(undo.after <= ends for undo in undone)
        why = row.source, row.at, row.retracted_at, replaced, undone
        if row.retracted_at is None:
            assert not replaced, why
            assert not surely, why
        elif not replaced:
            assert maybe, why
            assert row.retracted_at <= ends, why


def given(people: Liaisons) -> Mapping[str, Given]:
    """Every report that was given, by its source; of a message every version is one."""
    tapped = {f"p{press}": _tapped(*tap) for press, tap in people.pressed.items()}
    written = {
        _source(chat, number, since): Given(place.unit, place.liaison, int(text[2:4]), text)
        for (chat, number), place in people.said.items()
        for since, text in _versions(people, chat, number)
    }
    return tapped | written


def _final(people: Liaisons) -> Iterator[str]:
    """What must have been counted: every press, and of every message what it says in the end."""
    yield from (f"p{press}" for press in people.pressed)
    for chat, number in people.said:
        *_, (since, _text) = _versions(people, chat, number)
        yield _source(chat, number, since)


def _tapped(place: Place, label: str) -> Given:
    percent = None if label == RECEIVE else int(label.removesuffix("%"))
    return Given(place.unit, place.liaison, percent)


def _source(chat: int, number: int, since: int) -> str:
    return f"m{chat}:{number}:{since}"


def _versions(people: Liaisons, chat: int, number: int) -> Iterator[tuple[int, str]]:
    """What a message said, each with the second of the change to it; 0 for the first."""
    message: Message = people.standin.world.chat(chat).message(number)
    since = 0
    for version in message.versions:
        yield since, version.content.text
        since = int(version.until.timestamp())
    yield since, message.text


def _replaces(other: ReportRow, row: ReportRow) -> bool:
    """Whether another report is a later version of what the same message said."""
    if not row.source.startswith("m"):
        return False
    message, _, since = row.source.rpartition(":")
    same, _, later = other.source.rpartition(":")
    return message == same and int(later) > int(since)


def check_standing(unit: str, now: AssignmentRow, stands: Sequence[ReportRow]) -> None:
    """The assignment says what the last report says that stands, and who received it first."""
    in_order = sorted(stands, key=lambda row: row.told_at)
    told = [row for row in in_order if not row.receipt]
    receipts: list[datetime] = [row.at for row in in_order if row.receipt]
    state = "under_way" if told else "received" if receipts else "assigned"
    last = (told[-1].id, told[-1].percent, told[-1].at) if told else (None, None, None)
    expected = state, *last, receipts[0] if receipts else None
    found = now.state, now.report_id, now.percent, now.reported_at, now.received_at
    assert found == expected, unit
