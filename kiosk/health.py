"""Whether the process lives, and whether it can serve."""

import shutil
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import SQLAlchemyError

from web.house import house
from web.schema import schema_head

LEAST_FREE_BYTES = 50 * 1024 * 1024


def is_alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


def is_ready() -> tuple[dict[str, Any], int]:
    """Database, migrations and disk; 503 while any of them is not in order."""
    checks = {"database": False, "migrations": False, "disk": False}
    try:
        with house().database.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_heads()
        checks["database"] = True
        checks["migrations"] = tuple(found) == (schema_head(),)
    except SQLAlchemyError:
        pass
    free = shutil.disk_usage(house().settings.instance_dir).free
    checks["disk"] = free >= LEAST_FREE_BYTES
    ready = all(checks.values())
    return {"status": "ok" if ready else "not ready", **checks}, 200 if ready else 503
