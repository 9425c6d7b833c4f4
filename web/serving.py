"""How gunicorn serves us, by its own names: flask serve reads this, and so does `-c`.

Many threads: gunicorn reads requests in them, and a slow visitor keeps one waiting.
"""

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from station.jobs.ticker import Ticker

_IN_MEMORY = "/dev/shm"  # noqa: S108 (gunicorn makes its file there safely)

worker_class = "gthread"
threads = 64
timeout = 60
graceful_timeout = 8
keepalive = 5
# Instances of one user would fight over it in the home folder.
control_socket_disable = True
# A warning would name the address of whoever sent something malformed.
loglevel = "error"
# No proxy of ours moves the application below an address.
forwarder_headers = ""
# On a slow disk a heartbeat file would let a busy disk kill the workers.
worker_tmp_dir = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None


def post_worker_init(worker: Any) -> None:
    """Jobs run where requests are answered, and nowhere else."""
    if ticker := _ticker_of(worker):
        ticker.start(is_ending=lambda: not worker.alive)


def worker_exit(_arbiter: Any, worker: Any) -> None:
    """Let go of the job that is running: the next start takes it up again."""
    if ticker := _ticker_of(worker):
        ticker.stop()


def _ticker_of(worker: Any) -> "Ticker | None":
    house = getattr(worker.wsgi, "extensions", {}).get("house")
    return house.ticker if house else None
