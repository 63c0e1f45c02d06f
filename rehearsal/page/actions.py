"""What the person at the page does in the chats, in the role of somebody."""

from collections.abc import Callable
from typing import Any, TypedDict

from pydantic import BaseModel, ConfigDict, Field

from rehearsal.chats import Chat
from rehearsal.entities import utf16_length
from rehearsal.page.theatre import Theatre

TEXT_LIMIT = 4096


class Refused(Exception):
    """It cannot be done; the text key says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Action(BaseModel):
    """Every action is somebody's in a chat; `anonymous` is an administrator under the mask."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    chat: int
    user: int
    anonymous: bool = False


class Say(Action):
    """`topic` is where in a forum; an answer finds its own."""

    text: str
    reply_to: int | None = None
    topic: int | None = None


class Press(Action):
    """`data` are the button's as it was shown, which may be another one by now."""

    message: int
    data: str = Field(min_length=1)


class React(Action):
    message: int
    emoji: str | None = None


class Edit(Action):
    message: int
    text: str = Field(min_length=1)


class Delete(Action):
    message: int


class Leave(Action):
    pass


class Join(Action):
    pass


class Start(Action):
    payload: str = ""


def say(theatre: Theatre, action: Say) -> None:
    """Write a message, or the answer to one."""
    _check_words(action.text)
    chat = _place(theatre, action)
    if action.anonymous and not chat.member(action.user).is_admin:
        raise Refused("page.refused.no_admin")
    place = _within(chat, action)
    theatre.standin.people.say(
        chat.id, action.user, action.text, anonymous=action.anonymous, **place
    )


def press(theatre: Theatre, action: Press) -> None:
    """Press a button, also one that has changed since it was shown."""
    message = _place(theatre, action).message(action.message)
    shown = {button.data for row in message.keyboard for button in row}
    forged = action.data not in shown
    theatre.standin.people.press(action.chat, action.user, message.id, action.data, forged=forged)


def react(theatre: Theatre, action: React) -> None:
    """Put a reaction, or take it away."""
    _place(theatre, action)
    theatre.standin.people.react(action.chat, action.user, action.message, action.emoji)


def edit(theatre: Theatre, action: Edit) -> None:
    """Change one's own words."""
    _check_words(action.text)
    _place(theatre, action)
    theatre.standin.people.edit(action.chat, action.user, action.message, action.text)


def delete(theatre: Theatre, action: Delete) -> None:
    """Delete one's own message."""
    own = _place(theatre, action).message(action.message)
    if own.sender != action.user:
        raise Refused("page.refused.not_yours")
    theatre.standin.people.delete(action.chat, own.id)


def leave(theatre: Theatre, action: Leave) -> None:
    """Leave the group."""
    if _place(theatre, action).is_group:
        theatre.standin.groups.leave(action.chat, action.user)


def join(theatre: Theatre, action: Join) -> None:
    """Come (back) into the group."""
    chat = theatre.world.chat(action.chat)
    if chat.is_group and not chat.member(action.user).inside:
        theatre.standin.groups.join(chat.id, action.user)


def start(theatre: Theatre, action: Start) -> None:
    """Press the start button of the private chat."""
    theatre.standin.people.start(action.user, action.payload)


def attach(
    theatre: Theatre, action: Say, content: bytes, name: str, mime: str, *, is_photo: bool
) -> None:
    """Send a photo or a document; the words are its caption."""
    chat, people = _place(theatre, action), theatre.standin.people
    place = _within(chat, action)
    if is_photo:
        people.send_photo(chat.id, action.user, content, caption=action.text, **place)
    else:
        people.send_document(
            chat.id, action.user, content, name, mime, caption=action.text, **place
        )


def _place(theatre: Theatre, action: Action) -> Chat:
    """The chat, as far as somebody inside may act in it."""
    chat = theatre.world.chat(action.chat)
    if chat.deleted or chat.moved_to is not None:
        raise Refused("page.refused.closed")
    if not chat.member(action.user).inside:
        raise Refused("page.refused.outside")
    return chat


class _Within(TypedDict):
    reply_to: int | None
    thread: int | None


def _within(chat: Chat, action: Say) -> _Within:
    """The message and the topic that are written to, as far as they are there."""
    reply_to = action.reply_to if action.reply_to in chat.messages else None
    return {"reply_to": reply_to, "thread": action.topic if action.topic in chat.topics else None}


def _check_words(text: str) -> None:
    if not text.strip():
        raise Refused("page.refused.empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise Refused("page.refused.too_long")


# By the name of its route: what it reads, and what it does.
ACTIONS: dict[str, tuple[type[Action], Callable[[Theatre, Any], None]]] = {
    "say": (Say, say),
    "press": (Press, press),
    "react": (React, react),
    "edit": (Edit, edit),
    "delete": (Delete, delete),
    "leave": (Leave, leave),
    "join": (Join, join),
    "start": (Start, start),
}
