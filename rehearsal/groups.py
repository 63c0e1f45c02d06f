"""How groups change: the bot comes, goes and gets rights, people leave, the group is upgraded.

Everything is done at once and only queues updates for the bot.
"""

from typing import Any

from rehearsal.chats import RIGHTS, Chat, Kind, Member, Status, Topic
from rehearsal.hearing import change_member, deliver
from rehearsal.messages import Content, Message
from rehearsal.people import People
from rehearsal.world import World


class Groups:
    """The groups of a world, as their administrators change them."""

    def __init__(self, world: World, people: People) -> None:
        self.world = world
        self.people = people

    def add_bot(self, chat: int, by: int, payload: str | None = None) -> None:
        """Bring the bot into the group; through a startgroup link its client says so at once."""
        bot = self.world.bot
        self._change(chat, by, bot.id, Member())
        self._announce(chat, by, new_chat_members=[bot.id])
        if payload is not None:
            self.people.say(chat, by, f"/start@{bot.username} {payload}".strip())

    def remove_bot(self, chat: int, by: int) -> None:
        """Throw the bot out."""
        self._change(chat, by, self.world.bot.id, Member(Status.KICKED))

    def promote_bot(self, chat: int, by: int, rights: frozenset[str] = RIGHTS) -> None:
        """Make the bot an administrator with these rights."""
        self._change(chat, by, self.world.bot.id, Member(Status.ADMINISTRATOR, rights))

    def demote_bot(self, chat: int, by: int) -> None:
        """Make the bot a plain member again, whatever it was."""
        self._change(chat, by, self.world.bot.id, Member())

    def restrict_bot(self, chat: int, by: int) -> None:
        """Let the bot stay but say nothing."""
        self._change(chat, by, self.world.bot.id, Member(Status.RESTRICTED))

    def join(self, chat: int, user: int) -> None:
        """Somebody comes into the group."""
        self._change(chat, user, user, Member())
        self._announce(chat, user, new_chat_members=[user])

    def leave(self, chat: int, user: int) -> None:
        """Somebody leaves the group."""
        self._change(chat, user, user, Member(Status.LEFT))
        self._announce(chat, user, left_chat_member=user)

    def expel(self, chat: int, user: int, by: int) -> None:
        """Somebody is thrown out of the group."""
        self._change(chat, by, user, Member(Status.KICKED))
        self._announce(chat, by, left_chat_member=user)

    def upgrade(self, chat: int) -> int:
        """Turn a basic group into a supergroup; returns the new id. The old one is dead."""
        old = self.world.chat(chat)
        if old.kind is not Kind.GROUP or old.moved_to:
            raise LookupError(f"{old.title} is no basic group")
        by = next(user for user, member in old.members.items() if member.is_admin)
        id = int(f"-100{abs(chat) + 5_000_000_000}")
        new = self.world.add_group(id, old.title, bot_member=False)
        new.members = dict(old.members)
        old.moved_to = id
        self._announce(chat, by, migrate_to_chat_id=id)
        self._announce(id, by, migrate_from_chat_id=chat)
        return id

    def delete(self, chat: int) -> None:
        """Delete the whole group."""
        self.world.chat(chat).deleted = True

    def rename(self, chat: int, by: int, title: str) -> None:
        """Give the group another title."""
        self.world.chat(chat).title = title
        self._announce(chat, by, new_chat_title=title)

    def add_topic(self, chat: int, by: int, name: str) -> int:
        """Open a topic in a forum; returns its id."""
        return open_topic(self.world, self.world.chat(chat), by, name).id

    def close_topic(self, chat: int, topic: int) -> None:
        """Close a topic: only administrators may write there."""
        self.world.chat(chat).topics[topic].closed = True

    def delete_topic(self, chat: int, topic: int) -> None:
        """Delete a topic with what was said in it."""
        place = self.world.chat(chat)
        del place.topics[topic]
        place.messages = {id: m for id, m in place.messages.items() if m.thread != topic}

    def _change(self, chat: int, by: int, user: int, member: Member) -> None:
        world = self.world
        change_member(world, world.chat(chat), world.user(by), world.user(user), member)

    def _announce(self, chat: int, by: int, **service: Any) -> Message:
        return announce(self.world, self.world.chat(chat), by, **service)


def announce(world: World, chat: Chat, by: int, **service: Any) -> Message:
    """Post a service message and deliver it."""
    message = world.post(chat, by, Content(), service=service)
    deliver(world, message)
    return message


def open_topic(world: World, chat: Chat, by: int, name: str) -> Topic:
    """Open a topic with the service message that carries its id."""
    topic = Topic(chat.last_id + 1, name)
    chat.topics[topic.id] = topic
    created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    message = world.post(chat, by, Content(), service=created, thread=topic.id)
    deliver(world, message)
    return topic
