"""What whoever writes was told, in versions; since when a questionnaire has its divisions."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


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


def set_aside(chosen: str) -> None:
    """Put notices aside while their table is made anew under its name."""
    op.execute(f"CREATE TABLE told_before AS {chosen}")
    op.drop_table("privacy_notices")


def words() -> list[sa.Column[object]]:
    """The columns that either table has."""
    return [
        sa.Column("purpose", sa.JSON(), nullable=True),
        sa.Column("kept", sa.JSON(), nullable=True),
        sa.Column("readers", sa.JSON(), nullable=True),
        sa.Column("contact", sa.JSON(), nullable=True),
        sa.Column("years", sa.Integer(), nullable=False),
    ]


def upgrade() -> None:
    """Bring the schema here.

    When a notice was first told, nobody noted: it counts from the station's beginning.
    """
    set_aside("SELECT * FROM privacy_notices")
    op.create_table(
        "privacy_notices",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *words(),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "by"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_privacy_notices_station_id_by"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_privacy_notices_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "number", name=op.f("pk_privacy_notices")),
    )
    op.execute(
        "INSERT INTO privacy_notices"
        " (station_id, number, purpose, kept, readers, contact, years, at)"
        " SELECT station_id, 1, purpose, kept, readers, contact, years, stations.created_at"
        " FROM told_before JOIN stations ON stations.id = station_id"
    )
    op.execute("DROP TABLE told_before")
    forbid_changes("privacy_notices")
    op.add_column(
        "questionnaires", sa.Column("divisions_since", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    """Go back to the schema before; of the notices, only the present one is left."""
    op.drop_column("questionnaires", "divisions_since")
    set_aside(
        "SELECT * FROM privacy_notices WHERE number ="
        " (SELECT MAX(other.number) FROM privacy_notices AS other"
        " WHERE other.station_id = privacy_notices.station_id)"
    )
    op.create_table(
        "privacy_notices",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        *words(),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_privacy_notices_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", name=op.f("pk_privacy_notices")),
    )
    op.execute(
        "INSERT INTO privacy_notices (station_id, purpose, kept, readers, contact, years)"
        " SELECT station_id, purpose, kept, readers, contact, years FROM told_before"
    )
    op.execute("DROP TABLE told_before")
