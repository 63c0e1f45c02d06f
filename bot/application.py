"""The routing table: every update the bot takes, in the order it is asked."""

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    JobQueue,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

from bot.commands.bind import bind
from bot.commands.my import my
from bot.commands.start import help_, language, start
from bot.commands.status import status
from bot.context import Context, Deps
from bot.conversations.membership import on_coming_and_going, on_membership, on_upgrade
from bot.conversations.presses import on_press
from bot.conversations.reactions import on_reaction
from bot.conversations.replies import on_reply
from bot.errors import on_error
from bot.inbox import Handling
from plan.lanes import Lane
from plan.notices import Owing
from render.texts import Texts
from storage.news import tell_office

App = Application[
    ExtBot[Lane],
    Context,
    dict[object, object],
    dict[object, object],
    dict[object, object],
    JobQueue[Context],
]

log = structlog.get_logger()

# Telegram sends neither reactions nor the standing of members unless asked, and forgets the list
# only when given another.
UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.CHAT_MEMBER,
    Update.MESSAGE_REACTION,
]
IN_GROUPS = ("my", "help", "language")
IN_PRIVATE = ("status", "my", "bind", "help", "language")


def build_application(bot: ExtBot[Lane], deps: Deps, queue: JobQueue[Context]) -> App:
    """The real Application around `bot`, with every handler."""
    builder = ApplicationBuilder().bot(bot).context_types(ContextTypes(context=Context))
    # Updates come by our own inbox, which does not lose them.
    application = builder.job_queue(queue).updater(None).build()
    application.bot_data["deps"] = deps
    add_handlers(application)
    return application


def handling(application: App, deps: Deps) -> Handling:
    """How the inbox has an update handled."""
    handlers = [one for group in application.handlers.values() for one in group]
    people, hours = deps.settings.office.people, deps.rules.hours

    async def report(session: AsyncSession) -> None:
        await tell_office(session, Owing.ASIDE, 0, people, hours, deps.clock())

    def is_silenced(update: Update) -> bool:
        return deps.guests.are_silenced(update, deps.clock())

    async def process(update: Update) -> None:
        if not is_silenced(update):  # by what was answered since it was taken in
            await application.process_update(update)

    return Handling(
        read=lambda update: Update.de_json(update, application.bot),
        # In a group without privacy mode most of the talk is none of our business.
        wants=lambda update: (
            not is_silenced(update) and any(handler.check_update(update) for handler in handlers)
        ),
        process=process,
        report=report,
    )


def add_handlers(application: App) -> None:
    """The handlers; only the first that matches an update runs."""
    add = application.add_handler
    add(CallbackQueryHandler(on_press))
    # What happens to a group comes before what is said in it.
    add(ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    add(MessageHandler(filters.StatusUpdate.MIGRATE, on_upgrade))
    add(ChatMemberHandler(on_coming_and_going, ChatMemberHandler.CHAT_MEMBER))
    moved = filters.StatusUpdate.LEFT_CHAT_MEMBER | filters.StatusUpdate.NEW_CHAT_MEMBERS
    add(MessageHandler(moved, on_coming_and_going))
    add(MessageReactionHandler(on_reaction))
    # An edited command is not given a second time: filters.UpdateType.MESSAGE.
    for name, command in COMMANDS.items():
        add(CommandHandler(name, command, filters.UpdateType.MESSAGE))
    # One handler for all replies: a second filter on replies would never be asked. What has a text
    # needs not be asked for each of the forty kinds of status updates.
    said = filters.TEXT | ~filters.StatusUpdate.ALL
    add(MessageHandler(filters.REPLY & ~filters.COMMAND & said, on_reply))
    # In private everything is meant for the bot; in a group the talk is none of its business.
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
    add(MessageHandler(private, help_))
    application.add_error_handler(on_error)


COMMANDS = {
    "status": status,
    "my": my,
    "bind": bind,
    "start": start,
    "help": help_,
    "language": language,
}


async def name_commands(bot: ExtBot[Lane], texts: Texts) -> None:
    """Put the commands into the menus, the office's own only where it reads alone.

    The menus stand from one start to the next, so that one which fails is not worth waiting for.
    """
    for names, scope in (
        (IN_GROUPS, BotCommandScopeAllGroupChats()),
        (IN_PRIVATE, BotCommandScopeAllPrivateChats()),
    ):
        commands = [BotCommand(name, texts.plain(f"command.{name}")) for name in names]
        try:
            await bot.set_my_commands(commands, scope)
        except TelegramError as error:
            log.warning("commands not named", why=error.message)
