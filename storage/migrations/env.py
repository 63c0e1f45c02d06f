"""Alembic's entry. The connection is handed over by `storage.migrate`."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import DefaultClause
from sqlalchemy.sql.elements import False_, True_

from storage.schema import Row, UtcDateTime


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """How a new step spells what Alembic would take from live code or write for one database."""
    match item:
        case UtcDateTime() if kind == "type":
            return "sa.DateTime()"
        case DefaultClause(arg=True_()):
            return "sa.true()"
        case DefaultClause(arg=False_()):
            return "sa.false()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_item=render_item,
    render_as_batch=context.config.attributes.get("batch", True),
)
with context.begin_transaction():
    context.run_migrations()
