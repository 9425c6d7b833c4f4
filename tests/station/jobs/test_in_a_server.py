"""Jobs in a real server: begun at its start, ended with it, one process or several."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from subprocess import Popen
from uuid import UUID

import pytest
from flask import Flask

from station import clock
from station.jobs.actions import plan_job
from station.stations.queries import find_only_station
from tests.cast import house_of
from tests.devices import lead_to
from tests.instances import Instance
from tests.jobs import kept_job
from tests.links import links_of
from tests.linksites import Site, opened
from tests.live import free_port, start_server, wait_until_ready
from web.background import LINK_CHECKS

SOON = 30
SURVEY = "eit-survey"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site in this very machine, which servers started meanwhile may ask."""
    monkeypatch.setenv("CHECK_PRIVATE_LINKS", "1")
    with opened(Site()) as one:
        yield one


@pytest.fixture
def beside(instance: Instance) -> Iterator[Flask]:
    """An app on the same instance, under the real clock."""
    with instance.app() as app:
        yield app


@pytest.fixture
def station(beside: Flask) -> UUID:
    with house_of(beside).database.session(writing=False) as db:
        found = find_only_station(db)
        assert found is not None
        return found.id


def leave_overdue(app: Flask, station_id: UUID, address: str) -> None:
    """Let the kiosk lead to one address, which should have been looked at yesterday."""
    lead_to(app, station_id, SURVEY, address)
    with house_of(app).database.session(writing=True) as db:
        plan_job(db, LINK_CHECKS, station_id, due=clock.now() - timedelta(days=1))
        db.commit()


@contextmanager
def started(instance: Instance, workers: int = 1) -> Iterator[Popen[bytes]]:
    port = free_port()
    os.environ["GUNICORN_CMD_ARGS"] = f"--workers {workers}"
    try:
        process = start_server(instance, port)
    finally:
        del os.environ["GUNICORN_CMD_ARGS"]
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", process.poll)
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=SOON)


def test_what_was_missed_is_made_good_at_the_start_by_one_of_all_processes(
    instance: Instance, beside: Flask, station: UUID, site: Site
) -> None:
    leave_overdue(beside, station, f"http://127.0.0.1:{site.server_port}/good")
    workers = 1 if house_of(beside).database.is_sqlite else 3
    with started(instance, workers) as process:
        assert site.visited.wait(SOON)
        process.terminate()
        assert process.wait(timeout=SOON) == 0
    assert site.asked == [("HEAD", "/good")]


def test_asked_to_stop_it_does_so_and_leaves_the_job_to_the_next_start(
    instance: Instance, beside: Flask, station: UUID, site: Site
) -> None:
    leave_overdue(beside, station, f"http://127.0.0.1:{site.server_port}/never")
    with started(instance) as process:
        assert site.visited.wait(SOON)
        process.terminate()
        assert process.wait(timeout=SOON) == 0
    job = kept_job(beside, LINK_CHECKS, station)
    # Killed for being slow, it could not have given the job back.
    assert (job.holder, job.lease_until, job.runs) == (None, None, 0)
    assert job.runs_at <= clock.now()
    lead_to(beside, station, SURVEY, f"http://127.0.0.1:{site.server_port}/gone")
    site.visited.clear()
    with started(instance) as process:
        assert site.visited.wait(SOON)
        process.terminate()
        process.wait(timeout=SOON)


def test_killed_in_the_middle_the_job_is_held_until_its_lease_is_over(
    instance: Instance, beside: Flask, station: UUID, site: Site
) -> None:
    leave_overdue(beside, station, f"http://127.0.0.1:{site.server_port}/never")
    with started(instance) as process:
        assert site.visited.wait(SOON)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=SOON)
    job = kept_job(beside, LINK_CHECKS, station)
    assert job.holder is not None
    assert job.lease_until is not None
    assert job.lease_until > clock.now()
    assert links_of(beside, station)[SURVEY].verdict is None
