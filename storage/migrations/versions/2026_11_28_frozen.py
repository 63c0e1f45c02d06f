"""Know until when Telegram asked to wait with a chat, whatever process sends by then."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_frozen"
down_revision = "2026_11_28_places"


def upgrade() -> None:
    op.add_column("chats", sa.Column("frozen_until", sa.DateTime(), nullable=True))
