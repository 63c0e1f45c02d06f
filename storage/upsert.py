"""Inserting what may already be there, in the dialect of the database at hand."""

from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Row


def insert_into(session: AsyncSession, table: type[Row]) -> Any:
    """An INSERT that knows `on_conflict_do_nothing` and `_update`; both dialects spell it alike.

    What it makes are rows of a table, not objects of the session.
    """
    return _insert(session.get_bind().dialect.name, table)


@cache
def _insert(dialect: str, table: type[Row]) -> Any:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return make(table.table())
