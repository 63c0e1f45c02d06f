"""Short answers of the bot: to a press, and reactions."""

from rehearsal.entities import utf16_length
from rehearsal.errors import bad
from rehearsal.methods.access import Access, chat_of, message_of
from rehearsal.params import Params
from rehearsal.polling import PRESS_KEPT
from rehearsal.world import Event, Toast, World

TOAST_LIMIT = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_ALLOWED = """
👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊
🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋
🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃
💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
REACTIONS = frozenset(_ALLOWED.split())
EMOJI_STYLE = "\ufe0f"


def answer_callback_query(world: World, params: Params) -> bool:
    """answerCallbackQuery: once, and within the time a client waits."""
    press = world.presses.get(params.text("callback_query_id"))
    if press is None or press.answered or world.clock() - press.at > PRESS_KEPT:
        raise bad(TOO_OLD)
    text = params.text("text")
    if utf16_length(text) > TOAST_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    press.answered = True
    place = (press.chat, press.message, press.user)
    world.toasts.append(Toast(press.id, *place, text, params.flag("show_alert"), world.clock()))
    world.tell(Event("toast", *place))
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """setMessageReaction: one emoji of Telegram's list, or none."""
    chat = chat_of(world, params, Access.WRITE)
    message = message_of(chat, params, "react")
    wanted = params.structure("reaction") or []
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for reaction in wanted:
        emoji = str(reaction.get("emoji", "")).replace(EMOJI_STYLE, "")
        if emoji not in REACTIONS:
            raise bad("REACTION_INVALID")
        message.reactions[world.bot.id] = emoji
    if not wanted:
        message.reactions.pop(world.bot.id, None)
    world.tell(Event("reaction", chat.id, message.id, world.bot.id))
    return True
