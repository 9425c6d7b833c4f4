"""Totals by quarter of an hour, counted from the events there are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

RECOUNT = """
INSERT INTO quarter_totals (station_id, quarter, division, kind, count)
SELECT station_id,
       CASE WHEN flag = 'odd_time' THEN received_at ELSE happened_at END / 900000000 AS quarter,
       coalesce(division, '') AS of_division, kind, count(*)
FROM events WHERE excluded IS NULL
GROUP BY station_id, quarter, of_division, kind
"""


def upgrade() -> None:
    """Bring the schema here."""
    op.create_table(
        "quarter_totals",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("quarter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("division", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_quarter_totals_station_id")
        ),
        sa.PrimaryKeyConstraint(
            "station_id", "quarter", "division", "kind", name=op.f("pk_quarter_totals")
        ),
    )
    op.execute(RECOUNT)


def downgrade() -> None:
    """Go back to the schema before."""
    op.drop_table("quarter_totals")
