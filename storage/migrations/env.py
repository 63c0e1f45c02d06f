"""Alembic's entry. The connection is handed over by `storage.migrate`."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.schema import Row, UtcDateTime


def render_item(type_: str, item: Any, _context: AutogenContext) -> str | bool:
    # A migration must not import live code: our instants are plain DateTime columns there.
    return "sa.DateTime()" if type_ == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
