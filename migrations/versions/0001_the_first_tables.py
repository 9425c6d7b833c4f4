"""The first tables, and what keeps some of them append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "events",
    "count_flags",
    "channel_versions",
    "itap_readings",
    "tallies",
    "audit_log",
)


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


def make_forbidding_function() -> None:
    """The function that PostgreSQL's triggers call (SQLite's need none)."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )


def upgrade() -> None:
    """Bring the schema here."""
    op.create_table(
        "address_proofs",
        sa.Column("public_url", sa.String(), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("public_url", name=op.f("pk_address_proofs")),
    )
    op.create_table(
        "guesses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guesses")),
    )
    with op.batch_alter_table("guesses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guesses_subject_at"), ["subject", "at"], unique=False)

    op.create_table(
        "recent_phones",
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("scanned_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("link", "phone", name=op.f("pk_recent_phones")),
    )
    with op.batch_alter_table("recent_phones", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recent_phones_scanned_at"), ["scanned_at"], unique=False
        )

    op.create_table(
        "stations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("short_name", sa.JSON(), nullable=False),
        sa.Column("headquarters", sa.JSON(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("emergency", sa.String(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stations")),
        sa.UniqueConstraint("slug", name=op.f("uq_stations_slug")),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("needs_second_factor", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_accounts_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
        sa.UniqueConstraint("station_id", "id", name=op.f("uq_accounts_station_id_id")),
    )
    op.create_table(
        "chain_heads",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_chain_heads_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", name=op.f("pk_chain_heads")),
    )
    op.create_table(
        "collectors",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("divisions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_collectors_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "code", name=op.f("pk_collectors")),
    )
    op.create_table(
        "count_flags",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_count_flags_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_count_flags")),
    )
    with op.batch_alter_table("count_flags", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_count_flags_station_id_day"), ["station_id", "day"], unique=False
        )

    op.create_table(
        "daily_totals",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("division", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_daily_totals_station_id")
        ),
        sa.PrimaryKeyConstraint(
            "station_id", "day", "division", "kind", "source", name=op.f("pk_daily_totals")
        ),
    )
    op.create_table(
        "divisions",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("hint", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("icon", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_divisions_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "code", name=op.f("pk_divisions")),
    )
    op.create_table(
        "fiscal_years",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("iit_officers", sa.Integer(), nullable=False),
        sa.Column("iit_percent", sa.Integer(), nullable=False),
        sa.Column("iit_scope", sa.String(), nullable=False),
        sa.Column("iit_require", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_fiscal_years_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "year", name=op.f("pk_fiscal_years")),
    )
    op.create_table(
        "service_points",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_service_points_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "code", name=op.f("pk_service_points")),
    )
    op.create_table(
        "set_up_links",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_set_up_links_station_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_set_up_links")),
    )
    op.create_table(
        "shifts",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("arrive_before_minutes", sa.Integer(), nullable=False),
        sa.Column("only_working_days", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["station_id"], ["stations.id"], name=op.f("fk_shifts_station_id")),
        sa.PrimaryKeyConstraint("station_id", "code", name=op.f("pk_shifts")),
    )
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_audit_log_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_audit_log_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_log_station_id_at"), ["station_id", "at"], unique=False
        )

    op.create_table(
        "channels",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("division", sa.String(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_channels_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_channels_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "code", name=op.f("pk_channels")),
    )
    op.create_table(
        "commitments",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("fee", sa.Integer(), nullable=True),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_commitments_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_commitments_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "division", name=op.f("pk_commitments")),
    )
    op.create_table(
        "itap_readings",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("division", sa.String(), nullable=True),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "by"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_itap_readings_station_id_by"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_itap_readings_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_itap_readings_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_itap_readings")),
    )
    with op.batch_alter_table("itap_readings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_itap_readings_station_id_day"), ["station_id", "day"], unique=False
        )

    op.create_table(
        "kiosks",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("point", sa.String(), nullable=False),
        sa.Column("pairing_hash", sa.String(), nullable=True),
        sa.Column("pairing_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("paired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_contact_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "point"],
            ["service_points.station_id", "service_points.code"],
            name=op.f("fk_kiosks_station_id_point"),
        ),
        sa.ForeignKeyConstraint(["station_id"], ["stations.id"], name=op.f("fk_kiosks_station_id")),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_kiosks")),
        sa.UniqueConstraint("pairing_hash", name=op.f("uq_kiosks_pairing_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_kiosks_token_hash")),
    )
    op.create_table(
        "measure_groups",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "year"],
            ["fiscal_years.station_id", "fiscal_years.year"],
            name=op.f("fk_measure_groups_station_id_year"),
        ),
        sa.PrimaryKeyConstraint("station_id", "year", "number", name=op.f("pk_measure_groups")),
    )
    op.create_table(
        "needs",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("icon", sa.String(), nullable=False),
        sa.Column("division", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_needs_station_id_division"),
        ),
        sa.ForeignKeyConstraint(["station_id"], ["stations.id"], name=op.f("fk_needs_station_id")),
        sa.PrimaryKeyConstraint("station_id", "code", name=op.f("pk_needs")),
    )
    op.create_table(
        "oit_items",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id", "year"],
            ["fiscal_years.station_id", "fiscal_years.year"],
            name=op.f("fk_oit_items_station_id_year"),
        ),
        sa.PrimaryKeyConstraint("station_id", "year", "number", name=op.f("pk_oit_items")),
    )
    op.create_table(
        "phases",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("by", sa.JSON(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "year"],
            ["fiscal_years.station_id", "fiscal_years.year"],
            name=op.f("fk_phases_station_id_year"),
        ),
        sa.PrimaryKeyConstraint("station_id", "year", "code", name=op.f("pk_phases")),
    )
    op.create_table(
        "posts",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("division", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_posts_station_id_division"),
        ),
        sa.ForeignKeyConstraint(["station_id"], ["stations.id"], name=op.f("fk_posts_station_id")),
        sa.PrimaryKeyConstraint("station_id", "code", name=op.f("pk_posts")),
    )
    op.create_table(
        "quotas",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("brought_by", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_quotas_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "year"],
            ["fiscal_years.station_id", "fiscal_years.year"],
            name=op.f("fk_quotas_station_id_year"),
        ),
        sa.PrimaryKeyConstraint("station_id", "year", "division", name=op.f("pk_quotas")),
    )
    op.create_table(
        "sign_ins",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sign_ins_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_ins")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_account_id"), ["account_id"], unique=False)

    op.create_table(
        "tallies",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("division", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("collector", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "by"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_tallies_station_id_by"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_tallies_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_tallies_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "id", name=op.f("pk_tallies")),
    )
    with op.batch_alter_table("tallies", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tallies_station_id_day"), ["station_id", "day"], unique=False
        )

    op.create_table(
        "channel_versions",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("hint", sa.JSON(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("is_general", sa.Boolean(), nullable=False),
        sa.Column("otherwise", sa.JSON(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "by"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_channel_versions_station_id_by"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "channel"],
            ["channels.station_id", "channels.code"],
            name=op.f("fk_channel_versions_station_id_channel"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_channel_versions_station_id")
        ),
        sa.PrimaryKeyConstraint(
            "station_id", "channel", "version", name=op.f("pk_channel_versions")
        ),
    )
    op.create_table(
        "events",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("division", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("channel_version", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("point", sa.String(), nullable=True),
        sa.Column("kiosk_id", sa.Uuid(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.String(), nullable=True),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("excluded", sa.String(), nullable=True),
        sa.Column("flag", sa.String(), nullable=True),
        sa.Column("voids", sa.BigInteger(), nullable=True),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "channel"],
            ["channels.station_id", "channels.code"],
            name=op.f("fk_events_station_id_channel"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_events_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "kiosk_id"],
            ["kiosks.station_id", "kiosks.id"],
            name=op.f("fk_events_station_id_kiosk_id"),
        ),
        sa.ForeignKeyConstraint(["station_id"], ["stations.id"], name=op.f("fk_events_station_id")),
        sa.PrimaryKeyConstraint("station_id", "number", name=op.f("pk_events")),
        sa.UniqueConstraint("station_id", "id", name=op.f("uq_events_station_id_id")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(
            "ix_events_kiosk",
            ["station_id", "kiosk_id", "happened_at"],
            unique=False,
            sqlite_where=sa.text("kiosk_id IS NOT NULL"),
            postgresql_where=sa.text("kiosk_id IS NOT NULL"),
        )

    op.create_table(
        "links",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("division", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kiosk_id", sa.Uuid(), nullable=True),
        sa.Column("point", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "channel"],
            ["channels.station_id", "channels.code"],
            name=op.f("fk_links_station_id_channel"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "division"],
            ["divisions.station_id", "divisions.code"],
            name=op.f("fk_links_station_id_division"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "kiosk_id"],
            ["kiosks.station_id", "kiosks.id"],
            name=op.f("fk_links_station_id_kiosk_id"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "point"],
            ["service_points.station_id", "service_points.code"],
            name=op.f("fk_links_station_id_point"),
        ),
        sa.ForeignKeyConstraint(["station_id"], ["stations.id"], name=op.f("fk_links_station_id")),
        sa.PrimaryKeyConstraint("station_id", "code", name=op.f("pk_links")),
        sa.UniqueConstraint("code", name=op.f("uq_links_code")),
    )
    op.create_table(
        "measures",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("group", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("activity", sa.JSON(), nullable=False),
        sa.Column("output", sa.JSON(), nullable=False),
        sa.Column("made_known", sa.JSON(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_words", sa.JSON(), nullable=True),
        sa.Column("reachable_by", sa.Date(), nullable=True),
        sa.Column("owner", sa.JSON(), nullable=False),
        sa.Column("follow_up", sa.String(), nullable=False),
        sa.Column("follow_up_by", sa.Date(), nullable=True),
        sa.Column("is_on_kiosk", sa.Boolean(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "year", "group"],
            ["measure_groups.station_id", "measure_groups.year", "measure_groups.number"],
            name=op.f("fk_measures_station_id_year_group"),
        ),
        sa.PrimaryKeyConstraint("station_id", "year", "number", name=op.f("pk_measures")),
    )
    op.create_table(
        "post_shifts",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("shift", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "post"],
            ["posts.station_id", "posts.code"],
            name=op.f("fk_post_shifts_station_id_post"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "shift"],
            ["shifts.station_id", "shifts.code"],
            name=op.f("fk_post_shifts_station_id_shift"),
        ),
        sa.PrimaryKeyConstraint("station_id", "post", "shift", name=op.f("pk_post_shifts")),
    )
    make_forbidding_function()
    for table in APPEND_ONLY:
        forbid_changes(table)


def downgrade() -> None:
    """Go back to the schema before."""
    op.drop_table("post_shifts")
    op.drop_table("measures")
    op.drop_table("links")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_events_kiosk",
            sqlite_where=sa.text("kiosk_id IS NOT NULL"),
            postgresql_where=sa.text("kiosk_id IS NOT NULL"),
        )

    op.drop_table("events")
    op.drop_table("channel_versions")
    with op.batch_alter_table("tallies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tallies_station_id_day"))

    op.drop_table("tallies")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_account_id"))

    op.drop_table("sign_ins")
    op.drop_table("quotas")
    op.drop_table("posts")
    op.drop_table("phases")
    op.drop_table("oit_items")
    op.drop_table("needs")
    op.drop_table("measure_groups")
    op.drop_table("kiosks")
    with op.batch_alter_table("itap_readings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_itap_readings_station_id_day"))

    op.drop_table("itap_readings")
    op.drop_table("commitments")
    op.drop_table("channels")
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_log_station_id_at"))

    op.drop_table("audit_log")
    op.drop_table("shifts")
    op.drop_table("set_up_links")
    op.drop_table("service_points")
    op.drop_table("fiscal_years")
    op.drop_table("divisions")
    op.drop_table("daily_totals")
    with op.batch_alter_table("count_flags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_count_flags_station_id_day"))

    op.drop_table("count_flags")
    op.drop_table("collectors")
    op.drop_table("chain_heads")
    op.drop_table("accounts")
    op.drop_table("stations")
    with op.batch_alter_table("recent_phones", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recent_phones_scanned_at"))

    op.drop_table("recent_phones")
    with op.batch_alter_table("guesses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guesses_subject_at"))

    op.drop_table("guesses")
    op.drop_table("address_proofs")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION forbid_change()")
