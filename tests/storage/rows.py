"""Rows of the outbox as the tests take and read them."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import outbox
from storage.outbox import Owed
from storage.schema import OutboxRow
from tests.storage.builders import at

NOW = at("2012-11-09 09:00")
DAY, NEXT = date(2012, 11, 9), date(2012, 11, 12)
HOUR = timedelta(hours=1)


async def claimed(session: AsyncSession) -> Owed:
    owed = await outbox.claim_next(session, NOW)
    assert owed is not None
    return owed


async def stored(session: AsyncSession) -> list[OutboxRow]:
    query = select(OutboxRow).order_by(OutboxRow.id)
    rows = await session.scalars(query, execution_options={"populate_existing": True})
    return list(rows)
