"""The bot: a reminder has a button, the button leads to a question, the answer is a report."""

from pathlib import Path

from sqlalchemy import Engine
from telegram import ForceReply, Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PersistenceInput,
    PicklePersistence,
    filters,
)
from telegram.request import BaseRequest

from benchmarks.plain.book import write
from benchmarks.plain.reminders import TELL, THE_BOT

ASKED = 0
NOTHING_ELSE = PersistenceInput(False, False, False, False)
SAVED_EVERY = 1.0  # seconds; the library's own default is a minute
Context = ContextTypes.DEFAULT_TYPE


def make_application(
    token: str,
    api_url: str,
    folder: Path,
    book: Engine,
    requests: tuple[BaseRequest, BaseRequest],
    second: float = 1.0,
) -> Application:  # type: ignore[type-arg]
    """The bot, with its conversations kept in a file. `second` is how long one of Telegram's is."""
    persistence = PicklePersistence(
        folder / "conversations.pickle", NOTHING_ELSE, update_interval=SAVED_EVERY
    )
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .request(requests[0])
        .get_updates_request(requests[1])
        .rate_limiter(AIORateLimiter(overall_time_period=second, max_retries=3))
        .persistence(persistence)
        .build()
    )
    application.bot_data["book"] = book
    application.add_handler(
        ConversationHandler(
            entry_points=[CallbackQueryHandler(ask, pattern=f"^{TELL}$")],
            states={ASKED: [MessageHandler(filters.TEXT & ~filters.COMMAND, keep)]},
            fallbacks=[CommandHandler("cancel", cancel)],
            allow_reentry=True,
            name="report",
            persistent=True,
        )
    )
    THE_BOT["bot"] = application.bot
    return application


async def ask(update: Update, context: Context) -> int:
    """Somebody pressed the button of a reminder."""
    query, message = update.callback_query, update.effective_message
    assert query is not None
    assert message is not None
    await query.answer()
    await message.reply_text("请回复本消息，说明进度。", reply_markup=ForceReply(selective=True))
    return ASKED


async def keep(update: Update, context: Context) -> int:
    """Somebody answered."""
    message, person = update.effective_message, update.effective_user
    assert message is not None
    assert person is not None
    write(context.bot_data["book"], message.chat.id, person.id, message.text or "", message.date)
    await message.reply_text("已记录，谢谢。")
    return ConversationHandler.END


async def cancel(update: Update, context: Context) -> int:
    """Somebody does not want to answer."""
    return ConversationHandler.END
