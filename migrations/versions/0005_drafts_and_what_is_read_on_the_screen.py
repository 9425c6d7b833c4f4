"""Channels as the station keeps them: drafts, publications, owners, and what is read on the screen.

Commitments become services, which are channels like the others.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPEND_ONLY = ("channel_publications",)
READ_ON_SCREEN = ("news", "service", "facility")
TITLE = {"th": "ขั้นตอนและระยะเวลาการให้บริการ", "en": "Steps and time of service"}

CHANNELS = sa.table(
    "channels",
    sa.column("station_id", sa.Uuid()),
    sa.column("code", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("division", sa.String()),
    sa.column("position", sa.Integer()),
    sa.column("version", sa.Integer()),
    sa.column("is_shown", sa.Boolean()),
    sa.column("draft", sa.Integer()),
)
VERSIONS = sa.table(
    "channel_versions",
    sa.column("station_id", sa.Uuid()),
    sa.column("channel", sa.String()),
    sa.column("version", sa.Integer()),
    sa.column("title", sa.JSON()),
    sa.column("hint", sa.JSON(none_as_null=True)),
    sa.column("otherwise", sa.JSON(none_as_null=True)),
    sa.column("is_general", sa.Boolean()),
    sa.column("body", sa.JSON()),
    sa.column("by", sa.Uuid()),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
PUBLICATIONS = sa.table(
    "channel_publications",
    sa.column("station_id", sa.Uuid()),
    sa.column("channel", sa.String()),
    sa.column("number", sa.Integer()),
    sa.column("version", sa.Integer()),
    sa.column("by", sa.Uuid()),
    sa.column("at", sa.DateTime(timezone=True)),
)
COMMITMENTS = sa.table(
    "commitments",
    sa.column("station_id", sa.Uuid()),
    sa.column("division", sa.String()),
    sa.column("steps", sa.JSON()),
    sa.column("minutes", sa.Integer()),
    sa.column("fee", sa.Integer()),
    sa.column("papers", sa.JSON()),
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


def upgrade() -> None:
    """Bring the schema here."""
    op.add_column(
        "channels", sa.Column("is_shown", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column("channels", sa.Column("draft", sa.Integer(), nullable=True))
    op.add_column(
        "channels", sa.Column("edition", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )
    op.add_column(
        "channel_versions",
        sa.Column("body", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
    )
    op.create_table(
        "channel_publications",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "by"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_channel_publications_station_id_by"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "channel", "version"],
            [
                "channel_versions.station_id",
                "channel_versions.channel",
                "channel_versions.version",
            ],
            name=op.f("fk_channel_publications_station_id_channel_version"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "channel"],
            ["channels.station_id", "channels.code"],
            name=op.f("fk_channel_publications_station_id_channel"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_channel_publications_station_id")
        ),
        sa.PrimaryKeyConstraint(
            "station_id", "channel", "number", name=op.f("pk_channel_publications")
        ),
    )
    op.create_table(
        "channel_owners",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id", "account_id"],
            ["accounts.station_id", "accounts.id"],
            name=op.f("fk_channel_owners_station_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id", "channel"],
            ["channels.station_id", "channels.code"],
            name=op.f("fk_channel_owners_station_id_channel"),
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["stations.id"], name=op.f("fk_channel_owners_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "channel", name=op.f("pk_channel_owners")),
    )
    # Until now every version was in force from the moment it was written.
    op.execute(
        "INSERT INTO channel_publications (station_id, channel, number, version, by, at)"
        " SELECT station_id, channel, version, version, by, created_at FROM channel_versions"
    )
    make_services()
    op.drop_table("commitments")
    for table in APPEND_ONLY:
        forbid_changes(table)


def make_services() -> None:
    """Turn each commitment into a service; one that promises nothing yet waits as a draft."""
    connection = op.get_bind()
    last = sa.select(CHANNELS.c.station_id, sa.func.max(CHANNELS.c.position))
    places = {row[0]: row[1] for row in connection.execute(last.group_by(CHANNELS.c.station_id))}
    at = datetime.now(UTC)
    for row in connection.execute(sa.select(COMMITMENTS)).mappings().all():
        said = {part: row[part] for part in ("steps", "minutes", "fee", "papers")}
        body = {part: value for part, value in said.items() if value not in (None, [])}
        places[row["station_id"]] = places.get(row["station_id"], -1) + 1
        add_service(connection, row, body, position=places[row["station_id"]], at=at)


def add_service(
    connection: sa.Connection,
    commitment: sa.RowMapping,
    body: dict[str, Any],
    *,
    position: int,
    at: datetime,
) -> None:
    """Add a service with its first version, shown if it promises something."""
    key = {"station_id": commitment["station_id"]}
    code = f"service-{commitment['division']}"
    if restore_service(connection, commitment, code, body, at=at):
        return
    connection.execute(
        CHANNELS.insert().values(
            **key,
            code=code,
            kind="service",
            division=commitment["division"],
            position=position,
            version=1,
            is_shown=bool(body),
            draft=None if body else 1,
        )
    )
    written = {"channel": code, "version": 1, "title": TITLE, "is_general": False, "body": body}
    connection.execute(VERSIONS.insert().values(**key, **written, created_at=at))
    if body:
        published = {"channel": code, "number": 1, "version": 1, "at": at}
        connection.execute(PUBLICATIONS.insert().values(**key, **published))


def restore_service(
    connection: sa.Connection,
    commitment: sa.RowMapping,
    code: str,
    body: dict[str, Any],
    *,
    at: datetime,
) -> bool:
    """Make a service again of the notice that going back left of it; whether there was one."""
    key = {"station_id": commitment["station_id"]}
    versions = VERSIONS.c.station_id == key["station_id"], VERSIONS.c.channel == code
    last = connection.execute(sa.select(sa.func.max(VERSIONS.c.version)).where(*versions)).scalar()
    if last is None:
        return False
    # Until a moment ago each version was in force, and so each is a publication by now.
    number = {"version": last + 1}
    written = {"channel": code, "title": TITLE, "is_general": False, "body": body}
    connection.execute(VERSIONS.insert().values(**key, **number, **written, created_at=at))
    shown = {"is_shown": bool(body), "draft": None if body else last + 1}
    at_it = CHANNELS.c.station_id == key["station_id"], CHANNELS.c.code == code
    connection.execute(CHANNELS.update().where(*at_it).values(kind="service", **number, **shown))
    published = {"channel": code, "number": last + 1, "version": last + 1 if body else None}
    connection.execute(PUBLICATIONS.insert().values(**key, **published, at=at))
    return True


def downgrade() -> None:
    """Go back to the schema before: drafts show again, and services become notices."""
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
    keep_commitments()
    kinds = ", ".join(f"'{kind}'" for kind in READ_ON_SCREEN)
    op.execute(f"UPDATE channels SET kind = 'notice' WHERE kind IN ({kinds})")  # noqa: S608
    op.drop_table("channel_owners")
    op.drop_table("channel_publications")
    op.drop_column("channel_versions", "body")
    for name in ("edition", "draft", "is_shown"):
        op.drop_column("channels", name)


def keep_commitments() -> None:
    """Keep the first service of each division as its commitment."""
    connection = op.get_bind()
    written = sa.and_(
        VERSIONS.c.station_id == CHANNELS.c.station_id,
        VERSIONS.c.channel == CHANNELS.c.code,
        VERSIONS.c.version == CHANNELS.c.version,
    )
    ask = (
        sa.select(CHANNELS.c.station_id, CHANNELS.c.division, VERSIONS.c.body)
        .join(VERSIONS, written)
        .where(CHANNELS.c.kind == "service", CHANNELS.c.division.is_not(None))
        .order_by(CHANNELS.c.position.desc())
    )
    first = {(row.station_id, row.division): row.body for row in connection.execute(ask)}
    for (station_id, division), body in first.items():
        said = {"steps": [], "papers": [], "minutes": None, "fee": None, **body}
        connection.execute(
            COMMITMENTS.insert().values(station_id=station_id, division=division, **said)
        )
