"""The two locks agree, and neither says where packages come from."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")


def pins(text: str) -> set[str]:
    """Every `name==version ; marker` of a lock."""
    return {line.removesuffix(" \\") for line in text.splitlines() if re.match(r"\w", line)}


def test_the_server_is_tested_with_the_versions_it_runs_on() -> None:
    runtime, dev = ((ROOT / name).read_text("utf-8") for name in LOCKS)
    assert pins(runtime), "the lock of the server is empty"
    assert pins(runtime) <= pins(dev), "make sure to run script/lock after changing requirements"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.findall(r"://|--\w*-?(?:index|find-links|trusted)|@ ", text)


def test_a_version_that_differs_is_found() -> None:
    assert not pins("flask==3.1.3 \\\n    --hash=sha256:00") <= pins("flask==3.1.2 \\\n")
