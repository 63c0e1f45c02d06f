"""Everything there is on this machine's Telegram: people, chats, files and what the bot did.

Set it up with `add_user` and `add_group`; read it with `messages`, `last`, `find`, `toasts` and
`calls`. Whoever wants to follow it live appends a function to `watchers`, or uses `watched` for a
while; it is called with an `Event` after every change and every call of the bot.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rehearsal.chats import INSIDE, RIGHTS, Chat, Kind, Member, Status, User
from rehearsal.clock import Clock
from rehearsal.messages import Content, File, Message
from rehearsal.params import Params
from rehearsal.polling import Updates

ANONYMOUS_ADMIN = 1087968824
CHANNEL_BOT = 136817688
MASKS = {ANONYMOUS_ADMIN: "Group", CHANNEL_BOT: "Channel"}


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: something to see ("message", "edit", "delete", "reaction", "pin", "press",
    "toast", "member") or only something the bot did ("call", "poll").

    `message` is a message's id, `user` whose doing or toast it is; 0 where there is none.
    """

    kind: str
    chat: int = 0
    message: int = 0
    user: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the bot and how it ended: `error` is Telegram's text, empty when it went well."""

    method: str
    params: Params
    at: datetime
    error: str = ""


@dataclass(slots=True)
class Press:
    """A press of a button, waiting for its answer; `label` is what the button said."""

    id: str
    chat: int
    message: int
    user: int
    label: str
    at: datetime
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """The bot's answer to a press; `text` may be empty."""

    press: str
    chat: int
    message: int
    user: int
    text: str
    alert: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are to be brought, and with which secret."""

    url: str
    secret: str


@dataclass(slots=True)
class World:
    """The state; what people do to it is in `people` and `groups`, what the bot may in `methods`.

    `reads_all` is the bot's privacy mode switched off.
    """

    clock: Clock
    bot: User
    reads_all: bool = False
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    paths: dict[str, File] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    toasts: list[Toast] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    watchers: list[Callable[[Event], None]] = field(default_factory=list)
    webhook: Webhook | None = None
    updates: Updates = field(init=False)

    def __post_init__(self) -> None:
        self.updates = Updates(self.clock, lambda: self.tell(Event("poll")))
        self.users[self.bot.id] = self.bot
        for id, name in MASKS.items():
            self.users[id] = User(id, name, is_bot=True)

    def add_user(
        self, id: int, name: str, language_code: str = "zh-hans", username: str = ""
    ) -> User:
        """A person with an account, who has not yet spoken to the bot."""
        user = self.users[id] = User(id, name, username, language_code)
        return user

    def add_group(
        self,
        id: int,
        title: str,
        members: Iterable[int] = (),
        *,
        supergroup: bool = True,
        forum: bool = False,
        bot_member: bool = True,
        bot_admin: bool = False,
    ) -> Chat:
        """A group that was there before; the first member made it. Nobody is told.

        Telegram's ids: -100... for a supergroup, any other negative one for a basic group.
        """
        if supergroup != str(id).startswith("-100") or id >= 0:
            raise ValueError(f"{id} is not the id of such a group")
        kind = Kind.SUPERGROUP if supergroup else Kind.GROUP
        chat = self.chats[id] = Chat(id, kind, title, forum)
        for n, user in enumerate(members):
            chat.members[self.user(user).id] = Member(Status.MEMBER if n else Status.CREATOR)
        if bot_admin:
            chat.members[self.bot.id] = Member(Status.ADMINISTRATOR, RIGHTS)
        elif bot_member:
            chat.members[self.bot.id] = Member()
        return chat

    def user(self, id: int) -> User:
        """Raises LookupError for somebody unknown."""
        if id not in self.users:
            raise LookupError(f"nobody has the id {id}")
        return self.users[id]

    def chat(self, id: int) -> Chat:
        """A chat; a person's private chat with the bot has the person's id. Raises LookupError."""
        if id in self.users and id not in self.chats:
            user = self.users[id]
            inside = {id: Member(), self.bot.id: Member()}
            self.chats[id] = Chat(id, Kind.PRIVATE, user.name, members=inside)
        if id not in self.chats:
            raise LookupError(f"no chat {id}")
        return self.chats[id]

    def messages(self, chat: int) -> list[Message]:
        """All messages of a chat that are still there, oldest first."""
        return list(self.chat(chat).messages.values())

    def last(self, chat: int) -> Message:
        """The newest message of a chat. Raises LookupError when there is none."""
        messages = self.chat(chat).messages
        if not messages:
            raise LookupError(f"nothing was said in {chat}")
        return messages[next(reversed(messages))]

    def find(self, chat: int, text: str) -> Message:
        """The newest message of a chat that contains this text. Raises LookupError."""
        for message in reversed(self.chat(chat).messages.values()):
            if text in message.text:
                return message
        raise LookupError(f"nobody said {text!r} in {chat}")

    def inside(self, chat: int) -> list[int]:
        """Who is in a chat, the bot included."""
        members = self.chat(chat).members
        return [user for user, member in members.items() if member.status in INSIDE]

    def post(self, chat: Chat, sender: int, content: Content, **more: Any) -> Message:
        """Put a message into a chat, with its next id; nobody is told yet but the watchers."""
        chat.last_id += 1
        message = Message(chat.last_id, chat.id, sender, self.clock(), content, **more)
        chat.messages[message.id] = message
        if self.user(sender).is_bot and message.as_chat is None and message.service is None:
            chat.last_bot = sender
        self.tell(Event("message", chat.id, message.id, sender))
        return message

    def store(self, kind: str, content: bytes, name: str, mime: str, size: int | None) -> File:
        """Keep an upload; the same content has the same unique id."""
        n = len(self.files)
        unique = hashlib.sha256(content).hexdigest()[:16]
        ending = name.rpartition(".")[2] if "." in name else "bin"
        ending = "jpg" if kind == "photo" else "".join(filter(str.isalnum, ending)) or "bin"
        path = f"{kind}s/file_{n}.{ending}"
        id = f"{kind}-{n}-{unique}"
        size = len(content) if size is None else size
        file = File(id, unique, kind, name, mime, content, size, path)
        self.files[id] = self.paths[path] = file
        return file

    @contextmanager
    def watched(self, by: Callable[[Event], None]) -> Iterator[None]:
        """Let somebody watch until the block is left."""
        self.watchers.append(by)
        try:
            yield
        finally:
            self.watchers.remove(by)

    def tell(self, event: Event) -> None:
        """Let the watchers know."""
        for watcher in tuple(self.watchers):
            watcher(event)
