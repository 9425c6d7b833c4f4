"""script/server and the flask serve behind it: up, there, down, and up again."""

import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from flask import Flask
from gunicorn.app.base import BaseApplication

from tests.commands.running import run
from tests.instances import ROOT, Instance, on_sqlite
from tests.live import free_port, wait_until_ready


@contextmanager
def started(instance: Instance, port: int, **settings: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        ["script/server"],
        cwd=ROOT,
        env=os.environ | instance.environment | {"PORT": str(port)} | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", process.poll)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """Ask a server to stop; its status and all that it said."""
    process.terminate()
    assert process.stdout is not None
    return process.wait(timeout=20), process.stdout.read().splitlines()


def test_it_says_where_to_go_serves_stops_when_asked_and_serves_again(instance: Instance) -> None:
    port = free_port()
    for _ in range(2):
        with started(instance, port) as process:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
                assert answer.status == 200
            status, said = ended(process)
        kiosk, admin, link = said
        assert status == 0
        assert kiosk == f"kiosk: http://127.0.0.1:{port}/"
        assert admin == f"admin: http://127.0.0.1:{port}/admin/"
        assert f": http://127.0.0.1:{port}/admin/set-up/" in link


def test_sqlite_has_one_process_whatever_is_asked_postgresql_as_many_as_asked(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(BaseApplication, "run", lambda self: asked.append(self.cfg.workers))
    assert run(app, "serve", "--workers", "3").exit_code == 0
    assert asked == [1 if app.extensions["house"].database.is_sqlite else 3]


@on_sqlite
@pytest.mark.parametrize("port", ["0", "65536", "x", "1.5"])
def test_a_port_that_is_none_is_refused_in_both_languages(instance: Instance, port: str) -> None:
    environment = os.environ | instance.environment | {"PORT": port}
    found = subprocess.run(
        ["script/server"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert found.returncode == 1
    (line,) = found.stderr.splitlines()
    assert "PORT=8001" in line
    assert "พอร์ต" in line


@on_sqlite
def test_a_port_in_use_is_refused_before_anything_is_promised(instance: Instance) -> None:
    port = free_port()
    with started(instance, port) as process:
        environment = os.environ | instance.environment | {"PORT": str(port)}
        found = subprocess.run(
            ["script/server"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
        )
        assert (found.returncode, found.stdout) == (1, "")
        assert ended(process)[0] == 0


@on_sqlite
@pytest.mark.parametrize("path", ["/taps", "/admin/sign-in"])
@pytest.mark.parametrize("body", ["zz\r\nabc", "2\r\n{}XX0\r\n\r\n", "2\r\n{}\r\n0\r\nfoo\r\n\r\n"])
def test_chunks_that_are_none_are_the_senders_mistake(
    instance: Instance, path: str, body: str
) -> None:
    port = free_port()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    with started(instance, port) as process:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall((head + body).encode())
            connection.shutdown(socket.SHUT_WR)
            assert connection.makefile().readline().startswith("HTTP/1.1 400 ")
        assert "Traceback" not in "".join(ended(process)[1])
