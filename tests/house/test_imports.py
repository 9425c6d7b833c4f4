"""What import-linter cannot say: which files of a subject others may use."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOORS = ("web", "kiosk", "admin", "commands")
# Rules are pure: one may speak of another subject's values, as a roster's does of a shift's hours.
# So are the quarters of an hour by which everything is counted, the form of reports, what is wrong
# with a questionnaire, and what may be done about words; and whatever is stored beside events goes
# into their ledger.
# Whatever parses a stranger's file does it in the same kind of child process and within limits.
OPEN_TO_SUBJECTS = {
    *("queries", "actions", "rules", "quarters", "reports", "ledger", "problems"),
    "reviews",
    *("child_process", "limits"),
}
# It reads files, keeps nothing and has no rows to hide.
OPEN_SUBJECTS = {"sheets"}
# A plan is checked by the rules, and loaded into the tables, of every subject it speaks of.
FREE = {"plan"}


def list_subjects() -> list[str]:
    return sorted(init.parent.name for init in (ROOT / "station").glob("*/__init__.py"))


def running_nodes(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield from running_nodes(child)


def imported_modules(code: str) -> Iterator[str]:
    """Every dotted name that the code imports when it runs, `from a import b` as `a.b`.

    A row may be named in a signature: what stands under `if TYPE_CHECKING` is left out.
    """
    for node in running_nodes(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def subject_files_used(code: str) -> Iterator[tuple[str, str]]:
    """The (subject, file) that the code imports from; file is "" for the bare subject."""
    for name in imported_modules(code):
        parts = [*name.split("."), "", ""]
        if parts[0] == "station" and parts[1] in list_subjects():
            yield parts[1], parts[2]


def breaches_of_subject(subject: str, code: str) -> list[str]:
    return [
        f"station.{other}.{file}"
        for other, file in subject_files_used(code)
        if other not in {subject, *OPEN_SUBJECTS} and file not in OPEN_TO_SUBJECTS
    ]


def breaches_of_door(code: str) -> list[str]:
    return [
        f"station.{subject}.{file}"
        for subject, file in subject_files_used(code)
        if file in ("tables", "")
    ]


@pytest.mark.parametrize("subject", sorted(set(list_subjects()) - FREE))
def test_a_subject_touches_no_tables_of_another(subject: str) -> None:
    breaches = {
        file.name: found
        for file in (ROOT / "station" / subject).rglob("*.py")
        if (found := breaches_of_subject(subject, file.read_text("utf-8")))
    }
    assert not breaches, (
        f"make sure that station/{subject} asks others by queries, actions or rules"
    )


@pytest.mark.parametrize("door", DOORS)
def test_a_door_never_touches_tables(door: str) -> None:
    breaches = {
        str(file.relative_to(ROOT)): found
        for file in (ROOT / door).rglob("*.py")
        if (found := breaches_of_door(file.read_text("utf-8")))
    }
    assert not breaches, f"make sure that {door} reads by queries and changes by actions"


@pytest.mark.parametrize(
    "line",
    [
        "from station.stations.tables import Station",
        "from station.stations import tables",
        "from station import stations",
        "import station.stations.tables",
        "def late():\n    from station.stations.tables import Station",
    ],
)
def test_reaching_into_another_subject_is_found(line: str) -> None:
    assert breaches_of_subject("counts", line)
    assert not breaches_of_subject("stations", line)


@pytest.mark.parametrize(
    "line", ["from station.counts.tables import Event", "from station.counts import tables"]
)
def test_a_door_reaching_for_tables_is_found(line: str) -> None:
    assert breaches_of_door(line)


def test_what_is_allowed_is_not_found() -> None:
    allowed = (
        "from station.stations.queries import get_station\n"
        "from station.stations import actions\n"
        "from station.database import Base\n"
        "import stationery.tables\n"
        "if TYPE_CHECKING:\n    from station.stations.tables import Station\n"
    )
    assert not breaches_of_subject("counts", allowed)
    assert not breaches_of_door(allowed)
