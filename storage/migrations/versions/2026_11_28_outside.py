"""Know since when somebody who answers for a unit is no longer in its group."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_outside"
down_revision = "2026_11_28_doubts"


def upgrade() -> None:
    op.add_column("people", sa.Column("outside_at", sa.DateTime(), nullable=True))
