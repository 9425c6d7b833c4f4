"""Questionnaires, and the answers to them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "questionnaire_versions",
    "questionnaire_publications",
    "answers",
    "service_answers",
    "text_reviews",
    "text_forgettings",
)
ITS_TIME_IS_OVER = """
    SELECT 1 FROM answers JOIN text_forgettings
    ON text_forgettings.station_id = answers.station_id AND answers.day < text_forgettings.before
    WHERE answers.station_id = OLD.station_id AND answers.id = OLD.id
"""


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


def keep_texts_for_their_time() -> None:
    """Let words be taken away only where it is noted that their time is over; never changed."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER answer_texts_no_update BEFORE UPDATE ON answer_texts"
            " BEGIN SELECT RAISE(ABORT, 'answer_texts is append-only'); END"
        )
        op.execute(
            "CREATE TRIGGER answer_texts_no_delete BEFORE DELETE ON answer_texts"
            f" WHEN NOT EXISTS ({ITS_TIME_IS_OVER})"
            " BEGIN SELECT RAISE(ABORT, 'answer_texts is kept for its time'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION keep_text() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF NOT EXISTS ({ITS_TIME_IS_OVER}) THEN"
        " RAISE EXCEPTION 'answer_texts is kept for its time'; END IF; RETURN OLD; END $$"
    )
    op.execute(
        "CREATE TRIGGER answer_texts_no_delete BEFORE DELETE ON answer_texts"
        " FOR EACH ROW EXECUTE FUNCTION keep_text()"
    )
    for name, when in (("update", "UPDATE"), ("truncate", "TRUNCATE")):
        op.execute(
            f"CREATE TRIGGER answer_texts_no_{name} BEFORE {when} ON answer_texts"
            " FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()"
        )


def upgrade() -> None:
    """Bring the schema here."""
    op.create_table(
        "privacy_notices",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=True),
        sa.Column("kept", sa.JSON(), nullable=True),
        sa.Column("readers", sa.JSON(), nullable=True),
        sa.Column("contact", sa.JSON(), nullable=True),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_privacy_notices_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", name=op.f("pk_privacy_notices")),
    )
    op.create_table(
        "text_forgettings",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_text_forgettings_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "before", name=op.f("pk_text_forgettings")),
    )
    op.create_table(
        "questionnaires",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("draft", sa.JSON(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "changed_by"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_questionnaires_station_id_changed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_questionnaires_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "code", name=op.f("pk_questionnaires")),
    )
    op.create_table(
        "questionnaire_divisions",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire", sa.String(), nullable=False),
        sa.Column("division", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_questionnaire_divisions_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "questionnaire"],
            ["questionnaires.station_id", "questionnaires.code"],
            name=op.f("fk_questionnaire_divisions_station_id_questionnaire"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_questionnaire_divisions_station_id")
        ),
        sa.PrimaryKeyConstraint(
            "station_id", "questionnaire", "division", name=op.f("pk_questionnaire_divisions")
        ),
    )
    op.create_table(
        "questionnaire_versions",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("thanks", sa.JSON(), nullable=True),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "by"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_questionnaire_versions_station_id_by"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "questionnaire"],
            ["questionnaires.station_id", "questionnaires.code"],
            name=op.f("fk_questionnaire_versions_station_id_questionnaire"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_questionnaire_versions_station_id")
        ),
        sa.PrimaryKeyConstraint(
            "station_id", "questionnaire", "number", name=op.f("pk_questionnaire_versions")
        ),
    )
    op.create_table(
        "answers",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("division", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_answers_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "questionnaire", "version"],
            [
                "questionnaire_versions.station_id",
                "questionnaire_versions.questionnaire",
                "questionnaire_versions.number",
            ],
            name=op.f("fk_answers_station_id_questionnaire_version"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_answers_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_answers")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answers_station_id_questionnaire_question_day"),
            ["station_id", "questionnaire", "question", "day"],
            unique=False,
        )

    op.create_table(
        "questionnaire_publications",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "by"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_questionnaire_publications_station_id_by"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "questionnaire", "version"],
            [
                "questionnaire_versions.station_id",
                "questionnaire_versions.questionnaire",
                "questionnaire_versions.number",
            ],
            name=op.f("fk_questionnaire_publications_station_id_questionnaire_version"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "questionnaire"],
            ["questionnaires.station_id", "questionnaires.code"],
            name=op.f("fk_questionnaire_publications_station_id_questionnaire"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_questionnaire_publications_station_id")
        ),
        sa.PrimaryKeyConstraint(
            "station_id", "questionnaire", "number", name=op.f("pk_questionnaire_publications")
        ),
    )
    op.create_table(
        "service_answers",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_service_answers_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "service", "version"],
            ["channel_versions.station_id", "channel_versions.channel", "channel_versions.version"],
            name=op.f("fk_service_answers_station_id_service_version"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_service_answers_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_service_answers")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("service_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_answers_station_id_service_day"),
            ["station_id", "service", "day"],
            unique=False,
        )

    op.create_table(
        "answer_texts",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "id"],
            ["answers.station_id", "answers.id"],
            name=op.f("fk_answer_texts_station_id_id"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_answer_texts_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_answer_texts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "text_reviews",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("hidden", sa.JSON(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "answer"],
            ["answers.station_id", "answers.id"],
            name=op.f("fk_text_reviews_station_id_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "by"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_text_reviews_station_id_by"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_text_reviews_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "answer", "number", name=op.f("pk_text_reviews")),
    )
    for table in APPEND_ONLY:
        forbid_changes(table)
    keep_texts_for_their_time()


def downgrade() -> None:
    """Go back to the schema before."""
    op.drop_table("text_reviews")
    op.drop_table("answer_texts")
    with op.batch_alter_table("service_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_answers_station_id_service_day"))

    op.drop_table("service_answers")
    op.drop_table("questionnaire_publications")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answers_station_id_questionnaire_question_day"))

    op.drop_table("answers")
    op.drop_table("questionnaire_versions")
    op.drop_table("questionnaire_divisions")
    op.drop_table("questionnaires")
    op.drop_table("text_forgettings")
    op.drop_table("privacy_notices")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_text()")
