"""Inserting what may already be there, in the dialect of the database at hand."""

from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Row


def insert_into(session: AsyncSession, table: type[Row]) -> Any:
    """An INSERT that knows `on_conflict_do_nothing` and `_update`; both dialects spell it alike.

    What it makes are rows of a table, not objects of the session.
    """
    dialect, plain = session.get_bind().dialect.name, cast(Table, table.__table__)
    return postgresql.insert(plain) if dialect == "postgresql" else sqlite.insert(plain)
