"""Small facts of the program itself, by name."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import MarkRow


async def get(session: AsyncSession, name: str) -> str | None:
    return await session.scalar(select(MarkRow.value).where(MarkRow.name == name))


async def put(session: AsyncSession, name: str, value: str) -> None:
    await session.merge(MarkRow(name=name, value=value))
