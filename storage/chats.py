"""Chats: groups and private ones, their language, and whether they still take messages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan.calendar import DAY
from storage.outbox import release
from storage.schema import ApplicationRow, BindingRow, ChatRow, OutboxRow, PostRow


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as the rest of the bot sees it; `id` is ours, `telegram` is the network's.

    `topic` is the one of a forum in which the chat was bound, None for the group itself.
    """

    id: int
    telegram: int
    title: str
    language: str | None
    is_office: bool
    usable: bool
    topic: int | None = None

    @property
    def is_private(self) -> bool:
        """Whether it is a person's chat with the bot; Telegram's ids of groups are negative."""
        return self.telegram > 0


async def find_chat(session: AsyncSession, telegram: int) -> Chat | None:
    row = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == telegram))
    return _chat(row) if row else None


async def get_chat(session: AsyncSession, chat_id: int) -> Chat:
    return _chat(await session.get_one(ChatRow, chat_id))


async def ensure_chat(session: AsyncSession, telegram: int, title: str, now: datetime) -> Chat:
    """The chat, made known if it is new; its title follows what Telegram says."""
    row = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == telegram))
    if row is None:
        row = ChatRow(
            telegram_id=telegram, title=title, changed_at=now, is_office=False, usable=True
        )
        session.add(row)
        await session.flush()
    elif title and row.title != title:
        row.title = title
    return _chat(row)


async def office_chats(session: AsyncSession) -> Sequence[Chat]:
    rows = await session.scalars(select(ChatRow).where(ChatRow.is_office).order_by(ChatRow.id))
    return [_chat(row) for row in rows]


async def office_ears(
    session: AsyncSession, people: Sequence[int], now: datetime
) -> Sequence[Chat]:
    """Where the office hears: its group once bound, until then each of `people` in private."""
    bound = [chat for chat in await office_chats(session) if chat.usable]
    return bound or [await ensure_chat(session, user, "", now) for user in people]


async def make_office(session: AsyncSession, chat_id: int) -> None:
    await session.execute(update(ChatRow).where(ChatRow.id == chat_id).values(is_office=True))


async def set_language(session: AsyncSession, chat_id: int, language: str) -> None:
    await session.execute(update(ChatRow).where(ChatRow.id == chat_id).values(language=language))


async def set_topic(session: AsyncSession, chat_id: int, topic: int | None) -> None:
    """Let what is sent by itself go into a topic of the chat, or with None into the chat itself."""
    await session.execute(update(ChatRow).where(ChatRow.id == chat_id).values(topic=topic))


async def suspend(session: AsyncSession, telegram: int, why: str, now: datetime) -> Chat | None:
    """Note that a chat takes no messages; None if it was unknown or already noted."""
    query = update(ChatRow).where(ChatRow.telegram_id == telegram, ChatRow.usable)
    changed = query.values(usable=False, why_not=why, changed_at=now).returning(ChatRow)
    row = await session.scalar(changed)
    return _chat(row) if row else None


async def try_again(
    session: AsyncSession, chat_id: int, now: datetime, told: Collection[str]
) -> bool:
    """Whether a chat that took no messages is to be written to once more, which is so once a day.

    Nobody tells when a right of everybody's is given back or a lost group is found; that the bot is
    let in again is told, so not after one of the reasons `told`.
    """
    query = update(ChatRow).where(
        ChatRow.id == chat_id,
        ~ChatRow.usable,
        ChatRow.changed_at <= now - DAY,
        ChatRow.why_not.not_in(told),
    )
    return await session.scalar(query.values(changed_at=now).returning(ChatRow.id)) is not None


async def resume(session: AsyncSession, telegram: int, now: datetime) -> None:
    """Note that a chat takes messages again; what was kept for it is due now."""
    query = update(ChatRow).where(ChatRow.telegram_id == telegram, ~ChatRow.usable)
    back = query.values(usable=True, why_not=None, changed_at=now).returning(ChatRow.id)
    chat = await session.scalar(back)
    if chat is not None:
        await release(session, chat, now)


async def move_chat(session: AsyncSession, old: int, new: int, now: datetime) -> bool:
    """A group was upgraded: everything follows to the new id, old messages can no longer be edited.

    Both ends announce it and a failed call may too, so doing it again changes nothing.
    """
    source = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == old))
    if source is None:
        return False
    old_posts = update(PostRow).where(PostRow.chat_id == source.id)
    open_too = func.coalesce(PostRow.closed_at, now)
    # Messages are numbered anew there, so that the old numbers would soon mean others.
    await session.execute(
        old_posts.values(message_id=None, redraw_at=None, closed_at=open_too),
        execution_options={"synchronize_session": False},
    )
    target = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == new))
    if target is not None:
        await _absorb(session, source, target)
    source.telegram_id = new
    source.usable, source.why_not, source.changed_at = True, None, now
    await session.flush()
    await release(session, source.id, now)
    return True


async def _absorb(session: AsyncSession, source: ChatRow, target: ChatRow) -> None:
    """The new group wrote before the move was known: what it has becomes the old one's."""
    source.language = source.language or target.language
    source.is_office = source.is_office or target.is_office
    source.title = target.title or source.title
    await session.flush()
    mine = aliased(OutboxRow)
    same = and_(
        mine.chat_id == source.id,
        mine.kind == OutboxRow.kind,
        mine.day == OutboxRow.day,
        mine.subject == OutboxRow.subject,
    )
    twice = delete(OutboxRow).where(OutboxRow.chat_id == target.id, exists().where(same))
    options = {"synchronize_session": False}
    await session.execute(twice, execution_options=options)
    for table in (BindingRow, ApplicationRow, PostRow, OutboxRow):
        moved = update(table).where(table.chat_id == target.id).values(chat_id=source.id)
        await session.execute(moved, execution_options=options)
    await session.delete(target)
    await session.flush()


def _chat(row: ChatRow) -> Chat:
    return Chat(
        row.id, row.telegram_id, row.title, row.language, row.is_office, row.usable, row.topic
    )
