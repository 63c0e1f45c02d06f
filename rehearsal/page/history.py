"""A stretch of a chat's history: the newest messages, or those before, after or around one."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from rehearsal.chats import Chat
from rehearsal.messages import Message

LENGTH = 50


@dataclass(frozen=True, slots=True)
class Stretch:
    """Messages in their order, and whether there are older and newer ones."""

    messages: list[Message]
    older: bool
    newer: bool


def newest(chat: Chat, length: int = LENGTH) -> Stretch:
    """The end of the history."""
    return _cut(chat, len(chat.messages) - length, len(chat.messages))


def before(chat: Chat, id: int, length: int = LENGTH) -> Stretch:
    """What was said before a message, which need not be there any more."""
    end = bisect_left(list(chat.messages), id)
    return _cut(chat, end - length, end)


def after(chat: Chat, id: int, length: int = LENGTH) -> Stretch:
    """What was said after a message, which need not be there any more."""
    start = bisect_right(list(chat.messages), id)
    return _cut(chat, start, start + length)


def around(chat: Chat, id: int, length: int = LENGTH) -> Stretch:
    """A message with what was said before and after it."""
    at = bisect_left(list(chat.messages), id)
    return _cut(chat, at - length // 2, at + length // 2)


def _cut(chat: Chat, start: int, end: int) -> Stretch:
    start, size = max(start, 0), len(chat.messages)
    return Stretch(list(chat.messages.values())[start:end], start > 0, end < size)
