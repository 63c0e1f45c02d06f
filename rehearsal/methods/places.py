"""Chats, who is in them, and topics."""

from rehearsal.chats import Chat, Kind, Member, Status, Topic
from rehearsal.errors import bad
from rehearsal.groups import open_topic
from rehearsal.hearing import change_member
from rehearsal.methods.access import Access, chat_of, check_right
from rehearsal.params import Params
from rehearsal.wire import JSON, chat_json, member_json, message_json
from rehearsal.world import World

NO_TOPICS = "not enough rights to manage topics"


def get_chat(world: World, params: Params) -> JSON:
    """getChat"""
    chat = chat_of(world, params, Access.READ)
    body = chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.pinned:
        pinned = chat.messages[chat.pinned[-1]]
        body["pinned_message"] = message_json(world, pinned, nested=True)
    return body


def get_chat_member(world: World, params: Params) -> JSON:
    """getChatMember"""
    chat = chat_of(world, params, Access.READ)
    user = world.users.get(params.number("user_id") or 0)
    if user is None:
        raise bad("invalid user_id specified")
    return member_json(user, chat.member(user.id))


def get_chat_administrators(world: World, params: Params) -> list[JSON]:
    """getChatAdministrators: without other bots"""
    chat = chat_of(world, params, Access.READ)
    if chat.kind is Kind.PRIVATE:
        raise bad("there are no administrators in the private chat")
    admins = [(world.user(id), member) for id, member in chat.members.items() if member.is_admin]
    return [member_json(user, member) for user, member in admins]


def get_chat_member_count(world: World, params: Params) -> int:
    """getChatMemberCount"""
    return len(world.inside(chat_of(world, params, Access.READ).id))


def leave_chat(world: World, params: Params) -> bool:
    """leaveChat"""
    chat = chat_of(world, params, Access.EDIT)
    if chat.kind is Kind.PRIVATE:
        raise bad("chat member status can't be changed in private chats")
    change_member(world, chat, world.bot, world.bot, Member(Status.LEFT))
    return True


def create_forum_topic(world: World, params: Params) -> JSON:
    """createForumTopic"""
    chat = _forum(world, params)
    name = params.text("name")
    if not 0 < len(name) <= 128:
        raise bad("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_INVALID")
    topic = open_topic(world, chat, world.bot.id, name)
    return {"message_thread_id": topic.id, "name": name, "icon_color": 7322096}


def close_forum_topic(world: World, params: Params) -> bool:
    """closeForumTopic"""
    _topic(world, params).closed = True
    return True


def reopen_forum_topic(world: World, params: Params) -> bool:
    """reopenForumTopic"""
    topic = _topic(world, params)
    if not topic.closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = False
    return True


def _forum(world: World, params: Params) -> Chat:
    chat = chat_of(world, params, Access.WRITE)
    if not chat.forum:
        raise bad("the chat is not a forum")
    check_right(world, chat, "can_manage_topics", NO_TOPICS)
    return chat


def _topic(world: World, params: Params) -> Topic:
    topic = _forum(world, params).topics.get(params.number("message_thread_id") or 0)
    if topic is None:
        raise bad("message thread not found")
    return topic
