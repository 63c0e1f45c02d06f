"""What a handler did not foresee: logged with an id, told to the person who waits."""

from secrets import token_hex

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.context import Context
from bot.topics import topic_of
from render import notices
from render.texts import Texts, without_tags
from storage.chats import find_chat
from storage.engine import reading
from storage.inbox import NotInHand

log = structlog.get_logger()


async def on_error(update: object, context: Context) -> None:
    """Log the error under an id, and tell the id to whoever wrote or pressed."""
    if not isinstance(update, Update):
        log.warning("polling failed", error=repr(context.error))
        return
    work = context.work
    error_id = work.error_id if work else token_hex(4)
    if work is not None and isinstance(context.error, Exception):
        work.error = context.error
    if isinstance(context.error, NotInHand):
        log.info("update worked off elsewhere", update=update.update_id)
        return
    if work is not None and not work.is_last and not work.is_marked:
        log.warning("update is tried again", id=error_id, update=update.update_id)
        return
    log.error("update failed", id=error_id, update=update.update_id, exc_info=context.error)
    if isinstance(context.error, NetworkError) and not isinstance(context.error, BadRequest):
        return  # nobody can be told while Telegram cannot be reached
    try:
        await _tell(update, context, error_id)
    except TelegramError as failure:
        log.warning("could not tell of the error", id=error_id, why=failure.message)


async def _tell(update: Update, context: Context, error_id: str) -> None:
    texts = await _words(update, context)
    said = notices.failure(error_id, texts)
    if update.callback_query is not None:
        await update.callback_query.answer(without_tags(said.text), show_alert=True)
    elif (asked := update.effective_message) is not None:
        await context.deps.telegraph.send(asked.chat.id, said, thread=topic_of(asked))


async def _words(update: Update, context: Context) -> Texts:
    chat, deps = update.effective_chat, context.deps
    try:
        async with reading(deps.sessions) as session:
            return deps.words(await find_chat(session, chat.id) if chat else None)
    except SQLAlchemyError:
        return deps.words(None)  # the database may be what is broken
