"""What each group saw, day by day, as text for a terminal.

The transcript listens to the world; `print_day` prints what it heard, chat by chat, and forgets
it. Where nobody but the bot did anything, its messages are told in their first line.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo

from rich.console import Console
from rich.text import Text

from rehearsal.telling import Entry, tell
from rehearsal.world import Event, World

INDENT = 6
LONGEST = 24
ROWS = 4
ALIKE, BRIEF = 2, 2
# How the groups that are only counted are told: what the bot wrote, what people did.
BY_BOT = {"message": "✉"}
BY_PEOPLE = {"message": "↩", "press": "☞", "reaction": "👌"}


@dataclass(slots=True)
class Transcript:
    """Listens to a world from now on; all but `chats`, if any are given, is only counted."""

    world: World
    console: Console
    zone: tzinfo
    chats: frozenset[int] = frozenset()
    _heard: dict[int, list[Entry]] = field(default_factory=dict)
    _counted: dict[int, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.world.watchers.append(self._hear)

    def close(self) -> None:
        """Stop listening."""
        self.world.watchers.remove(self._hear)

    def print_day(self, day: date) -> None:
        """Print what was heard since the last time, under the day's date.

        Groups come first, then what was only counted, and private chats last.
        """
        heard, self._heard = self._heard, {}
        counted, self._counted = self._counted, {}
        if not (heard or counted):
            return
        self.console.print()
        self.console.rule(Text(f"{day:%Y-%m-%d}", "bold"), align="left")
        for chat in heard:
            if chat < 0:
                self._print_chat(chat, heard[chat])
        self._print_counts(counted)
        for chat in heard:
            if chat > 0:
                self._print_chat(chat, heard[chat])

    def _hear(self, event: Event) -> None:
        if not self.chats or event.chat in self.chats:
            entry = tell(self.world, event)
            if entry is not None:
                self._heard.setdefault(event.chat, []).append(entry)
        elif event.kind in BY_PEOPLE:
            by_bot = event.user == self.world.bot.id
            signs = BY_BOT if by_bot else BY_PEOPLE
            self._counted.setdefault(event.chat, Counter()).update(signs.get(event.kind, ""))

    def _print_counts(self, counted: Mapping[int, Counter[str]]) -> None:
        if counted:
            self.console.print()
        for chat, counts in counted.items():
            signs = "  ".join(f"{sign} {n}" for sign, n in sorted(counts.items()))
            self._print(Text(f"{self.world.chat(chat).title}  {signs}", "dim"))

    def _print_chat(self, chat: int, entries: Sequence[Entry]) -> None:
        """Tell the entries, those briefly that only follow or say the same once more."""
        self.console.print()
        self._print(Text(self.world.chat(chat).title, "bold reverse"))
        touched = not all(entry.by_bot for entry in entries)
        subject: frozenset[int] = frozenset()
        alike: Counter[str] = Counter()
        for entry in entries:
            if not entry.by_bot:
                subject = entry.about
            alike[entry.opening] += 1
            if entry.kind == "edit" and not (entry.told.lines or entry.told.rows):
                continue  # only something went, such as the button to undo
            if entry.kind == "edit" and not entry.about & subject:
                continue  # it only follows what was said elsewhere
            again = entry.opening != "" and alike[entry.opening] > ALIKE
            self._print_entry(entry, BRIEF if again else LONGEST if touched else 1)

    def _print_entry(self, entry: Entry, length: int) -> None:
        told = entry.told
        self._print(Text(f"{entry.at.astimezone(self.zone):%H:%M} ", "dim") + told.head)
        for line in (*_cut(told.lines, length), *_cut(told.rows, 0 if length <= BRIEF else ROWS)):
            self._print(line, INDENT)

    def _print(self, line: Text, indent: int = 0) -> None:
        """Print a line, broken where the terminal ends; wide characters count as two."""
        for part in line.wrap(self.console, self.console.width - indent):
            text = Text(" " * indent) + part if part else part
            self.console.print(text, soft_wrap=True, highlight=False)


def _cut(lines: Sequence[Text], length: int) -> Iterator[Text]:
    yield from lines[: max(length, 0)]
    if len(lines) > length > 0:
        yield Text(f"… +{len(lines) - length}", "dim")
