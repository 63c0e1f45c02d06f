"""Sort what is owed by urgency, know which message it became and when it is sent again."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_lanes"
down_revision = "2026_11_28_topics"


def upgrade() -> None:
    lane = sa.Column("lane", sa.Integer(), server_default="1", nullable=False)
    op.add_column("outbox", lane)
    op.add_column("outbox", sa.Column("again_at", sa.DateTime(), nullable=True))
    op.add_column("outbox", sa.Column("message_id", sa.Integer(), nullable=True))
    op.execute("UPDATE outbox SET lane = 2 WHERE kind IN ('card', 'instead')")
    op.execute("UPDATE outbox SET lane = 4 WHERE kind IN ('digest', 'gaps', 'health')")
    op.drop_index("ix_outbox_state_send_at", "outbox")
    op.create_index("ix_outbox_state_lane_send_at", "outbox", ["state", "lane", "send_at"])
    op.create_index("ix_outbox_post_id", "outbox", ["post_id"])
