"""What must stay true of the image and of compose.yaml, as far as reading them can tell."""

import json
import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml  # no stubs for two lines that read one file

from tests.live import free_port
from web import serving

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
IGNORED = (ROOT / ".dockerignore").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
PROXY = ROOT / "script" / "container" / "proxy.conf"
HEALTHY = ROOT / "script" / "container" / "healthy.py"

SECRET_NAME = re.compile(r"SECRET|PASSWORD|TOKEN|DATABASE_URL|PRIVATE")
PINNED = re.compile(r".+:\d[\w.-]*(@sha256:\w+)?|station-kiosk")
LOCKED = ("--require-hashes", "--only-binary :all:", "-r requirements.txt")


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """Every instruction with what follows it, on one line."""
    bare = re.sub(r"^\s*#.*\n", "", dockerfile, flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", bare).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines) if word]


def is_exec_form(rest: str) -> bool:
    """Whether a command is a JSON list, which no shell reads."""
    return rest[rest.find("[") :].startswith('["') and not re.match(r"(?!--)[^\[]", rest)


def faults_of_image(dockerfile: str) -> list[str]:
    """What an image of ours never does."""
    steps = instructions(dockerfile)
    last_stage = max(at for at, (word, _) in enumerate(steps) if word == "FROM")
    stages = {rest.split(" AS ")[1] for word, rest in steps if word == "FROM" and " AS " in rest}
    users = [rest for word, rest in steps[last_stage:] if word == "USER"]
    found = [] if re.fullmatch(r"[1-9]\d*:[1-9]\d*", (users or ["none"])[-1]) else ["user"]
    for at, (word, rest) in enumerate(steps):
        base = rest.split(" AS ")[0]
        if word == "FROM" and base not in stages and not PINNED.fullmatch(base):
            found.append("unpinned")
        if word == "ADD" or (word == "COPY" and at > last_stage and "--from=" not in rest):
            found.append("copies from outside")
        if word in ("CMD", "ENTRYPOINT") and not is_exec_form(rest):
            found.append("shell form")
        if word == "HEALTHCHECK" and not is_exec_form(rest.partition("CMD ")[2]):
            found.append("shell form")
        if word in ("ENV", "ARG") and SECRET_NAME.search(rest):
            found.append("secret")
        if " install " in rest and "pip" in rest and not all(flag in rest for flag in LOCKED):
            found.append("not from the lock")
    return found


def comes_in(path: str, ignored: str = IGNORED) -> bool:
    """Whether an engine would let a file into the image: the last pattern that fits decides."""
    parts = path.split("/")
    whole = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    comes = True
    for line in ignored.splitlines():
        pattern = line.removeprefix("!").rstrip("/")
        if not pattern or pattern.startswith("#"):
            continue
        if pattern.startswith("**/"):
            fits = any(fnmatch(part, pattern[3:]) for part in parts)
        else:  # a star stands for no slash
            fits = any(
                fnmatch(one, pattern) and one.count("/") == pattern.count("/") for one in whole
            )
        if fits:
            comes = line.startswith("!")
    return comes


def faults_of_compose(document: dict[str, Any]) -> list[str]:
    """What a service of ours never does."""
    found = []
    for name, service in document["services"].items():
        hardened = (
            service.get("read_only") is True
            and service.get("cap_drop") == ["ALL"]
            and "no-new-privileges:true" in service.get("security_opt", [])
            and not {"cap_add", "privileged", "network_mode", "pid"} & set(service)
        )
        found += [] if hardened else [f"{name} may do too much"]
        if not PINNED.fullmatch(service["image"]):
            found.append(f"{name} is not pinned")
        if "build" not in service and not re.fullmatch(r"[1-9].*", service.get("user", "")):
            found.append(f"{name} runs as root")
        if "build" not in service and "healthcheck" not in service:
            found.append(f"{name} is never asked")
        if "ports" in service and name != "proxy":
            found.append(f"{name} is open to all")
        for key, value in service.get("environment", {}).items():
            if re.search(r"://[^/]*:[^/]*@", str(value)) or (
                re.search("SECRET|PASSWORD", key) and not key.endswith("_FILE")
            ):
                found.append(f"{name} shows a secret in {key}")
        for volume in service.get("volumes", []):
            if volume.startswith(("/", ".")) and not volume.endswith(":ro"):
                found.append(f"{name} writes outside its volumes")
    found += [
        f"{name} is kept elsewhere"
        for name, secret in document["secrets"].items()
        if not secret["file"].startswith("./secrets/")
    ]
    return found


def test_the_dockerfile_has_no_lint() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    linted = subprocess.run(
        [hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (linted.returncode, linted.stdout) == (0, "")


def test_the_image_runs_as_nobody_special_from_the_lock_without_shell_or_secret() -> None:
    assert faults_of_image(DOCKERFILE) == []


@pytest.mark.parametrize(
    ("was", "planted", "fault"),
    [
        ("USER 10001:10001", "USER root", "user"),
        ("USER 10001:10001\n", "", "user"),
        ("python:3.13-slim-bookworm", "python:latest", "unpinned"),
        ("python:3.13-slim-bookworm", "python", "unpinned"),
        ("COPY --from=made /app /app", "COPY . /app", "copies from outside"),
        ('CMD ["flask", "--app", "app", "serve"]', "CMD flask --app app serve", "shell form"),
        ('CMD ["python", "-I", ', 'CMD python ["-I", ', "shell form"),
        ("HOST=0.0.0.0", "SECRET_KEY=x", "secret"),
        ("--require-hashes ", "", "not from the lock"),
        ("-r requirements.txt", "flask", "not from the lock"),
    ],
)
def test_a_planted_fault_of_the_image_is_found(was: str, planted: str, fault: str) -> None:
    assert was in DOCKERFILE
    assert fault in faults_of_image(DOCKERFILE.replace(was, planted))


def test_the_image_starts_what_the_script_starts() -> None:
    started = (ROOT / "script" / "server").read_text("utf-8").splitlines()[-1]
    command = next(rest for word, rest in reversed(instructions(DOCKERFILE)) if word == "CMD")
    assert started == f"exec .venv/bin/{' '.join(json.loads(command))}"


@pytest.mark.parametrize(
    "path",
    [
        *(".env", "secrets/db-password", "instance/secret.key", "demo/station.db", "tls.key"),
        *(".git/config", ".venv/bin/python", "tests/conftest.py", "compose.yaml", "script/server"),
        *("static/fonts/sarabun-400.woff2", "station/__pycache__/clock.cpython-311.pyc"),
        "templates/translations/th/LC_MESSAGES/messages.mo",
    ],
)
def test_what_is_secret_or_made_anew_stays_outside(path: str) -> None:
    assert not comes_in(path)
    assert comes_in(path, ignored=""), "the rule would keep anything out"


def test_all_that_the_server_runs_on_comes_in() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    folders = [*project["tool"]["importlinter"]["root_packages"], "migrations", "templates"]
    files = [
        str(file.relative_to(ROOT))
        for folder in folders
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and file.suffix not in (".pyc", ".mo", ".unfinished")
    ]
    named = re.findall(r"[\w/]+\.(?:py|txt)\b", DOCKERFILE)
    assert len(files) > 100
    assert "script/assets.py" in named
    assert [path for path in ["app.py", *named, *files] if not comes_in(path)] == []


def test_every_service_is_held_short_and_only_the_proxy_is_open() -> None:
    assert faults_of_compose(COMPOSE) == []


@pytest.mark.parametrize(
    "plant",
    [
        lambda services: services["app"].update(read_only=False),
        lambda services: services["db"].pop("cap_drop"),
        lambda services: services["db"].pop("user"),
        lambda services: services["db"].update(ports=["5432:5432"]),
        lambda services: services["db"].pop("healthcheck"),
        lambda services: services["proxy"].update(image="nginx:latest"),
        lambda services: services["proxy"].update(privileged=True),
        lambda services: services["app"]["environment"].update(SECRET_KEY="x"),
        lambda services: services["app"]["environment"].update(DATABASE_URL="postgresql://a:b@c/d"),
        lambda services: services["app"]["volumes"].append("./instance:/instance"),
    ],
)
def test_a_planted_fault_of_a_service_is_found(plant: Callable[[Any], object]) -> None:
    planted = deepcopy(COMPOSE)
    plant(planted["services"])
    assert len(faults_of_compose(planted)) == 1


def test_the_server_believes_the_proxy_alone() -> None:
    app, db, proxy = (COMPOSE["services"][name] for name in ("app", "db", "proxy"))
    trusted = app["environment"]["FORWARDED_ALLOW_IPS"]
    assert trusted == proxy["networks"]["front"]["ipv4_address"]
    assert set(app["networks"]) & set(proxy["networks"]) == {"front"}
    assert not set(db["networks"]) & set(proxy["networks"])
    assert all(COMPOSE["networks"][name]["internal"] for name in ("front", "back"))


def test_the_proxy_waits_for_the_slow_and_says_itself_who_asks() -> None:
    written = " ".join(PROXY.read_text("utf-8").split())
    for line in (
        "proxy_request_buffering on;",
        "proxy_pass http://app:8000;",
        "proxy_set_header Host $http_host;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
    ):
        assert line in written
    mounted = f"./{PROXY.relative_to(ROOT)}:/etc/nginx/nginx.conf:ro"
    assert COMPOSE["services"]["proxy"]["volumes"] == [mounted]


def test_the_server_has_the_time_to_stop_that_it_may_take() -> None:
    granted = int(COMPOSE["services"]["app"]["stop_grace_period"].removesuffix("s"))
    assert granted > serving.graceful_timeout


@contextmanager
def ready_or_not(status: int) -> Iterator[int]:
    """A server that answers everything with one status; its port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/readyz" else 404)
            self.end_headers()

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 (its own name)
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


def ask(port: int) -> int:
    """What the image's health check ends with, in a container told to use some proxy."""
    told = os.environ | {"PORT": str(port), "http_proxy": "http://127.0.0.1:1"}
    command = [sys.executable, "-I", str(HEALTHY)]
    return subprocess.run(
        command, env=told, timeout=20, check=False, capture_output=True
    ).returncode


@pytest.mark.parametrize(("status", "ends_with"), [(200, 0), (503, 1)])
def test_the_health_check_ends_as_the_server_answers(status: int, ends_with: int) -> None:
    with ready_or_not(status) as port:
        assert ask(port) == ends_with


def test_the_health_check_fails_where_nobody_listens() -> None:
    assert ask(free_port()) == 1
