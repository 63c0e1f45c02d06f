"""Remember the topic of a forum in which a group was bound."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_topics"
down_revision = "2026_11_28_leases"


def upgrade() -> None:
    op.add_column("chats", sa.Column("topic", sa.BigInteger(), nullable=True))
