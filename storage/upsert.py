"""Inserting what may already be there, in the dialect of the database at hand."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Row


def insert_into(session: AsyncSession, table: type[Row]) -> Any:
    """An INSERT that knows `on_conflict_do_nothing` and `_update`; both dialects spell it alike."""
    dialect = session.get_bind().dialect.name
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
