"""Where a request comes from, also when a proxy of ours passes it on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# As gunicorn reads the same variable.
PROXIES = frozenset(os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1").split(","))


def address_of(environ: Mapping[str, Any]) -> str:
    """The asker's address; only a proxy of ours is believed when it names somebody else."""
    peer: str = environ.get("REMOTE_ADDR", "")
    forwarded: str = environ.get("HTTP_X_FORWARDED_FOR", "")
    return forwarded.rpartition(",")[2].strip() if forwarded and peer in PROXIES else peer
