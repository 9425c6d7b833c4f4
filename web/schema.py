"""The schema this program expects, and Alembic set up to bring a database there."""

from functools import lru_cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from station.database import Database

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def alembic_config(database: Database | None = None) -> Config:
    """Alembic's configuration, for a database or (None) only to read the migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["database"] = database
    return config


@lru_cache(maxsize=1)
def schema_head() -> str | None:
    """The newest migration's name."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()
