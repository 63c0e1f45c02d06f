"""Count how often nobody knew whether a message arrived."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_doubts"
down_revision = "2026_11_28_lanes"


def upgrade() -> None:
    doubts = sa.Column("doubts", sa.Integer(), server_default="0", nullable=False)
    op.add_column("outbox", doubts)
    op.execute("UPDATE outbox SET doubts = 1 WHERE again_at IS NOT NULL")
