"""A press on one of the bot's buttons, resolved in the database before anything happens."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import CallbackQuery

from bot.access import Actor
from bot.context import Deps
from render.message import Message
from render.texts import Texts
from storage.cards import Place
from storage.chats import Chat
from storage.posts import Post
from storage.reports import Source

# Ids and pages: no sign, and nothing a database column cannot hold.
NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Press:
    """Who pressed what: `verb` and `args` of the button under `post`, in `chat`.

    `places` are the lines of the card it belongs to.
    """

    id: str
    post: Post
    verb: str
    args: tuple[str, ...]
    actor: Actor
    chat: Chat
    message: int
    texts: Texts
    now: datetime
    places: Sequence[Place] = ()

    @property
    def place(self) -> Place:
        """The line a press is about, its first argument. Raises KeyError when there is none."""
        return {place.n: place for place in self.places}[self.number()]

    @property
    def source(self) -> Source:
        """The press as the source of a report: a redelivered one has the same id."""
        actor = self.actor
        return Source(
            f"p{self.id}", self.chat.telegram, self.message, actor.user, actor.name, self.now
        )

    def number(self, at: int = 0) -> int:
        """The argument at a position as a number. Raises ValueError for what no button carries."""
        text = self.args[at] if at < len(self.args) else ""
        if not NUMBER.fullmatch(text):
            raise ValueError(f"a press on {self.verb} without its number")
        return int(text)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a press leads to once stored.

    `edit` is what its message becomes, or `page` draws that, from what is stored by then; `ask` is
    a question that becomes the post `asked`; `unmark` is a message that loses our reaction.
    """

    toast: str = ""
    edit: Message | None = None
    ask: Message | None = None
    asked: Post | None = None
    alert: bool = False
    page: Callable[[AsyncSession], Awaitable[Message]] | None = None
    unmark: int | None = None


Handler = Callable[[AsyncSession, Deps, Press], Awaitable[Effect]]


def message_of(query: CallbackQuery) -> int:
    """The number of the message a button stood under; 0 when Telegram no longer tells."""
    return query.message.message_id if query.message else 0
