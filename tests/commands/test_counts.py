"""flask counts: whether the chain is whole, and the totals what a recount gives."""

from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from station.plan.file import PlanFile
from tests.cast import Person, add_neighbour, make_report, make_tap
from tests.commands.running import complaint, run
from tests.instances import SLUG, on_sqlite
from tests.kept import head, run_sql


@pytest.fixture
def counted(app: Flask, malee: Person) -> Flask:
    """An app that counted three taps."""
    for _ in range(3):
        malee.browser.post("/taps", json=make_report(make_tap()))
    return app


def tamper(app: Flask) -> None:
    """Change an event as somebody would who owns the machine."""
    for name in ("no_update ", "no_rows ON events", "no_rows"):
        try:
            run_sql(app, f"DROP TRIGGER events_{name}")
            break
        except Exception:  # noqa: BLE001 (each database has its own name for it)
            continue
    run_sql(app, "UPDATE events SET day = '2025-03-02' WHERE number = 2")


def test_a_whole_chain_ends_with_its_head(counted: Flask, station_id: UUID) -> None:
    found = run(counted, "counts", "verify")
    assert found.exit_code == 0
    number, hashed = head(counted, station_id)
    assert found.output.splitlines() == [
        f"{SLUG}: 3 events, each follows the one before it",
        f"{SLUG}: nothing is anchored: no head held elsewhere was given",
        f"{SLUG} {number} {hashed}",
    ]


def test_what_it_printed_anchors_the_chain_from_then_on(
    counted: Flask, malee: Person, tmp_path: Path
) -> None:
    held = tmp_path / "heads"
    held.write_text(run(counted, "counts", "verify").output.splitlines()[-1], "utf-8")
    malee.browser.post("/taps", json=make_report(make_tap()))
    found = run(counted, "counts", "verify", "--heads", held)
    assert found.exit_code == 0
    assert "anchored up to 3; 4 to 4 are not" in found.output


def test_a_changed_event_is_found(counted: Flask) -> None:
    assert run(counted, "counts", "verify").exit_code == 0
    tamper(counted)
    found = run(counted, "counts", "verify")
    assert found.exit_code == 1
    assert f"{SLUG}: event 2: its columns differ from what was hashed" in found.output


def test_a_changed_event_shows_in_the_totals_too(counted: Flask) -> None:
    found = run(counted, "counts", "rebuild", "--check")
    assert (found.exit_code, found.output) == (0, "the daily totals equal a recount\n")
    tamper(counted)
    found = run(counted, "counts", "rebuild", "--check")
    assert found.exit_code == 1
    assert found.output.splitlines() == [
        f"{SLUG} 2025-03-02 traffic survey_shown web: the total says 0, the events 1",
        f"{SLUG} 2025-03-03 traffic survey_shown web: the total says 3, the events 2",
    ]


def test_every_station_is_verified_and_the_last_line_is_a_head(
    counted: Flask, plan: PlanFile
) -> None:
    add_neighbour(counted, plan)
    lines = run(counted, "counts", "verify").output.splitlines()
    heads = [line.split()[:2] for line in lines if len(line.split()) == 3]
    assert heads == [[SLUG, "3"], ["neighbour", "0"]]
    assert lines[-1].startswith("neighbour 0 ")


@on_sqlite
@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{SLUG} 2 {'0' * 64}", 1),
        (f"{SLUG} 9 {'0' * 64}", 1),
        (f"elsewhere 2 {'0' * 64}", 2),
        ("nonsense", 2),
        ("", 0),
    ],
)
def test_what_was_held_elsewhere_decides(
    counted: Flask, tmp_path: Path, text: str, code: int
) -> None:
    held = tmp_path / "heads"
    held.write_text(text, "utf-8")
    assert run(counted, "counts", "verify", "--heads", held).exit_code == code


@on_sqlite
def test_heads_that_cannot_be_read_are_told_in_one_line(counted: Flask, tmp_path: Path) -> None:
    found = run(counted, "counts", "verify", "--heads", tmp_path / "missing")
    assert found.exit_code == 2
    assert "missing" in complaint(found)


@on_sqlite
def test_rebuilding_is_only_ever_a_check(counted: Flask) -> None:
    assert "--check" in complaint(run(counted, "counts", "rebuild"))
