"""The bot's own messages that take answers: found by chat and message, or by their button key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import (
    Select,
    Update,
    bindparam,
    case,
    delete,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import IN_DATABASE, ChatRow, PostRow

# Longer than anybody waits for a redraw, so that one asked for meanwhile comes before its end.
LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Post:
    """A message that takes answers. `chat` is ours, `telegram` the network's id of it.

    `language` is the chat's own, None where it has chosen none.
    """

    id: int
    key: str
    kind: str
    chat: int
    telegram: int
    language: str | None
    message: int | None
    made_at: datetime
    closed: bool
    about: Mapping[str, Any]
    drawn: str | None = None

    @property
    def card(self) -> int | None:
        """The card this is, or that this asks about; None for what has no lines."""
        if self.kind == "question":
            return int(self.about["card"])
        return self.id if self.kind == "card" else None


# Built once, because building a statement takes longer than SQLite does for its answer.
P, C = PostRow.table().c, ChatRow.table().c
POSTS = select(
    P.id,
    P.key,
    P.kind,
    P.chat_id,
    C.telegram_id,
    C.language,
    P.message_id,
    P.made_at,
    P.closed_at.is_not(None),
    P.about,
    P.drawn,
).join_from(PostRow.table(), ChatRow.table(), C.id == P.chat_id)
BY_ID = POSTS.where(P.id == bindparam("id"))
BY_KEY = POSTS.where(P.key == bindparam("key"))
BY_MESSAGE = POSTS.where(C.telegram_id == bindparam("chat"), P.message_id == bindparam("message"))
OPEN_QUESTIONS = POSTS.where(
    P.chat_id == bindparam("chat"), P.kind == "question", P.closed_at.is_(None)
).order_by(P.id)


def new_key() -> str:
    """An opaque key for a message's buttons: 60 random bits, resolved only in the database."""
    return token_urlsafe(8)[:10]


async def add_post(
    session: AsyncSession, chat_id: int, kind: str, about: Mapping[str, Any], now: datetime
) -> Post:
    """A post about to be sent; `place` gives it its message id afterwards."""
    row = PostRow(key=new_key(), chat_id=chat_id, kind=kind, made_at=now, about=dict(about))
    session.add(row)
    await session.flush()
    return Post(*(await session.execute(BY_ID, {"id": row.id})).one())


async def place(
    session: AsyncSession, post_id: int, message: int, drawn: str | None = None
) -> None:
    """Give a post the number of its message, and the print of what it shows where it is known."""
    query = update(PostRow).where(PostRow.id == post_id)
    await session.execute(query.values(message_id=message, drawn=drawn))


async def find_by_message(session: AsyncSession, telegram: int, message: int) -> Post | None:
    return await _find(session, BY_MESSAGE, chat=telegram, message=message)


async def find_by_key(session: AsyncSession, key: str) -> Post | None:
    return await _find(session, BY_KEY, key=key)


async def get_post(session: AsyncSession, post_id: int) -> Post | None:
    return await _find(session, BY_ID, id=post_id)


async def _find(session: AsyncSession, query: Select[Any], **wanted: object) -> Post | None:
    found = (await session.execute(query, wanted)).one_or_none()
    return Post(*found) if found else None


async def change_about(session: AsyncSession, post_id: int, about: Mapping[str, Any]) -> None:
    await session.execute(update(PostRow).where(PostRow.id == post_id).values(about=dict(about)))


async def close_post(session: AsyncSession, post_id: int, now: datetime) -> bool:
    """Close a question once: False if somebody answered before."""
    query = update(PostRow).where(PostRow.id == post_id, PostRow.closed_at.is_(None))
    return await session.scalar(query.values(closed_at=now).returning(PostRow.id)) is not None


async def ask_redraw(session: AsyncSession, post_ids: Sequence[int], at: datetime) -> None:
    """Let messages be drawn anew at `at`, or sooner if that was asked; it makes one edit."""
    await session.execute(redrawing(post_ids), {"at": at})


