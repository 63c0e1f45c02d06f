"""What happens to the bot in a group: removed, silenced, let in again, moved to a new id."""

from collections.abc import Iterator

from telegram import ChatMember, ChatMemberRestricted, Update

from bot.context import Context
from plan.notices import Owing
from storage import chats, people
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
            office, hours = deps.settings.office.people, deps.rules.hours
            await tell_office(session, kind, chat.id, office, hours, now)
    deps.ring()


def _trouble(member: ChatMember) -> Owing | None:
    if not _is_inside(member):
        return Owing.REMOVED
    if isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
        return Owing.MUTED
    return None


def _is_inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in OUT


async def on_coming_and_going(update: Update, context: Context) -> None:
    """Somebody came into a group or left it; of whoever answers there for a unit the office is
    told, and nothing else changes."""
    place, deps = update.effective_chat, context.deps
    if place is None:
        return
    now = deps.clock()
    async with deps.sessions.begin() as session:
        chat = await chats.ensure_chat(session, place.id, place.title or "", now)
        for user, is_inside in _moves(update):
            if is_inside:
                await people.see_in(session, user, chat.id)
            elif (left := await people.see_out(session, user, chat.id, now)) is not None:
                office, hours = deps.settings.office.people, deps.rules.hours
                await tell_office(session, Owing.DEPARTED, left, office, hours, now)
    deps.ring()


def _moves(update: Update) -> Iterator[tuple[int, bool]]:
    """Who is in the group now, or not any more: each group says it, to an administrator twice."""
    if change := update.chat_member:
        yield change.new_chat_member.user.id, _is_inside(change.new_chat_member)
    elif message := update.message:
        if message.left_chat_member:
            yield message.left_chat_member.id, False
        yield from ((user.id, True) for user in message.new_chat_members)


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
            office, hours = deps.settings.office.people, deps.rules.hours
            await tell_office(session, Owing.MOVED, chat.id, office, hours, now)
    deps.ring()
