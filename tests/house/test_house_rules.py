"""House rules that no linter knows: who commits, what is pure, and what a template may hold."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = sorted((ROOT / "station").glob("*/actions.py"))
ASKING = [*ACTIONS, *sorted((ROOT / "station").glob("*/queries.py"))]
RULES = sorted((ROOT / "station").glob("*/rules.py"))
PAGES = sorted([*(ROOT / "kiosk").glob("*.py"), *(ROOT / "admin").glob("*.py")])
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

GUESSES = {"kiosk/pair.py show", "admin/own_password.py show"}
"""A guess is on the disk before the secret is looked at: these commit it apart."""
SAFE = {'"/<wbr>"|safe'}
"""What templates call safe: text of our own."""


def place(file: Path) -> str:
    return str(file.relative_to(ROOT))


def functions(code: str) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef))


def calls(node: ast.AST, name: str) -> int:
    """How often a method of that name is called."""
    return sum(
        isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and part.func.attr == name
        for part in ast.walk(node)
    )


def pages_that_commit_more_than_once(code: str) -> list[str]:
    return [one.name for one in functions(code) if calls(one, "commit") > 1]


def impurities(code: str) -> list[str]:
    """What a file of rules imports that asks, changes, or looks at the clock."""
    found = []
    for node in ast.walk(ast.parse(code)):
        names = [name.name for name in node.names] if isinstance(node, ast.ImportFrom) else []
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        if module.startswith(("sqlalchemy", "flask", "psycopg")) or module.endswith(
            ("queries", "actions", "tables")
        ):
            found.append(module)
        if module == "station.clock" and "now" in names:
            found.append("station.clock.now")
        if module != "datetime":  # its `time` is a time of day
            found += [name for name in names if name in ("sqlite3", "sqlalchemy", "flask", "time")]
    return found


def ill_made(code: str) -> list[str]:
    """Actions that do not begin with the database, or take `by` and `at` by place."""
    found = []
    for one in functions(code):
        named = [argument.arg for argument in one.args.args]
        if not one.name.startswith("_") and {"by", "at"} & set(named):
            found.append(f"{one.name}: by and at are keyword-only")
        if named and "db" in named[1:]:
            found.append(f"{one.name}: db comes first")
    return found


def forbidden_in(template: str) -> list[str]:
    """What the content security policy would block, or what would let text become markup."""
    bare = re.sub(r"{#.*?#}", "", template, flags=re.DOTALL)
    found = [safe for safe in re.findall(r"\S*\|\s*safe", bare) if not safe.endswith(tuple(SAFE))]
    found += re.findall(r"autoescape\s+false", bare)
    found += re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", bare)
    found += re.findall(r"<style[\s>]|\sstyle=|\son[a-z]+=", bare)
    return found + re.findall(r"javascript:|https?://(?!www\.w3\.org)[^\s\"'{]*\.\w+/", bare)


@pytest.mark.parametrize("file", ASKING, ids=place)
def test_actions_and_queries_never_commit(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    assert calls(tree, "commit") + calls(tree, "rollback") == 0, "the page commits"


@pytest.mark.parametrize("file", ACTIONS, ids=place)
def test_actions_take_the_database_first_and_who_and_when_by_name(file: Path) -> None:
    assert ill_made(file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", RULES, ids=place)
def test_rules_are_pure(file: Path) -> None:
    assert impurities(file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", PAGES, ids=place)
def test_a_page_commits_once_right_before_it_answers(file: Path) -> None:
    found = {
        f"{place(file)} {name}"
        for name in pages_that_commit_more_than_once(file.read_text("utf-8"))
    }
    assert found - GUESSES == set()


@pytest.mark.parametrize("file", TEMPLATES, ids=place)
def test_a_template_holds_nothing_that_the_policy_would_block_and_no_raw_text(file: Path) -> None:
    assert forbidden_in(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "{{ note|safe }}",
        "{{ note | safe }}",
        "{% autoescape false %}",
        "<script>alert(1)</script>",
        "<p style='color: red'>",
        "<a onclick='x()'>",
        "<a href='javascript:x'>",
        "<img src='https://elsewhere.example/x.png'>",
    ],
)
def test_a_planted_breach_of_a_template_is_found(planted: str) -> None:
    assert forbidden_in(planted)


def test_planted_breaches_of_the_code_are_found() -> None:
    assert pages_that_commit_more_than_once("def show():\n    db().commit()\n    db().commit()\n")
    assert impurities("from station.clock import now, read_time\n")
    assert impurities("from sqlalchemy import select\n")
    assert impurities("import time\n")
    assert ill_made("def add_kiosk(db, name, by, at): ...\n")
    assert ill_made("def add_kiosk(name, db): ...\n")
    assert not ill_made("def add_kiosk(db, name, *, by, at): ...\n")
