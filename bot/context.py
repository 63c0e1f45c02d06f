"""What handlers reach through `context.deps`, instead of globals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self, cast

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from bot.clock import Clock
from bot.config import Settings
from bot.inbox import Work
from bot.sending import Telegraph
from bot.strangers import Guests
from plan.calendar import local_day
from plan.lanes import Lane
from plan.rules import Rules
from render.texts import Texts
from storage.chats import Chat
from storage.engine import Sessions
from storage.posts import Post


@dataclass(frozen=True, slots=True)
class Deps:
    """Everything a handler needs beside the update; `ring` wakes what sends."""

    sessions: Sessions
    clock: Clock
    telegraph: Telegraph
    texts: Mapping[str, Texts]
    settings: Settings
    rules: Rules
    ring: Callable[[], None]
    guests: Guests

    def words(self, chat: Chat | Post | None) -> Texts:
        """The catalogue of the language of a chat, or of a post's chat, or of the default."""
        language = chat.language if chat else None
        return self.texts[language or self.settings.language.default]

    def today(self, now: datetime) -> date:
        return local_day(now, self.rules.hours.zone)


class Context(CallbackContext[ExtBot[Lane], dict[Any, Any], dict[Any, Any], dict[str, Any]]):
    """The context of every handler. Persistence is not used, so `bot_data` is never copied.

    `work` is the attempt at the update in hand; the first transaction of `deps.sessions` marks it.
    """

    work: Work | None = None

    @property
    def deps(self) -> Deps:
        deps = cast(Deps, self.bot_data["deps"])
        if self.work is None:
            return deps
        return replace(deps, sessions=deps.sessions.ending_with(self.work.mark))

    @classmethod
    def from_update(cls, update: object, application: Any) -> Self:
        """The context of an update, which knows the attempt at it."""
        made = super().from_update(update, application)
        if isinstance(update, Update):
            made.work = made.bot_data["in_hand"].get(update.update_id)
        return made
