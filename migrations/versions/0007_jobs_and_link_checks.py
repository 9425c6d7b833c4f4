"""Jobs, and what the looks at links found."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OF_SERVER = sa.text("station_id IS NULL")


def upgrade() -> None:
    """Bring the schema here."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=True),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("runs_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["station_id"], ["stations.id"], name=op.f("fk_jobs_station_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("name", "station_id", name=op.f("uq_jobs_name_station_id")),
    )
    op.create_index(
        "uq_jobs_name_of_server",
        "jobs",
        ["name"],
        unique=True,
        sqlite_where=OF_SERVER,
        postgresql_where=OF_SERVER,
    )
    op.create_table(
        "link_checks",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found", sa.String(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("moved_to", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id", "channel"],
            ["channels.station_id", "channels.code"],
            name=op.f("fk_link_checks_station_id_channel"),
        ),
        sa.PrimaryKeyConstraint("station_id", "channel", name=op.f("pk_link_checks")),
    )


def downgrade() -> None:
    """Go back to the schema before."""
    op.drop_table("link_checks")
    op.drop_index("uq_jobs_name_of_server", table_name="jobs")
    op.drop_table("jobs")
