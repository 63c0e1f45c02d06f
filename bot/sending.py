"""The way out to Telegram: our messages into its calls, its errors into outcomes."""

from collections.abc import Awaitable
from dataclasses import replace

import httpx
from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)
from telegram import (
    Message as Delivered,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from bot.pacing import AllFrozen, seconds_of
from plan.delivery import (
    Astray,
    Failed,
    Gone,
    Moved,
    Outcome,
    Refused,
    Sent,
    Unknown,
    Unlikely,
    Wait,
)
from plan.lanes import Lane
from render.message import Button, Message, Style
from render.texts import without_tags

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Telegram's texts for a chat that takes nothing until somebody acts, beside every 403.
GONE = (
    "chat not found",
    "group chat was deactivated",
    "group chat was deleted",
    # Without the new number, which else comes as ChatMigrated.
    "group chat was upgraded",
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
)
NOT_MODIFIED = "message is not modified"
BAD_MARKUP = "can't parse entities"
NO_TOPIC = {
    "topic_closed": Astray.CLOSED,
    "topic_deleted": Astray.GONE,
    "message thread not found": Astray.GONE,
}


class Telegraph:
    """Sends and edits through a bot of python-telegram-bot; addresses are Telegram's own ids."""

    def __init__(self, bot: ExtBot[Lane]) -> None:
        self.bot = bot

    async def send(
        self,
        chat: int,
        message: Message,
        reply_to: int | None = None,
        thread: int | None = None,
        lane: Lane = Lane.ANSWER,
    ) -> Outcome:
        """Send a message; markup Telegram refuses is sent once more as plain text.

        `thread` is a forum's topic; a reply finds its own. A topic that is closed or gone gives
        way to the group itself.
        """
        outcome = await self._try(chat, message, reply_to, thread, lane)
        astray = _astray(outcome)
        if astray is None:
            return outcome
        outcome = await self._try(chat, message, None, None, lane)
        return replace(outcome, astray=astray) if isinstance(outcome, Sent) else outcome

    async def _try(
        self, chat: int, message: Message, reply_to: int | None, thread: int | None, lane: Lane
    ) -> Outcome:
        outcome = await _outcome(self._send(chat, message, reply_to, thread, lane, ParseMode.HTML))
        if isinstance(outcome, Refused) and BAD_MARKUP in outcome.why.lower():
            return await _outcome(self._send(chat, message, reply_to, thread, lane, None))
        return outcome

    async def react(self, chat: int, message_id: int, emoji: str | None) -> Outcome:
        """Put one reaction on a message, or take ours off; a chat may forbid it, which is no
        failure of ours."""
        return await _outcome(self.bot.set_message_reaction(chat, message_id, emoji))

    async def edit(
        self, chat: int, message_id: int, message: Message, lane: Lane = Lane.ANSWER
    ) -> Outcome:
        """Make a message of ours say this, as plain text where Telegram refuses its markup; that it
        says so already is success."""
        outcome = await _outcome(self._edit(chat, message_id, message, lane, ParseMode.HTML))
        if isinstance(outcome, Refused) and BAD_MARKUP in outcome.why.lower():
            outcome = await _outcome(self._edit(chat, message_id, message, lane, None))
        match outcome:
            case Refused(why) if NOT_MODIFIED in why.lower():
                return Sent(message_id)
            case Unlikely(why) | Unknown(why):
                return Failed(why)  # an edit may be repeated: it says the same twice
        return outcome

    def _edit(
        self, chat: int, message_id: int, message: Message, lane: Lane, parse_mode: ParseMode | None
    ) -> Awaitable[Delivered | bool]:
        return self.bot.edit_message_text(
            _words(message, parse_mode),
            chat_id=chat,
            message_id=message_id,
            parse_mode=parse_mode,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard(message),
            rate_limit_args=lane,
        )

    def _send(
        self,
        chat: int,
        message: Message,
        reply_to: int | None,
        thread: int | None,
        lane: Lane,
        parse_mode: ParseMode | None,
    ) -> Awaitable[Delivered]:
        return self.bot.send_message(
            chat,
            _words(message, parse_mode),
            parse_mode=parse_mode,
            link_preview_options=NO_PREVIEW,
            disable_notification=message.silent,
            message_thread_id=thread,
            reply_to_message_id=reply_to,
            allow_sending_without_reply=True if reply_to else None,
            reply_markup=ForceReply(selective=True) if message.ask else keyboard(message),
            rate_limit_args=lane,
        )


def _words(message: Message, parse_mode: ParseMode | None) -> str:
    return message.text if parse_mode else without_tags(message.text)


def _astray(outcome: Outcome) -> Astray | None:
    """Why a message has no place in its topic, if that is what it was refused for."""
    why = outcome.why.lower() if isinstance(outcome, Refused) else ""
    return next((astray for text, astray in NO_TOPIC.items() if why.startswith(text)), None)


async def _outcome(call: Awaitable[Delivered | bool]) -> Outcome:
    try:
        delivered = await call
    except TelegramError as error:
        return outcome_of(error)
    return Sent(delivered.message_id if isinstance(delivered, Delivered) else 0)


def outcome_of(error: TelegramError) -> Outcome:
    """What an error of Telegram's means for the message (facts: the Bot API's error texts)."""
    why = error.message
    match error:
        case RetryAfter():
            return Wait(seconds_of(error), all=isinstance(error, AllFrozen))
        case ChatMigrated(new_chat_id=chat):
            return Moved(chat)
        case Forbidden():
            return Gone(why)
        case BadRequest():
            gone = any(text in why.lower() for text in GONE)
            return Gone(why) if gone else Refused(why)
        case InvalidToken():
            return Failed(why)
        case TimedOut() | NetworkError():
            return _unanswered(error, why)
    return Refused(why)


def _unanswered(error: NetworkError, why: str) -> Outcome:
    """What became of a request without an answer, or with that of a server in trouble."""
    match error.__cause__:
        case None:
            return Unlikely(why)
        case httpx.ConnectError() | httpx.ConnectTimeout() | httpx.PoolTimeout():
            return Failed(why)  # it never left
    return Unknown(why)


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The buttons of a message as Telegram's keyboard."""
    if not message.buttons:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in message.buttons])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.text,
        callback_data=button.data or None,
        url=button.url or None,
        style=None if button.style is Style.PLAIN else button.style.value,
    )
