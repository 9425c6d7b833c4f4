"""An instance whose database is still empty."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.instances import Instance


@pytest.fixture
def make_bare(tmp_path: Path) -> Callable[[Instance], Instance]:
    """Another instance on the same kind of database, with nothing in it at all."""

    def make(like: Instance) -> Instance:
        folder = tmp_path / "bare"
        folder.mkdir(mode=0o700)
        if like.url.startswith("sqlite"):
            return Instance(folder, f"sqlite:///{folder / 'station.db'}", like.public_url)
        with psycopg.connect(like.url, autocommit=True) as database:
            database.execute("DROP SCHEMA public CASCADE")
            database.execute("CREATE SCHEMA public")
        assert make_url(like.url).database
        return Instance(folder, like.url, like.public_url)

    return make
