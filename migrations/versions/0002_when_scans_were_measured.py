"""From when on scans were measured."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    op.create_table(
        "measuring_changes",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("at", name=op.f("pk_measuring_changes")),
    )


def downgrade() -> None:
    """Go back to the schema before."""
    op.drop_table("measuring_changes")
