"""Chats: groups and private ones, their language, and whether they still take messages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan.calendar import DAY
from storage.outbox import release
from storage.places import of_its_group
from storage.posts import ask_redraw_in
from storage.schema import ApplicationRow, BindingRow, ChatRow, OutboxRow, PostRow


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat, or one topic of a forum; `id` is ours, `telegram` is the network's id of the chat.

    `topic` is where in a forum its messages stand, None for the chat itself. The network wants
    nothing for it before `frozen_until`.
    """

    id: int
    telegram: int
    title: str
    language: str | None
    is_office: bool
    usable: bool
    topic: int | None = None
    frozen_until: datetime | None = None

    @property
    def is_private(self) -> bool:
        """Whether it is a person's chat with the bot; Telegram's ids of groups are negative."""
        return self.telegram > 0


async def find_chat(session: AsyncSession, telegram: int) -> Chat | None:
    """The chat, or where only topics of it are known one of these."""
    row = await _nearest(session, telegram, 0)
    return _chat(row) if row else None


async def get_chat(session: AsyncSession, chat_id: int, title: str = "") -> Chat:
    """A known chat; its title follows what Telegram says, where that is given."""
    row = await session.get_one(ChatRow, chat_id)
    await _follow_title(session, row, title)
    return _chat(row)


async def ensure_chat(
    session: AsyncSession, telegram: int, title: str, now: datetime, topic: int | None = None
) -> Chat:
    """The chat, or a topic of it, made known if it is new; its title follows what Telegram says."""
    row = await _nearest(session, telegram, topic or 0)
    if row is None or row.topic != (topic or 0):
        row = await _add(session, ChatRow(telegram_id=telegram, topic=topic or 0), row, now)
    row.topic_gone = False  # somebody is there
    await _follow_title(session, row, title)
    return _chat(row)


async def _nearest(session: AsyncSession, telegram: int, topic: int) -> ChatRow | None:
    places = select(ChatRow).where(ChatRow.telegram_id == telegram)
    best_first = places.order_by((ChatRow.topic == topic).desc(), ChatRow.topic)
    row: ChatRow | None = await session.scalar(best_first.limit(1))
    return row


async def _add(
    session: AsyncSession, row: ChatRow, beside: ChatRow | None, now: datetime
) -> ChatRow:
    """A new place, which is like another one of the same chat if there is one."""
    row.title, row.usable, row.is_office, row.changed_at = "", True, False, now
    if beside is not None:
        row.title, row.language = beside.title, beside.language
        row.usable, row.why_not, row.changed_at = beside.usable, beside.why_not, beside.changed_at
        row.frozen_until = beside.frozen_until
    session.add(row)
    await session.flush()
    return row


async def _follow_title(session: AsyncSession, row: ChatRow, title: str) -> None:
    if title and row.title != title:
        same = ChatRow.telegram_id == row.telegram_id
        await session.execute(update(ChatRow).where(same).values(title=title))


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
    """Let the office hear here, and nowhere else in the same forum."""
    here = ChatRow.id == chat_id
    query = update(ChatRow).where(ChatRow.id.in_(of_its_group(chat_id)))
    await session.execute(query.values(is_office=here))


async def set_language(session: AsyncSession, chat_id: int, language: str) -> None:
    """Let a chat be spoken to in a language, in all its topics."""
    query = update(ChatRow).where(ChatRow.id.in_(of_its_group(chat_id)))
    await session.execute(query.values(language=language))


async def lose_topic(session: AsyncSession, chat_id: int) -> bool:
    """Let what is for a topic stand in the chat itself from now on; False if it does already."""
    query = update(ChatRow).where(ChatRow.id == chat_id, ~ChatRow.topic_gone)
    return await session.scalar(query.values(topic_gone=True).returning(ChatRow.id)) is not None


async def suspend(session: AsyncSession, telegram: int, why: str, now: datetime) -> Chat | None:
    """Note that a chat takes no messages in any topic; None if unknown or already noted."""
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
        ChatRow.id.in_(of_its_group(chat_id)),
        ~ChatRow.usable,
        ChatRow.changed_at <= now - DAY,
        ChatRow.why_not.not_in(told),
    )
    return await session.scalar(query.values(changed_at=now).returning(ChatRow.id)) is not None


async def resume(session: AsyncSession, telegram: int, now: datetime) -> None:
    """Note that a chat takes messages again; what was kept for it is due now, and so is what its
    cards could not follow."""
    query = update(ChatRow).where(ChatRow.telegram_id == telegram, ~ChatRow.usable)
    back = query.values(usable=True, why_not=None, changed_at=now).returning(ChatRow.id)
    for chat in (await session.scalars(back)).all():
        await release(session, chat, now)
        await ask_redraw_in(session, chat, now)


async def move_chat(session: AsyncSession, old: int, new: int, now: datetime) -> bool:
    """A group was upgraded: everything follows to the new id, old messages can no longer be edited.

    Both ends announce it and a failed call may too, so doing it again changes nothing.
    """
    sources = (await session.scalars(select(ChatRow).where(ChatRow.telegram_id == old))).all()
    if not sources:
        return False
    old_posts = update(PostRow).where(PostRow.chat_id.in_([source.id for source in sources]))
    open_too = func.coalesce(PostRow.closed_at, now)
    # Messages are numbered anew there, so that the old numbers would soon mean others.
    await session.execute(
        old_posts.values(message_id=None, redraw_at=None, closed_at=open_too),
        execution_options={"synchronize_session": False},
    )
    for source in sources:
        known = ChatRow.telegram_id == new, ChatRow.topic == source.topic
        target = await session.scalar(select(ChatRow).where(*known))
        source.frozen_until = target.frozen_until if target else None
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
        row.id,
        row.telegram_id,
        row.title,
        row.language,
        row.is_office,
        row.usable,
        None if row.topic_gone else row.topic or None,
        row.frozen_until,
    )
