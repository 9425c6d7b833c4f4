"""PostgreSQL crashes, migrations are killed: what was there is there, or the new is complete."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import cut_migrations
from tests.faults.ground import Ground
from tests.faults.postgres_crash import run_crashes


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    """A PostgreSQL that nobody else uses."""
    with Ground.on_a_disk() as made:
        yield made


def test_what_was_acknowledged_outlives_crashes_of_postgresql(ground: Ground) -> None:
    run = run_crashes(ground.postgres, ground.postgres_copy(), ground.folder / "crashes", 4)
    assert run.lost == 0
    assert run.kept.doubled == 0
    assert run.kept.faults == []
    assert run.acknowledged
    assert run.answered


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_killed_migration_leaves_the_old_schema_or_the_new(
    ground: Ground, kind: str, tmp_path: Path
) -> None:
    empty, planned = (
        cut_migrations.on_sqlite(ground.template, tmp_path)
        if kind == "sqlite"
        else cut_migrations.on_postgresql(ground.postgres.get_uri(), ground.postgres_template)
    )
    run = cut_migrations.Run()
    cut_migrations.run_cut_migrations(empty, planned, kind, 3, run)
    assert run.killed == 6
    assert run.torn == []