def redrawing(posts: Sequence[int] | Select[int]) -> Update:
    """Ask for a redraw at the parameter `at`, of posts or of those a query names."""
    at = bindparam("at", type_=P.redraw_at.type)
    later = or_(P.redraw_at.is_(None), P.redraw_at > at)
    query = update(PostRow.table()).values(redraw_at=at)
    return query.where(P.id.in_(posts), later, P.message_id.is_not(None))


async def claim_redraws(session: AsyncSession, now: datetime, limit: int = 20) -> Sequence[int]:
    """Take up to `limit` posts whose redraw is due; one nobody finishes comes again."""
    due = select(PostRow.id).where(PostRow.redraw_at <= now).order_by(PostRow.redraw_at)
    query = update(PostRow).where(PostRow.id.in_(due.limit(limit).scalar_subquery()))
    claimed = query.values(redraw_at=now + LEASE).returning(PostRow.id)
    return (await session.scalars(claimed, execution_options=IN_DATABASE)).all()


async def redrawn(
    session: AsyncSession, post_id: int, claimed_at: datetime, drawn: str | None
) -> None:
    """Finish a claimed redraw, unless another was asked for meanwhile; `drawn` is what it shows."""
    mine = PostRow.redraw_at == claimed_at + LEASE
    query = update(PostRow).where(PostRow.id == post_id)
    values = {"drawn": drawn, "redraw_at": case((mine, null()), else_=PostRow.redraw_at)}
    await session.execute(query.values(values), execution_options=IN_DATABASE)


async def redraw_later(session: AsyncSession, post_id: int, at: datetime) -> None:
    """Put a claimed redraw off until `at`, whatever was asked meanwhile."""
    await session.execute(update(PostRow).where(PostRow.id == post_id).values(redraw_at=at))


async def drawn_elsewhere(session: AsyncSession, post_id: int) -> None:
    """Note that a message was edited otherwise than by a redraw, which must not be skipped then."""
    await session.execute(update(PostRow).where(PostRow.id == post_id).values(drawn=None))


async def discard(session: AsyncSession, post_id: int) -> None:
    """Forget a post that certainly never reached its chat."""
    await session.execute(delete(PostRow).where(PostRow.id == post_id))


async def next_redraw(session: AsyncSession) -> datetime | None:
    """When the next message is to be drawn anew, for the clock of a rehearsal."""
    return await session.scalar(select(func.min(PostRow.redraw_at)))


async def ask_redraw_of_cards(session: AsyncSession, made_after: datetime, at: datetime) -> None:
    """Let every open card made after an instant be drawn anew."""
    query = update(PostRow).where(
        PostRow.kind == "card",
        PostRow.closed_at.is_(None),
        PostRow.made_at > made_after,
        PostRow.message_id.is_not(None),
        PostRow.redraw_at.is_(None),
    )
    await session.execute(query.values(redraw_at=at), execution_options=IN_DATABASE)


async def ask_redraw_in(session: AsyncSession, chat_id: int, at: datetime) -> None:
    """Let every open card and page of a chat be drawn anew."""
    follows = PostRow.kind.in_(("card", "page")), PostRow.closed_at.is_(None)
    here = select(PostRow.id).where(PostRow.chat_id == chat_id, *follows)
    await session.execute(redrawing(here), {"at": at})


async def open_questions(session: AsyncSession, chat_id: int) -> Sequence[Post]:
    """The questions of a chat that still wait for an answer, oldest first."""
    return [Post(*row) for row in await session.execute(OPEN_QUESTIONS, {"chat": chat_id})]


async def close_questions(session: AsyncSession, asked_before: datetime, now: datetime) -> None:
    """Close questions nobody answered; what they asked about stays as it was."""
    query = update(PostRow).where(
        PostRow.kind == "question", PostRow.closed_at.is_(None), PostRow.made_at < asked_before
    )
    await session.execute(query.values(closed_at=now))
