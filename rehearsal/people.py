"""What people do in chats. Everything here is done at once and only queues updates for the bot.

A mistake of the caller (a message that is not there, a button nobody sees) raises LookupError.
"""

from rehearsal.chats import Chat, Kind, Member, Status
from rehearsal.entities import finished
from rehearsal.hearing import change_member, deliver
from rehearsal.messages import Button, Content, File, Message
from rehearsal.wire import JSON, chat_json, message_json, seconds, user_json
from rehearsal.world import ANONYMOUS_ADMIN, CHANNEL_BOT, Event, Press, World

CHANNEL = -1009000000000
FIRST_PRESS = 4_000_000_000


class People:
    """The people of a world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def say(
        self,
        chat: int,
        user: int,
        text: str,
        *,
        reply_to: int | None = None,
        thread: int | None = None,
        anonymous: bool = False,
        as_channel: bool = False,
    ) -> int:
        """Write a message; returns its id.

        `anonymous`: an administrator who remains anonymous; `as_channel`: in a channel's name.
        """
        content = Content(*finished(text))
        return self._post(chat, user, content, reply_to, thread, anonymous, as_channel).id

    def send_photo(
        self,
        chat: int,
        user: int,
        content: bytes,
        *,
        caption: str = "",
        reply_to: int | None = None,
        thread: int | None = None,
        album: str | None = None,
        size: int | None = None,
    ) -> int:
        """Send a photo; those of one `album` belong together. Returns the message's id."""
        file = self.world.store("photo", content, "photo.jpg", "image/jpeg", size)
        return self._send_file(chat, user, file, caption, reply_to, thread, album)

    def send_document(
        self,
        chat: int,
        user: int,
        content: bytes,
        name: str,
        mime: str = "application/octet-stream",
        *,
        caption: str = "",
        reply_to: int | None = None,
        thread: int | None = None,
        album: str | None = None,
        size: int | None = None,
    ) -> int:
        """Send a file; `size` may claim more bytes than there are. Returns the message's id."""
        file = self.world.store("document", content, name, mime, size)
        return self._send_file(chat, user, file, caption, reply_to, thread, album)

    def edit(self, chat: int, user: int, message: int, text: str) -> None:
        """Change one's own message (the caption, if it is a file)."""
        own = self.world.chat(chat).message(message)
        if own.sender != user:
            raise LookupError(f"message {message} is not of user {user}")
        new, entities = finished(text)
        own.replace(self.world.clock(), text=new, entities=entities)
        self.world.tell(Event("edit", chat, message, user))
        deliver(self.world, own, "edited_message")

    def press(self, chat: int, user: int, message: int, label: str, *, forged: bool = False) -> str:
        """Press a button, named by its words or its data; returns the id of the press.

        `forged` sends `label` as data although no such button is shown.
        """
        world = self.world
        pressed = world.chat(chat).message(message)
        button = Button(label, label) if forged else pressed.button(label)
        if not button.data:
            raise LookupError(f"button {label!r} opens an address")
        id = str(FIRST_PRESS + len(world.presses))
        world.presses[id] = Press(id, chat, message, user, button.label, world.clock())
        world.tell(Event("press", chat, message, user))
        world.updates.put(
            "callback_query",
            {
                "id": id,
                "from": user_json(world.user(user)),
                "message": message_json(world, pressed),
                "chat_instance": str(-chat * 7919),
                "data": button.data,
            },
        )
        return id

    def react(self, chat: int, user: int, message: int, emoji: str | None) -> None:
        """Put a reaction on a message, or take it away; the bot hears of it as an admin."""
        world = self.world
        place = world.chat(chat)
        reactions = place.message(message).reactions
        old = _reaction(reactions.get(user))
        if emoji is None:
            reactions.pop(user, None)
        else:
            reactions[user] = emoji
        world.tell(Event("reaction", chat, message, user))
        if place.kind is not Kind.PRIVATE and not place.member(world.bot.id).is_admin:
            return
        world.updates.put(
            "message_reaction",
            {
                "chat": chat_json(place),
                "message_id": message,
                "date": seconds(world.clock()),
                "user": user_json(world.user(user)),
                "old_reaction": old,
                "new_reaction": _reaction(emoji),
            },
        )

    def start(self, user: int, payload: str = "") -> int:
        """Open the bot in private and press its start button, maybe from a link with a payload."""
        person = self.world.user(user)
        if person.blocked:
            self._set_blocked(user, False)
        return self.say(user, user, f"/start {payload}".strip())

    def block_bot(self, user: int) -> None:
        """Stop the bot in private."""
        self._set_blocked(user, True)

    def deactivate(self, user: int) -> None:
        """Delete the person's account."""
        self.world.user(user).deactivated = True

    def delete(self, chat: int, message: int) -> None:
        """Delete a message; the bot is not told."""
        self.world.chat(chat).message(message)
        del self.world.chat(chat).messages[message]
        self.world.tell(Event("delete", chat, message))

    def _send_file(
        self,
        chat: int,
        user: int,
        file: File,
        caption: str,
        reply_to: int | None,
        thread: int | None,
        album: str | None,
    ) -> int:
        content = Content(*finished(caption), file=file)
        return self._post(chat, user, content, reply_to, thread, album=album).id

    def _post(
        self,
        chat: int,
        user: int,
        content: Content,
        reply_to: int | None,
        thread: int | None = None,
        anonymous: bool = False,
        as_channel: bool = False,
        album: str | None = None,
    ) -> Message:
        world, place = self.world, self.world.chat(chat)
        _check_may_speak(place, user)
        if reply_to is not None:
            thread = place.thread_of(place.message(reply_to))
        sender, as_chat = user, None
        if anonymous:
            sender, as_chat = ANONYMOUS_ADMIN, chat
        elif as_channel:
            sender, as_chat = CHANNEL_BOT, CHANNEL
            world.chats[CHANNEL] = Chat(CHANNEL, Kind.CHANNEL, world.user(user).name)
        if place.kind is Kind.PRIVATE:
            world.user(user).started = True
        more = {"reply_to": reply_to, "thread": thread, "as_chat": as_chat, "album": album}
        message = world.post(place, sender, content, **more)
        deliver(world, message)
        return message

    def _set_blocked(self, user: int, blocked: bool) -> None:
        world = self.world
        world.user(user).blocked = blocked
        status = Status.KICKED if blocked else Status.MEMBER
        change_member(world, world.chat(user), world.user(user), world.bot, Member(status))


def _reaction(emoji: str | None) -> list[JSON]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []


def _check_may_speak(chat: Chat, user: int) -> None:
    if not chat.member(user).inside:
        raise LookupError(f"user {user} is not in {chat.title}")
