"""New messages of the bot."""

from typing import Any

from rehearsal.chats import Chat, Topic
from rehearsal.errors import bad
from rehearsal.messages import Content, Message
from rehearsal.methods.access import Access, chat_of, check_may_send, message_of
from rehearsal.methods.content import (
    caption_of,
    file_of,
    formatted,
    keyboard_of,
    other_markup,
    text_of,
)
from rehearsal.params import Params
from rehearsal.wire import JSON, message_json
from rehearsal.world import World


def send_message(world: World, params: Params) -> JSON:
    """sendMessage"""
    text, entities = text_of(world, params)
    content = Content(text, entities, keyboard_of(params))
    return message_json(world, _send(world, params, content, "text messages"))


def send_photo(world: World, params: Params) -> JSON:
    """sendPhoto"""
    return _send_file(world, params, "photo")


def send_document(world: World, params: Params) -> JSON:
    """sendDocument"""
    return _send_file(world, params, "document")


def _send_file(world: World, params: Params, kind: str) -> JSON:
    chat_of(world, params, Access.WRITE)
    text, entities = caption_of(world, params)
    keyboard = keyboard_of(params)
    content = Content(text, entities, keyboard, file_of(world, params, kind))
    return message_json(world, _send(world, params, content, f"{kind}s"))


def copy_message(world: World, params: Params) -> JSON:
    """copyMessage: the content anew, without its buttons unless new ones are given."""
    original = _original(world, params, "copy")
    text, entities = original.text, original.content.entities
    if params.text("caption") and original.file:
        text, entities = formatted(world, params, "caption", "caption_entities")
    content = Content(text, entities, keyboard_of(params), original.file)
    return {"message_id": _send(world, params, content, _kind_of(original)).id}


def forward_message(world: World, params: Params) -> JSON:
    """forwardMessage"""
    original = _original(world, params, "forward")
    content = Content(original.text, original.content.entities, (), original.file)
    sender = original.forwarded_from or original.sender
    sent = _send(world, params, content, _kind_of(original), forwarded_from=sender)
    return message_json(world, sent)


def _original(world: World, params: Params, to: str) -> Message:
    source = Params({**params.values, "chat_id": params.text("from_chat_id")})
    original = message_of(chat_of(world, source, Access.READ), params, to)
    if original.service is not None:
        raise bad(f"message can't be {'copied' if to == 'copy' else 'forwarded'}")
    return original


def _kind_of(message: Message) -> str:
    return f"{message.file.kind}s" if message.file else "text messages"


def send_chat_action(world: World, params: Params) -> bool:
    """sendChatAction"""
    chat_of(world, params, Access.WRITE)
    if not params.text("action"):
        raise bad("wrong parameter action in request")
    return True


def _send(world: World, params: Params, content: Content, what: str, **more: Any) -> Message:
    chat = chat_of(world, params, Access.WRITE)
    markup = other_markup(params)
    reply_to = _reply_to(chat, params)
    thread = _thread_of(world, chat, params, reply_to)
    check_may_send(world, chat, what)
    return world.post(
        chat,
        world.bot.id,
        content,
        reply_to=reply_to,
        thread=thread,
        silent=params.flag("disable_notification"),
        markup=markup,
        **more,
    )


def _reply_to(chat: Chat, params: Params) -> int | None:
    given = params.structure("reply_parameters", "reply parameters") or {}
    id = given.get("message_id") or params.number("reply_to_message_id")
    if not id or id in chat.messages:
        return id or None
    if given.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


def _thread_of(world: World, chat: Chat, params: Params, reply_to: int | None) -> int | None:
    """The topic the message goes to: the one asked for, or that of the message replied to."""
    asked = params.number("message_thread_id")
    thread = chat.thread_of(chat.messages[reply_to]) if reply_to else None
    if asked:
        if asked not in chat.topics and (chat.forum or asked not in chat.messages):
            raise bad("message thread not found")
        thread = asked
    topic = chat.topics.get(thread or 0)
    if topic and not _may_write(world, chat, topic):
        raise bad("TOPIC_CLOSED")
    return thread


def _may_write(world: World, chat: Chat, topic: Topic) -> bool:
    return not topic.closed or chat.member(world.bot.id).may("can_manage_topics")
