"""Let one process at a time be in charge of a part of the work."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_leases"
down_revision = "2026_11_28_updates"


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(length=16), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
