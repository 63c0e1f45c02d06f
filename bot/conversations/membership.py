"""What happens to the bot in a group: removed, silenced, let in again, moved to a new id."""

from telegram import ChatMember, ChatMemberRestricted, Update

from bot.context import Context
from plan.notices import Owing
from storage import chats
from storage.news import tell_office

OUT = (ChatMember.LEFT, ChatMember.BANNED)


async def on_membership(update: Update, context: Context) -> None:
    """The bot's own standing in a chat changed; for the worse, the office is told once."""
    change, deps = update.my_chat_member, context.deps
    if change is None:
        return
    member, now = change.new_chat_member, deps.clock()
    async with deps.sessions.begin() as session:
        chat = await chats.ensure_chat(session, change.chat.id, change.chat.title or "", now)
        kind = _trouble(member)
        if kind is None:
            await chats.resume(session, chat.telegram, now)
        elif await chats.suspend(session, chat.telegram, kind, now):
            people, hours = deps.settings.office.people, deps.rules.hours
            await tell_office(session, kind, chat.id, people, hours, now)
    deps.ring()


def _trouble(member: ChatMember) -> Owing | None:
    if member.status in OUT:
        return Owing.REMOVED
    if isinstance(member, ChatMemberRestricted):
        if not member.is_member:
            return Owing.REMOVED
        return None if member.can_send_messages else Owing.MUTED
    return None


async def on_upgrade(update: Update, context: Context) -> None:
    """A group became a supergroup; both ends announce it, and the second changes nothing."""
    message, deps = update.effective_message, context.deps
    if message is None:
        return
    here, now = message.chat.id, deps.clock()
    old = message.migrate_from_chat_id or here
    new = message.migrate_to_chat_id or here
    async with deps.sessions.begin() as session:
        if await chats.move_chat(session, old, new, now):
            chat = await chats.ensure_chat(session, new, message.chat.title or "", now)
            people, hours = deps.settings.office.people, deps.rules.hours
            await tell_office(session, Owing.MOVED, chat.id, people, hours, now)
    deps.ring()
