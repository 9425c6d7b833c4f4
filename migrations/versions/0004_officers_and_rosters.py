"""Officers, and the rosters of months."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

APPEND_ONLY = ("roster_versions", "duties")


def forbid_changes(table: str) -> None:
    """Let rows of a table be added only, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    for name, when in (("rows", "UPDATE OR DELETE"), ("truncate", "TRUNCATE")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{name} BEFORE {when} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()"
        )


def upgrade() -> None:
    """Bring the schema here."""
    op.create_table(
        "duty_displays",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_duty_displays_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", name=op.f("pk_duty_displays")),
    )
    op.create_table(
        "holidays",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_holidays_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "day", name=op.f("pk_holidays")),
    )
    op.create_table(
        "remembered_mappings",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_remembered_mappings_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "signature", name=op.f("pk_remembered_mappings")),
    )
    op.create_table(
        "roster_files",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("fixes", sa.JSON(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_roster_files_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_roster_files")),
    )
    op.create_table(
        "rosters",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_rosters_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "month", name=op.f("pk_rosters")),
    )
    op.create_table(
        "officers",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("division", sa.String(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "account_id"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_officers_station_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_officers_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_officers_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_officers")),
        sa.UniqueConstraint(
            "station_id", "account_id", name=op.f("uq_officers_station_id_account_id")
        ),
    )
    op.create_table(
        "roster_versions",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "month"],
            ["rosters.station_id", "rosters.month"],
            name=op.f("fk_roster_versions_station_id_month"),
        ),
        sa.PrimaryKeyConstraint("station_id", "month", "number", name=op.f("pk_roster_versions")),
    )
    op.create_table(
        "calendars",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("post", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id", "officer_id"],
            ["officers.station_id", "officers.id"],
            name=op.f("fk_calendars_station_id_officer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "post"],
            ["posts.station_id", "posts.code"],
            name=op.f("fk_calendars_station_id_post"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_calendars_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_calendars")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendars_token_hash")),
    )
    op.create_table(
        "duties",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("shift", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("arrives_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "month", "version"],
            ["roster_versions.station_id", "roster_versions.month", "roster_versions.number"],
            name=op.f("fk_duties_station_id_month_version"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "officer_id"],
            ["officers.station_id", "officers.id"],
            name=op.f("fk_duties_station_id_officer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "post"],
            ["posts.station_id", "posts.code"],
            name=op.f("fk_duties_station_id_post"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "shift"],
            ["shifts.station_id", "shifts.code"],
            name=op.f("fk_duties_station_id_shift"),
        ),
        sa.PrimaryKeyConstraint(
            "station_id",
            "month",
            "version",
            "day",
            "post",
            "shift",
            "officer_id",
            name=op.f("pk_duties"),
        ),
    )
    with op.batch_alter_table("duties", schema=None) as batch_op:
        batch_op.create_index("ix_duties_time", ["station_id", "starts_at"], unique=False)
    op.create_table(
        "leaves",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "officer_id"],
            ["officers.station_id", "officers.id"],
            name=op.f("fk_leaves_station_id_officer_id"),
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_leaves")),
    )
    for table in APPEND_ONLY:
        forbid_changes(table)


def downgrade() -> None:
    """Go back to the schema before."""
    op.drop_table("leaves")
    with op.batch_alter_table("duties", schema=None) as batch_op:
        batch_op.drop_index("ix_duties_time")
    op.drop_table("duties")
    op.drop_table("calendars")
    op.drop_table("roster_versions")
    op.drop_table("officers")
    op.drop_table("rosters")
    op.drop_table("roster_files")
    op.drop_table("remembered_mappings")
    op.drop_table("holidays")
    op.drop_table("duty_displays")
