"""Runs the migrations in one real transaction on either database."""

from alembic import context

import station.answers.tables
import station.channels.tables
import station.counts.tables
import station.files.tables
import station.jobs.tables
import station.linkchecks.tables
import station.officers.tables
import station.people.tables
import station.plan.tables
import station.points.tables
import station.posts.tables
import station.questionnaires.tables
import station.quotas.tables
import station.rosters.tables
import station.stations.tables  # noqa: F401  (every table must be known to compare)
from station.database import Base, Database


def run() -> None:
    """Migrate the database that the caller handed over."""
    database = context.config.attributes["database"]
    assert isinstance(database, Database)
    engine = database.engine.execution_options(immediate=True)
    with engine.begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
