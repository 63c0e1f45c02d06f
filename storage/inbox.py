"""Updates of the network's: stored before their receipt is confirmed, worked off once.

The transaction that holds what an update leads to also marks it, so both are there or neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage.leases import NOW
from storage.schema import UpdateRow


class NotInHand(Exception):
    """The update was worked off before, or another process has it in hand by now."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as it came: its number, its chat (the network's id, 0: none) and its JSON."""

    update: int
    chat: int
    body: str
    attempts: int = 0


TABLE = UpdateRow.table()
U = TABLE.c
KNOWN = select(U.update_id).where(U.update_id.in_(bindparam("updates", expanding=True)))
STORE = insert(TABLE)
HOLDERS = (
    select(U.chat, U.owner)
    .where(U.chat.in_(bindparam("chats", expanding=True)), U.handled_at.is_(None))
    .distinct()
)
# Of several processes one has all that waits of a chat in hand, so that its order is kept. The
# first of each chat may be what its process ended of.
TAKE_UP = """
    UPDATE updates SET owner = :owner, attempts = CASE WHEN attempts = 0 AND id = (
        SELECT min(first.id) FROM updates AS first
        WHERE first.chat = updates.chat AND first.handled_at IS NULL
    ) THEN 1 ELSE attempts END
    WHERE handled_at IS NULL AND
"""
ALL = text(f"{TAKE_UP} owner <> :owner")
ABANDONED = text(f"""{TAKE_UP} NOT EXISTS (
        SELECT 1 FROM leases WHERE name = :prefix || updates.owner AND until > {NOW}
    )
""")
PROCESS = "process "  # and its owner: the lease that says that a process lives
IN_HAND = (
    select(U.update_id, U.chat, U.body, U.attempts)
    .where(U.handled_at.is_(None), U.owner == bindparam("by"))
    .order_by(U.id)
)
LEFT = select(U.id).where(U.handled_at.is_(None), U.owner != bindparam("by")).limit(1)
MARK = (
    update(TABLE)
    .where(
        U.update_id == bindparam("update"),
        U.owner == bindparam("by"),
        U.handled_at.is_(None),
    )
    .values(handled_at=bindparam("now"), body=None, error=None)
)


async def waits(session: AsyncSession, chat: int) -> bool:
    """Whether updates of a chat wait to be worked off."""
    query = select(U.id).where(U.chat == chat, U.handled_at.is_(None)).limit(1)
    return await session.scalar(query) is not None


async def store(
    session: AsyncSession, incoming: Sequence[Incoming], owner: str, now: datetime
) -> Sequence[Incoming]:
    """Keep what was not met before; returns it in the order it came.

    It is in the hand of whoever has the earlier updates of its chat in hand, else of `owner`; what
    is not in `owner`'s hand is not returned.
    """
    found = await session.execute(KNOWN, {"updates": [one.update for one in incoming]})
    known = set(found.scalars())
    fresh = {one.update: one for one in incoming if one.update not in known}
    if not fresh:
        return []
    chats = {"chats": list({one.chat for one in fresh.values()})}
    holders = {row.chat: row.owner for row in await session.execute(HOLDERS, chats)}
    rows = [
        {
            "update_id": one.update,
            "chat": one.chat,
            "body": one.body,
            "received_at": now,
            "owner": holders.get(one.chat, owner),
        }
        for one in fresh.values()
    ]
    await session.execute(STORE, rows)
    return [one for one in fresh.values() if holders.get(one.chat, owner) == owner]


async def mark(session: AsyncSession, number: int, owner: str, now: datetime) -> None:
    """Note in the transaction of its effect that an update is worked off; its words are dropped.

    Raises NotInHand when that would be a second time; the transaction must not be committed then.
    """
    values = {"update": number, "by": owner, "now": now}
    marked = cast(CursorResult[Any], await session.execute(MARK, values))
    if marked.rowcount != 1:
        raise NotInHand(number)


async def note_attempt(
    session: AsyncSession, number: int, owner: str, why: str, count: int = 1
) -> int | None:
    """Note why an attempt failed, or would have if nothing is noted after it, and count it.

    Returns how many there were; None when the update is no longer in the hand of `owner`.
    """
    query = update(TABLE).where(*_in_hand_of(number, owner))
    noted = query.values(attempts=U.attempts + count, error=why).returning(U.attempts)
    attempts: int | None = await session.scalar(noted)
    return attempts


async def set_aside(session: AsyncSession, number: int, owner: str, now: datetime) -> bool:
    """Give an update up, with its words; False when it is no longer in the hand of `owner`."""
    query = update(TABLE).where(*_in_hand_of(number, owner)).values(handled_at=now)
    return await session.scalar(query.returning(U.id)) is not None


def _in_hand_of(number: int, owner: str) -> Sequence[ColumnElement[bool]]:
    return U.update_id == number, U.owner == owner, U.handled_at.is_(None)


async def take_up(session: AsyncSession, owner: str, *, alone: bool = True) -> None:
    """Take what waits into the hand of `owner`.

    What those who had it may have been at when they ended counts as tried once. Unless `owner` is
    `alone` on the database, what other living processes have is left to them.
    """
    if alone:
        await session.execute(ALL, {"owner": owner})
    else:
        await session.execute(ABANDONED, {"owner": owner, "prefix": PROCESS})


async def is_left(session: AsyncSession, owner: str) -> bool:
    """Whether anything waits that is not in the hand of `owner`."""
    return await session.scalar(LEFT, {"by": owner}) is not None


async def in_hand(session: AsyncSession, owner: str) -> Sequence[Incoming]:
    """What `owner` has to work off, in the order it came."""
    rows = await session.execute(IN_HAND, {"by": owner})
    return [Incoming(number, chat, body or "null", n) for number, chat, body, n in rows]


async def count_aside(session: AsyncSession, since: datetime) -> int:
    """How many updates were set aside since an instant."""
    query = select(func.count()).where(U.handled_at >= since, U.error.is_not(None))
    return await session.scalar(query) or 0


async def forget(session: AsyncSession, before: datetime) -> None:
    """Drop the numbers of updates that came before an instant and are over.

    The network repeats none that is older than a day. It may begin to count anew after a week
    without any, so they must not be kept that long.
    """
    oldest_kept = (
        select(U.id).where(U.received_at >= before).order_by(U.id).limit(1).scalar_subquery()
    )
    last = select(func.max(U.id) + 1).scalar_subquery()
    over = U.handled_at.is_not(None)
    query = delete(TABLE).where(over, U.id < func.coalesce(oldest_kept, last))
    await session.execute(query)
