"""Updates that were set aside: looked at by whoever runs the machine, and tried again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import IN_DATABASE, ChatRow
from storage.schema import UpdateRow as U

ASIDE = U.handled_at.is_not(None), U.error.is_not(None)


@dataclass(frozen=True, slots=True)
class Aside:
    """An update nobody could work off: its chat by the network's number (0: none) and its name, its
    JSON, and the last error."""

    update: int
    chat: int
    title: str
    body: str
    received_at: datetime
    attempts: int
    why: str


async def listed(session: AsyncSession) -> Sequence[Aside]:
    """Those there still are, in the order they came."""
    query = (
        select(U.update_id, U.chat, ChatRow.title, U.body, U.received_at, U.attempts, U.error)
        .outerjoin(ChatRow, ChatRow.telegram_id == U.chat)
        .where(*ASIDE)
        .order_by(U.id)
    )
    return [
        Aside(number, chat, title or "", body or "null", at, attempts, why or "")
        for number, chat, title, body, at, attempts, why in await session.execute(query)
    ]


async def try_again(session: AsyncSession) -> int:
    """Let all of them wait as if they had just come, in nobody's hand; returns how many."""
    anew = {"handled_at": None, "error": None, "attempts": 0, "owner": ""}
    query = update(U).where(*ASIDE).values(anew).returning(U.id)
    return len((await session.scalars(query, execution_options=IN_DATABASE)).all())
