"""Small facts of the program itself, by name."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import MarkRow
from storage.upsert import insert_into


async def get(session: AsyncSession, name: str) -> str | None:
    return await session.scalar(select(MarkRow.value).where(MarkRow.name == name))


async def put(session: AsyncSession, name: str, value: str) -> None:
    query = insert_into(session, MarkRow).values(name=name, value=value)
    await session.execute(
        query.on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


async def is_first(session: AsyncSession, name: str, day: date) -> bool:
    """Whether this is asked for the first time on a day; from then on it is not."""
    if await get(session, name) == day.isoformat():
        return False
    await put(session, name, day.isoformat())
    return True
