"""Somebody of a group does what they are to do about a card."""

from datetime import datetime

from rehearsal.acts import Act, Do, On
from rehearsal.pictures import picture
from rehearsal.standin import Standin
from rehearsal.world import World


def act_out(standin: Standin, act: Act, *, chat: int, user: int, card: int, at: datetime) -> None:
    """Do it at this moment; `at` is the local time, for the name of a paper.

    Raises LookupError when what they mean is not there.
    """
    world, people, words = standin.world, standin.people, act.words
    to = card if act.on is On.CARD else _newest(world, chat, world.bot.id)
    match act.do:
        case Do.SAY:
            people.say(chat, user, f"{words}@{world.bot.username}")
        case Do.REPLY:
            people.say(chat, user, words, reply_to=to)
        case Do.PRESS:
            people.press(chat, user, to, words)
        case Do.EDIT:
            people.edit(chat, user, _newest(world, chat, user), words)
        case Do.REACT:
            people.react(chat, user, to, words)
        case Do.PHOTO:
            people.send_photo(chat, user, picture(to), caption=words, reply_to=to)
        case Do.DOCUMENT:
            unit = world.chat(chat).title
            paper, name = f"{unit} {words} {at:%c}".encode(), f"{unit}{at:%m%d}.txt"
            people.send_document(chat, user, paper, name, "text/plain", caption=words, reply_to=to)


def _newest(world: World, chat: int, user: int) -> int:
    """Somebody's newest message in a chat."""
    for message in reversed(world.chat(chat).messages.values()):
        if message.sender == user:
            return message.id
    raise LookupError(f"{user} said nothing in {chat}")
