"""Whom and what a call means, and whether the bot may: refusals in Telegram's words and order."""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from rehearsal.chats import Chat, Kind, Status
from rehearsal.errors import ApiError, bad, forbidden
from rehearsal.messages import Message
from rehearsal.params import Params
from rehearsal.world import World

Method = Callable[[World, Params], Any]


class Access(IntEnum):
    """What a call wants of a chat."""

    READ = 1
    EDIT = 2
    WRITE = 3


def chat_of(world: World, params: Params, access: Access) -> Chat:
    """The chat the call is about. Raises ApiError when the bot may not do that there."""
    if not params.text("chat_id"):
        raise bad("chat_id is empty")
    id = params.number("chat_id")
    if id is None or (id not in world.chats and id not in world.users):
        raise bad("chat not found")
    chat = world.chat(id)
    if chat.kind is Kind.PRIVATE:
        _check_person(world, chat, access)
    else:
        _check_group(world, chat, access)
    return chat


def _check_person(world: World, chat: Chat, access: Access) -> None:
    user = world.user(chat.id)
    if access is Access.READ:
        return
    if user.deactivated:
        raise forbidden("user is deactivated")
    if user.is_bot:
        raise forbidden("bot can't send messages to bots")
    if access is not Access.WRITE:
        return
    if user.blocked:
        raise forbidden("bot was blocked by the user")
    if not user.started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_group(world: World, chat: Chat, access: Access) -> None:
    me = chat.member(world.bot.id)
    if chat.moved_to is not None:
        if access is Access.WRITE:
            why = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, why, migrate_to_chat_id=chat.moved_to)
        return
    if chat.deleted and access is Access.WRITE:
        raise forbidden("the group chat was deleted")
    if chat.kind is Kind.GROUP and access is Access.READ:
        return
    if me.status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if not me.inside:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def check_may_send(world: World, chat: Chat, what: str) -> None:
    """Whether a restriction keeps the bot from sending `what` ("text messages", "photos", ...)."""
    if chat.member(world.bot.id).status is Status.RESTRICTED:
        raise bad(f"not enough rights to send {what} to the chat")


def check_right(world: World, chat: Chat, right: str, why: str) -> None:
    """Whether the bot has an administrator's right; in private everybody has every right."""
    if chat.kind is not Kind.PRIVATE and not chat.member(world.bot.id).may(right):
        raise bad(why)


def message_of(chat: Chat, params: Params, to: str, name: str = "message_id") -> Message:
    """The message the call is about; `to` is what is to be done with it, as Telegram names it."""
    id = params.number(name)
    if not id:
        raise bad("message identifier is not specified")
    if id not in chat.messages:
        raise bad(f"message to {to} not found")
    return chat.messages[id]
