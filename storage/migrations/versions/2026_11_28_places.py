"""Let each topic of a forum be a place of its own."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_places"
down_revision = "2026_11_28_outside"


def upgrade() -> None:
    gone: sa.Column[bool] = sa.Column(
        "topic_gone", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.execute("UPDATE chats SET topic = 0 WHERE topic IS NULL")
    with op.batch_alter_table("chats") as chats:
        chats.alter_column(
            "topic", existing_type=sa.BigInteger(), server_default="0", nullable=False
        )
        chats.add_column(gone)
        chats.drop_constraint("uq_chats_telegram_id", type_="unique")
        chats.create_unique_constraint("uq_chats_telegram_id_topic", ["telegram_id", "topic"])
