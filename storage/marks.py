"""Small facts of the program itself, by name."""

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
