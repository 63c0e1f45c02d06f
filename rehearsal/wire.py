"""The world's objects as the Bot API writes them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rehearsal.chats import RIGHTS, Chat, Kind, Member, Status, User
from rehearsal.entities import Entity
from rehearsal.messages import Button, Content, File, Keyboard, Message
from rehearsal.world import World

JSON = dict[str, Any]
WIDTHS = (90, 800)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def seconds(instant: datetime) -> int:
    """An instant as Telegram's `date`."""
    return int(instant.timestamp())


def user_json(user: User) -> JSON:
    known = {"username": user.username, "language_code": user.language_code}
    return {
        "id": user.id,
        "is_bot": user.is_bot,
        "first_name": user.name,
        **{name: value for name, value in known.items() if value},
    }


def chat_json(chat: Chat) -> JSON:
    if chat.kind is Kind.PRIVATE:
        return {"id": chat.id, "type": chat.kind, "first_name": chat.title}
    forum = {"is_forum": True} if chat.forum else {}
    return {"id": chat.id, "type": chat.kind, "title": chat.title, **forum}


def member_json(user: User, member: Member) -> JSON:
    """A ChatMember with the fields its status asks for."""
    body: JSON = {"user": user_json(user), "status": member.status}
    match member.status:
        case Status.CREATOR:
            body |= {"is_anonymous": False}
        case Status.ADMINISTRATOR:
            rights = {right: right in member.rights for right in RIGHTS}
            body |= {"can_be_edited": False, "is_anonymous": False, **rights}
        case Status.RESTRICTED:
            body |= {"is_member": True, "until_date": 0, **dict.fromkeys(PERMISSIONS, False)}
        case Status.KICKED:
            body |= {"until_date": 0}
    return body


def message_json(world: World, message: Message, *, nested: bool = False) -> JSON:
    """A Message; the one it replies to is inside, one level deep, as Telegram does it."""
    chat = world.chat(message.chat)
    body: JSON = {
        "message_id": message.id,
        "date": seconds(message.at),
        "chat": chat_json(chat),
        "from": user_json(world.user(message.sender)),
    }
    if message.as_chat is not None:
        body["sender_chat"] = chat_json(world.chat(message.as_chat))
    if message.edited_at:
        body["edit_date"] = seconds(message.edited_at)
    if message.album:
        body["media_group_id"] = message.album
    if message.forwarded_from:
        body["forward_origin"] = {
            "type": "user",
            "date": seconds(message.at),
            "sender_user": user_json(world.user(message.forwarded_from)),
        }
    body |= _thread(chat, message) | content_json(world, message.content)
    if message.reply_to in chat.messages and not nested:
        replied = chat.messages[message.reply_to]
        body["reply_to_message"] = message_json(world, replied, nested=True)
    return body | _service(world, message)


def _thread(chat: Chat, message: Message) -> JSON:
    """A topic's id, or, in a supergroup without topics, the id of the first message replied to."""
    if message.thread is None:
        return {}
    topic = {"is_topic_message": True} if message.thread in chat.topics else {}
    return {"message_thread_id": message.thread, **topic}


def content_json(world: World, content: Content) -> JSON:
    """Text or file with caption, entities and inline keyboard."""
    text, entities = ("caption", "caption_entities") if content.file else ("text", "entities")
    body: JSON = {}
    if content.file:
        body |= file_json(content.file)
    if content.text:
        body[text] = content.text
    if content.entities:
        body[entities] = [entity_json(world, entity) for entity in content.entities]
    if content.keyboard:
        body["reply_markup"] = keyboard_json(content.keyboard)
    return body


def entity_json(world: World, entity: Entity) -> JSON:
    body: JSON = {"type": entity.kind, "offset": entity.offset, "length": entity.length}
    if entity.url:
        body["url"] = entity.url
    if entity.user:
        body["user"] = user_json(world.user(entity.user))
    if entity.language:
        body["language"] = entity.language
    return body


def keyboard_json(keyboard: Keyboard) -> JSON:
    return {"inline_keyboard": [[_button_json(button) for button in row] for row in keyboard]}


def _button_json(button: Button) -> JSON:
    action = {"url": button.url} if button.url else {"callback_data": button.data}
    return {"text": button.label, **action, **button.more}


def file_json(file: File) -> JSON:
    """A document, or a photo in its sizes; the last one is the file itself."""
    base = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size}
    if file.kind == "document":
        return {"document": {**base, "file_name": file.name, "mime_type": file.mime}}
    small = {**base, "file_unique_id": file.unique_id + "s", "file_size": min(file.size, 1200)}
    sizes = zip((small, base), WIDTHS, strict=True)
    return {"photo": [{**size, "width": wide, "height": wide * 3 // 4} for size, wide in sizes]}


def _service(world: World, message: Message) -> JSON:
    """Fields of a service message; people stand in them by id."""
    service = dict(message.service or {})
    if "new_chat_members" in service:
        service["new_chat_members"] = _users(world, service["new_chat_members"])
    if "left_chat_member" in service:
        service["left_chat_member"] = user_json(world.user(service["left_chat_member"]))
    if "pinned_message" in service:
        pinned = world.chat(message.chat).messages.get(service["pinned_message"])
        service["pinned_message"] = message_json(world, pinned, nested=True) if pinned else None
    return {name: value for name, value in service.items() if value is not None}


def _users(world: World, ids: Sequence[int]) -> list[JSON]:
    return [user_json(world.user(id)) for id in ids]
