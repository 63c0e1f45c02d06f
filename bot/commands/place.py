"""Where and by whom a command was written."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message
from telegram.constants import ChatType

from bot.access import COMMANDS, Actor, actor_of, denial
from bot.context import Deps
from bot.topics import topic_of
from render.notices import Toast
from render.texts import Texts
from storage.chats import Chat, ensure_chat


@dataclass(frozen=True, slots=True)
class Place:
    """A command's chat and author, with the words of the chat."""

    chat: Chat
    actor: Actor
    texts: Texts
    now: datetime
    private: bool

    def refusal(self, command: str) -> Toast | None:
        """Why the command is refused to its author here; None when it is not."""
        need, private = COMMANDS[command], self.private
        why = denial(need, self.actor, private=private, for_office=self.for_office)
        return Toast(why) if why else None

    @property
    def who(self) -> int:
        """The author as strangers are told apart: the chat of somebody who hides."""
        return self.actor.user or self.chat.telegram

    @property
    def for_office(self) -> bool:
        """Whether what is said here is read by the office alone."""
        return self.private or self.chat.is_office


async def place_of(session: AsyncSession, deps: Deps, message: Message) -> Place:
    """The place of a message that is answered; its chat becomes known if it was not."""
    now, topic = deps.clock(), topic_of(message)
    chat = await ensure_chat(session, message.chat.id, message.chat.title or "", now, topic)
    actor = await actor_of(session, message.from_user, deps.settings.office, message.sender_chat)
    private = message.chat.type == ChatType.PRIVATE
    place = Place(chat, actor, deps.words(chat), now, private)
    if actor.is_stranger:
        deps.guests.answers.add(place.who, now)
    return place
