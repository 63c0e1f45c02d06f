"""Changes to the bot's own messages."""

from datetime import timedelta
from typing import Any

from rehearsal.chats import Chat
from rehearsal.errors import bad
from rehearsal.groups import announce
from rehearsal.messages import Content, Message
from rehearsal.methods.access import Access, chat_of, check_right, message_of
from rehearsal.methods.content import caption_of, keyboard_of, text_of
from rehearsal.params import Params
from rehearsal.wire import JSON, message_json
from rehearsal.world import Event, World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE = timedelta(hours=48)


def edit_message_text(world: World, params: Params) -> JSON:
    """editMessageText"""
    text, entities = text_of(world, params, "MESSAGE_TOO_LONG")
    keyboard = keyboard_of(params)
    message = _own(world, params)
    if message.file:
        raise bad("there is no text in the message to edit")
    return _edit(world, message, text=text, entities=entities, keyboard=keyboard)


def edit_message_caption(world: World, params: Params) -> JSON:
    """editMessageCaption"""
    text, entities = caption_of(world, params, "MEDIA_CAPTION_TOO_LONG")
    keyboard = keyboard_of(params)
    message = _own(world, params)
    if not message.file:
        raise bad("there is no caption in the message to edit")
    return _edit(world, message, text=text, entities=entities, keyboard=keyboard)


def edit_message_reply_markup(world: World, params: Params) -> JSON:
    """editMessageReplyMarkup"""
    keyboard = keyboard_of(params)
    return _edit(world, _own(world, params), keyboard=keyboard)


def _own(world: World, params: Params) -> Message:
    chat = chat_of(world, params, Access.EDIT)
    message = message_of(chat, params, "edit")
    if message.sender != world.bot.id or message.forwarded_from or message.service is not None:
        raise bad("message can't be edited")
    if chat.moved_to is not None or chat.deleted:
        raise bad("message can't be edited")
    return message


def _edit(world: World, message: Message, **changes: Any) -> JSON:
    """Replace content and buttons: buttons that are not given again are gone."""
    before = message.content
    after = Content(
        **{"text": before.text, "entities": before.entities, **changes}, file=before.file
    )
    if after == before:
        raise bad(NOT_MODIFIED)
    message.replace(world.clock(), **changes)
    world.tell(Event("edit", message.chat, message.id, world.bot.id))
    return message_json(world, message)


def delete_message(world: World, params: Params) -> bool:
    """deleteMessage"""
    chat = chat_of(world, params, Access.EDIT)
    _delete(world, chat, message_of(chat, params, "delete"))
    return True


def delete_messages(world: World, params: Params) -> bool:
    """deleteMessages; those that are not there are passed over."""
    chat = chat_of(world, params, Access.EDIT)
    ids = params.structure("message_ids", "message identifiers") or []
    for id in ids:
        if id in chat.messages:
            _delete(world, chat, chat.messages[id])
    return True


def _delete(world: World, chat: Chat, message: Message) -> None:
    may_all = chat.is_group and chat.member(world.bot.id).may("can_delete_messages")
    is_fresh = world.clock() - message.at < DELETABLE
    is_own = message.sender == world.bot.id or not chat.is_group
    if not may_all and not (is_own and is_fresh):
        raise bad("message can't be deleted")
    del chat.messages[message.id]
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    world.tell(Event("delete", chat.id, message.id, world.bot.id))


def pin_chat_message(world: World, params: Params) -> bool:
    """pinChatMessage; a service message tells the chat."""
    chat, message = _to_pin(world, params, "pin")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        _mark(world, chat, message, True)
        announce(world, chat, world.bot.id, pinned_message=message.id)
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    """unpinChatMessage: a given message, or the one pinned last."""
    if not params.text("message_id"):
        chat = chat_of(world, params, Access.WRITE)
        params = Params({**params.values, "message_id": chat.pinned[-1] if chat.pinned else 0})
    chat, message = _to_pin(world, params, "unpin")
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
        _mark(world, chat, message, False)
    return True


def _to_pin(world: World, params: Params, to: str) -> tuple[Chat, Message]:
    chat = chat_of(world, params, Access.WRITE)
    message = message_of(chat, params, to)
    why = "not enough rights to manage pinned messages in the chat"
    check_right(world, chat, "can_pin_messages", why)
    return chat, message


def _mark(world: World, chat: Chat, message: Message, pinned: bool) -> None:
    message.pinned = pinned
    world.tell(Event("pin", chat.id, message.id, world.bot.id))
