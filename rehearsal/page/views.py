"""The world as the page is told of it: plain JSON values, nothing rendered."""

from collections.abc import Sequence
from typing import Any

from rehearsal.chats import Chat, Kind, Member, User
from rehearsal.entities import Entity
from rehearsal.messages import Button, File, Message
from rehearsal.page.cast import Place, Player, Section
from rehearsal.page.theatre import Theatre
from rehearsal.wire import seconds
from rehearsal.world import MASKS

JSON = dict[str, Any]
QUOTED = 120
PRIVATE = Place(Section.PRIVATE)
# Telegram's fields of service messages, and what the page calls them.
SERVICES = {
    "new_chat_members": "joined",
    "left_chat_member": "left",
    "pinned_message": "pinned",
    "migrate_to_chat_id": "upgraded",
    "migrate_from_chat_id": "upgraded",
    "new_chat_title": "renamed",
    "forum_topic_created": "topic",
}


def people_view(theatre: Theatre) -> list[JSON]:
    """Everybody there is: the players first, in their order, then the bots' masks aside."""
    players = theatre.cast.by_user()
    known = [theatre.world.user(user) for user in players]
    others = [user for id, user in theatre.world.users.items() if id not in players]
    everybody = [user for user in [*known, *others] if user.id not in MASKS]
    return [_person(user, players.get(user.id)) for user in everybody]


def _person(user: User, player: Player | None) -> JSON:
    return {
        "id": user.id,
        "name": user.name,
        "bot": user.is_bot,
        "part": player.part if player else None,
        "unit": player.unit if player else "",
    }


def chats_view(theatre: Theatre) -> list[JSON]:
    """Every chat that can be opened: groups that moved are shown under their new id only."""
    shown = [chat for chat in theatre.world.chats.values() if is_listed(theatre, chat)]
    return [chat_view(theatre, chat) for chat in shown]


def is_listed(theatre: Theatre, chat: Chat) -> bool:
    """Whether a chat stands in the list; a private one only once something was said in it."""
    if chat.kind is Kind.CHANNEL or chat.moved_to is not None:
        return False
    return chat.id in theatre.cast.places or chat.is_group or bool(chat.messages)


def chat_view(theatre: Theatre, chat: Chat) -> JSON:
    """A chat as the list and the head of the conversation theatre it."""
    place = theatre.cast.places.get(chat.id, PRIVATE)
    last = next(reversed(chat.messages.values()), None)
    return {
        "id": chat.id,
        "title": chat.title,
        "section": place.section,
        "unit": place.unit,
        "kind": chat.kind,
        "deleted": chat.deleted,
        "members": [_member(user, m) for user, m in chat.members.items() if m.inside],
        "bot": chat.member(theatre.world.bot.id).status,
        "pinned": [_quote(theatre, chat, id) for id in chat.pinned if id in chat.messages],
        "last": last and brief(theatre, last),
    }


def _member(user: int, member: Member) -> JSON:
    return {"id": user, "admin": member.is_admin}


def brief(theatre: Theatre, message: Message) -> JSON:
    """A message as one line of the list of chats."""
    return {
        "id": message.id,
        "at": seconds(message.at),
        "sender": message.sender,
        "name": _name(theatre, message),
        "text": message.text[:QUOTED],
        "file": message.file.kind if message.file else None,
        "service": _service(theatre, message),
    }


def message_view(theatre: Theatre, message: Message, rev: int) -> JSON:
    """A message with all that is shown of it; of two views the one with the higher `rev` holds."""
    chat, content = theatre.world.chat(message.chat), message.content
    return {
        "id": message.id,
        "chat": message.chat,
        "rev": rev,
        "at": seconds(message.at),
        "edited": message.edited_at is not None and message.service is None,
        "sender": message.sender,
        "name": _name(theatre, message),
        "bot": message.sender == theatre.world.bot.id,
        "anonymous": message.as_chat is not None,
        "silent": message.silent,
        "ask": bool(message.markup and message.markup.get("force_reply")),
        "text": content.text,
        "entities": [_entity(entity) for entity in content.entities],
        "keyboard": [[_button(button) for button in row] for row in content.keyboard],
        "file": _file(content.file) if content.file else None,
        "reply": _quote(theatre, chat, message.reply_to) if message.reply_to else None,
        "topic": _topic(chat, message),
        "service": _service(theatre, message),
        "reactions": _reactions(message),
        "pinned": message.pinned,
    }


def messages_view(theatre: Theatre, messages: Sequence[Message], rev: int) -> list[JSON]:
    return [message_view(theatre, message, rev) for message in messages]


def _name(theatre: Theatre, message: Message) -> str:
    if message.as_chat is not None:
        return theatre.world.chat(message.as_chat).title
    return theatre.world.user(message.sender).name


def _entity(entity: Entity) -> JSON:
    return {
        "kind": entity.kind,
        "offset": entity.offset,
        "length": entity.length,
        "url": entity.url,
        "user": entity.user,
    }


def _button(button: Button) -> JSON:
    style = button.more.get("style", "")
    return {"label": button.label, "data": button.data, "url": button.url, "style": style}


def _file(file: File) -> JSON:
    return {"id": file.id, "kind": file.kind, "name": file.name, "size": file.size}


def _quote(theatre: Theatre, chat: Chat, id: int) -> JSON:
    """What a reply or the bar of pinned messages shows of a message, gone or not."""
    message = chat.messages.get(id)
    if message is None:
        return {"id": id, "gone": True, "name": "", "text": "", "file": None}
    file = message.file.kind if message.file else None
    text = message.text[:QUOTED]
    return {"id": id, "gone": False, "name": _name(theatre, message), "text": text, "file": file}


def _service(theatre: Theatre, message: Message) -> JSON | None:
    if message.service is None:
        return None
    field = next((name for name in message.service if name in SERVICES), "")
    value = message.service.get(field)
    users: list[int] = value if isinstance(value, list) else []
    if field == "left_chat_member":
        users = [message.service[field]]
    title = value["name"] if isinstance(value, dict) else value
    return {
        "kind": SERVICES.get(field, "other"),
        "users": [theatre.world.user(user).name for user in users],
        "title": title if isinstance(title, str) else "",
        "message": value if field == "pinned_message" else None,
    }


def _topic(chat: Chat, message: Message) -> JSON | None:
    """The topic of a forum a message stands in."""
    topic = chat.topics.get(message.thread or 0)
    return {"id": topic.id, "name": topic.name} if topic else None


def _reactions(message: Message) -> list[JSON]:
    """Each emoji with who put it, in the order they came."""
    by_emoji: dict[str, list[int]] = {}
    for user, emoji in message.reactions.items():
        by_emoji.setdefault(emoji, []).append(user)
    return [{"emoji": emoji, "users": users} for emoji, users in by_emoji.items()]
