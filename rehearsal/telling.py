"""Events of the world told as lines: who did what, in signs that need no language.

↩ a reply   ☞ a press and ⟪its toast⟫   ✎ an edit, + what came with it   ✕ a deletion
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from rich.text import Text

from rehearsal.messages import Content, Keyboard, Message
from rehearsal.world import Event, World

QUOTED = 24
BOT, PERSON = "bold cyan", "bold green"
BUTTON, TOAST, QUOTE = "blue", "yellow", "dim"
KILO = 1024


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words: who did what, the lines that belong to it, and rows of buttons."""

    head: Text
    lines: tuple[Text, ...] = ()
    rows: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened at `at`; `by_bot` when nobody but the bot did it.

    `about` are the messages it is about: one and those it replies to, up to the first.
    """

    at: datetime
    kind: str
    by_bot: bool
    about: frozenset[int]
    told: Told

    @property
    def opening(self) -> str:
        """The first line."""
        return self.told.lines[0].plain if self.told.lines else ""


def tell(world: World, event: Event) -> Entry | None:
    """The event as an entry; None for what nobody sees."""
    teller = TELLERS.get(event.kind)
    told = teller(world, event) if teller else None
    if told is None:
        return None
    about = frozenset(_exchange(world.chat(event.chat).messages, event.message))
    return Entry(world.clock(), event.kind, event.user == world.bot.id, about, told)


def _exchange(messages: Mapping[int, Message], id: int) -> Iterator[int]:
    while id in messages:
        yield id
        id = messages[id].reply_to or 0


def _name(world: World, event: Event) -> Text:
    style = BOT if event.user == world.bot.id else PERSON
    return Text(world.user(event.user).name, style)


def _message(world: World, event: Event) -> Told:
    message = world.chat(event.chat).message(event.message)
    head = _name(world, event)
    replied = world.chat(event.chat).messages.get(message.reply_to or 0)
    if replied is not None:
        head += Text(f" ↩ {_quote(replied)}", QUOTE)
    if message.service is not None:
        return Told(head + Text(f" * {' '.join(message.service)}", QUOTE))
    text = map(Text, message.text.splitlines())
    return Told(head, (*_file(message), *text), _rows(message.keyboard))


def _edit(world: World, event: Event) -> Told:
    message = world.chat(event.chat).message(event.message)
    before = message.versions[-1].content
    head = _name(world, event) + Text(f" ✎ {_quote(message)}", QUOTE)
    new = tuple(row for row in message.keyboard if row not in before.keyboard)
    return Told(head, tuple(_changes(before, message.content)), _rows(new))


def _press(world: World, event: Event) -> Told:
    press = next(reversed(world.presses.values()))
    return Told(_name(world, event) + Text(" ☞ ") + Text(f"[{press.label}]", BUTTON))


def _toast(world: World, event: Event) -> Told | None:
    toast = world.toasts[-1]
    if not toast.text:
        return None
    return Told(Text("→ ") + _name(world, event) + Text(f" ⟪{toast.text}⟫", TOAST))


def _reaction(world: World, event: Event) -> Told:
    message = world.chat(event.chat).message(event.message)
    emoji = message.reactions.get(event.user, "–")
    return Told(_name(world, event) + Text(f" {emoji} ") + Text(f"↩ {_quote(message)}", QUOTE))


def _deletion(world: World, event: Event) -> Told:
    return Told(Text(f"✕ {event.message}", QUOTE))


def _file(message: Message) -> Iterator[Text]:
    if message.file:
        size = message.file.size
        told = f"{size / KILO:.1f} KB" if size >= KILO else f"{size} B"
        yield Text(f"📎 {message.file.name} ({told})", TOAST)


def _rows(keyboard: Keyboard) -> tuple[Text, ...]:
    return tuple(
        Text(" ").join(Text(f"[{button.label}]", BUTTON) for button in row) for row in keyboard
    )


def _changes(before: Content, after: Content) -> Iterator[Text]:
    """The lines that came; what went is told by what stood there before."""
    old, new = before.text.splitlines(), after.text.splitlines()
    for what, *_, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield from (Text(f"+ {line}", "green") for line in new[start:stop] if line)


def _quote(message: Message) -> str:
    line = message.text.partition("\n")[0] or (message.file.name if message.file else "")
    return line if len(line) <= QUOTED else line[: QUOTED - 1] + "…"


TELLERS: Mapping[str, Callable[[World, Event], Told | None]] = {
    "message": _message,
    "edit": _edit,
    "press": _press,
    "toast": _toast,
    "reaction": _reaction,
    "delete": _deletion,
}
