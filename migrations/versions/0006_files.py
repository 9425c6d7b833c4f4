"""Pictures and PDFs that visitors may see."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

APPEND_ONLY = ("stored_files", "file_pages")


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
        "stored_files",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_stored_files_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_stored_files")),
        sa.UniqueConstraint("id", name=op.f("uq_stored_files_id")),
    )
    op.create_table(
        "file_pages",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "file_id"],
            ["stored_files.station_id", "stored_files.id"],
            name=op.f("fk_file_pages_station_id_file_id"),
        ),
        sa.PrimaryKeyConstraint("station_id", "file_id", "number", name=op.f("pk_file_pages")),
    )
    for table in APPEND_ONLY:
        forbid_changes(table)


def downgrade() -> None:
    """Go back to the schema before."""
    op.drop_table("file_pages")
    op.drop_table("stored_files")
