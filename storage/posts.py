"""The bot's own messages that take answers: found by chat and message, or by their button key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import ChatRow, PostRow


@dataclass(frozen=True, slots=True)
class Post:
    """A message that takes answers. `chat` is ours, `telegram` the network's id of it."""

    id: int
    key: str
    kind: str
    chat: int
    telegram: int
    message: int | None
    closed: bool
    about: Mapping[str, Any]


def new_key() -> str:
    """An opaque key for a message's buttons: 42 random bits, resolved only in the database."""
    return token_urlsafe(8)[:10]


async def add_post(
    session: AsyncSession, chat_id: int, kind: str, about: Mapping[str, Any], now: datetime
) -> Post:
    """A post about to be sent; `place` gives it its message id afterwards."""
    row = PostRow(key=new_key(), chat_id=chat_id, kind=kind, made_at=now, about=dict(about))
    session.add(row)
    await session.flush()
    chat = await session.get_one(ChatRow, chat_id)
    return _post(row, chat.telegram_id)


async def place(session: AsyncSession, post_id: int, message: int) -> None:
    await session.execute(update(PostRow).where(PostRow.id == post_id).values(message_id=message))


async def find_by_message(session: AsyncSession, telegram: int, message: int) -> Post | None:
    return await _find(session, ChatRow.telegram_id == telegram, PostRow.message_id == message)


async def find_by_key(session: AsyncSession, key: str) -> Post | None:
    return await _find(session, PostRow.key == key)


async def get_post(session: AsyncSession, post_id: int) -> Post | None:
    return await _find(session, PostRow.id == post_id)


async def _find(session: AsyncSession, *conditions: Any) -> Post | None:
    query = select(PostRow, ChatRow.telegram_id).join(ChatRow, ChatRow.id == PostRow.chat_id)
    found = (await session.execute(query.where(*conditions))).one_or_none()
    return _post(found[0], found[1]) if found else None


async def change_about(session: AsyncSession, post_id: int, about: Mapping[str, Any]) -> None:
    await session.execute(update(PostRow).where(PostRow.id == post_id).values(about=dict(about)))


async def close_post(session: AsyncSession, post_id: int, now: datetime) -> bool:
    """Close a question once: False if somebody answered before."""
    query = update(PostRow).where(PostRow.id == post_id, PostRow.closed_at.is_(None))
    return await session.scalar(query.values(closed_at=now).returning(PostRow.id)) is not None


async def ask_redraw(session: AsyncSession, post_ids: Sequence[int], at: datetime) -> None:
    """Let the message be drawn anew at `at`, or sooner if that was asked; it makes one edit."""
    later = or_(PostRow.redraw_at.is_(None), PostRow.redraw_at > at)
    query = update(PostRow).where(PostRow.id.in_(post_ids), later, PostRow.message_id.is_not(None))
    await session.execute(query.values(redraw_at=at))


async def claim_redraws(session: AsyncSession, now: datetime, limit: int = 20) -> Sequence[int]:
    """Take up to `limit` posts whose redraw is due; each is taken once."""
    due = select(PostRow.id).where(PostRow.redraw_at <= now).order_by(PostRow.redraw_at)
    query = update(PostRow).where(PostRow.id.in_(due.limit(limit).scalar_subquery()))
    return (await session.scalars(query.values(redraw_at=None).returning(PostRow.id))).all()


def _post(row: PostRow, telegram: int) -> Post:
    closed = row.closed_at is not None
    return Post(row.id, row.key, row.kind, row.chat_id, telegram, row.message_id, closed, row.about)


async def open_questions(session: AsyncSession, chat_id: int) -> Sequence[Post]:
    """The questions of a chat that still wait for an answer, oldest first."""
    query = select(PostRow, ChatRow.telegram_id).join(ChatRow, ChatRow.id == PostRow.chat_id)
    here = query.where(
        PostRow.chat_id == chat_id, PostRow.kind == "question", PostRow.closed_at.is_(None)
    )
    rows = await session.execute(here.order_by(PostRow.id))
    return [_post(row, telegram) for row, telegram in rows]


async def close_questions(session: AsyncSession, asked_before: datetime, now: datetime) -> None:
    """Close questions nobody answered; what they asked about stays as it was."""
    query = update(PostRow).where(
        PostRow.kind == "question", PostRow.closed_at.is_(None), PostRow.made_at < asked_before
    )
    await session.execute(query.values(closed_at=now))
