"""What reaches the bot: Telegram's privacy mode, and the updates that come of it."""

import re

from rehearsal.chats import Chat, Kind, Member, User
from rehearsal.messages import Message
from rehearsal.wire import JSON, chat_json, member_json, message_json, seconds, user_json
from rehearsal.world import Event, World

COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@(\w+))?", re.ASCII)


def hears(world: World, chat: Chat, message: Message) -> bool:
    """Whether the bot is sent this message.

    In private always. In a group it must be inside; with privacy mode on it then gets service
    messages, replies to its own messages, commands that name it, and commands that name nobody
    while it was the last bot to speak. An administrator gets everything but other bots' talk.
    """
    if chat.kind is Kind.PRIVATE:
        return True
    if not chat.member(world.bot.id).inside:
        return False
    sender = world.user(message.sender)
    if sender.is_bot and message.as_chat is None and message.service is None:
        return False
    if world.reads_all or chat.member(world.bot.id).is_admin or message.service is not None:
        return True
    return _replies_to_bot(world, chat, message) or _is_command(world, chat, message)


def _replies_to_bot(world: World, chat: Chat, message: Message) -> bool:
    replied = chat.messages.get(message.reply_to or 0)
    return replied is not None and replied.sender == world.bot.id


def _is_command(world: World, chat: Chat, message: Message) -> bool:
    command = COMMAND.match(message.text)
    if command is None:
        return False
    if command[1]:
        return command[1].lower() == world.bot.username.lower()
    return chat.last_bot == world.bot.id


def deliver(world: World, message: Message, kind: str = "message") -> int | None:
    """Queue the message as an update if the bot hears it; returns the update's id."""
    if not hears(world, world.chat(message.chat), message):
        return None
    return world.updates.put(kind, message_json(world, message))


def change_member(world: World, chat: Chat, by: User, user: User, new: Member) -> None:
    """Change somebody's standing and tell the bot: always of itself, of others as an admin."""
    old = chat.member(user.id)
    chat.members[user.id] = new
    world.tell(Event("member", chat.id, 0, user.id))
    body: JSON = {
        "chat": chat_json(chat),
        "from": user_json(by),
        "date": seconds(world.clock()),
        "old_chat_member": member_json(user, old),
        "new_chat_member": member_json(user, new),
    }
    if user.id == world.bot.id:
        world.updates.put("my_chat_member", body)
    elif chat.member(world.bot.id).is_admin:
        world.updates.put("chat_member", body)
