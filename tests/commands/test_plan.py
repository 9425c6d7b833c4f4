"""flask plan: every mistake with its place; loading creates, never overwrites, and says so."""

from pathlib import Path

import pytest
from flask import Flask

from commands.first_run import SAMPLE_PLAN
from station.quotas.tables import FiscalYear, Phase
from station.stations.tables import Station
from tests.commands.running import complaint, run
from tests.instances import SLUG, on_sqlite
from tests.kept import everything, rows, run_sql

TEXT = SAMPLE_PLAN.read_text("utf-8")


def write(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The sample plan with some places changed, in a file."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file = tmp_path / "plan.toml"
    file.write_text(text, "utf-8")
    return file


@on_sqlite
def test_a_plan_without_mistakes_is_said_to_be_so(app: Flask) -> None:
    found = run(app, "plan", "check", SAMPLE_PLAN)
    assert found.exit_code == 0
    assert found.output == f"{SAMPLE_PLAN}: no mistakes; fiscal year 2568\n"


@on_sqlite
@pytest.mark.parametrize("command", ["check", "load"])
def test_every_mistake_is_told_with_its_place_and_nothing_is_loaded(
    app: Flask, tmp_path: Path, command: str
) -> None:
    file = write(tmp_path, ("traffic = 60\n", ""), ("officers = 100", 'officers = "many"'))
    before = everything(app)
    found = run(app, "plan", command, file)
    assert found.exit_code == 1
    lines = found.stderr.splitlines()
    assert len(lines) >= 2
    assert all(line.startswith(f"{file}: ") for line in lines)
    assert any("quotas.divisions" in line and "traffic" in line for line in lines)
    assert any("quotas.iit.officers" in line for line in lines)
    assert everything(app) == before


@on_sqlite
@pytest.mark.parametrize("command", ["check", "load"])
def test_a_file_that_is_none_is_told_in_one_line(app: Flask, tmp_path: Path, command: str) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "broken.toml").write_text("fiscal_year = ", "utf-8")
    (tmp_path / "empty.toml").touch()
    for name in ("missing.toml", "bytes.toml", "broken.toml", "empty.toml", "."):
        assert str(tmp_path) in complaint(run(app, "plan", command, tmp_path / name))
    assert "FILE" in complaint(run(app, "plan", command))


def test_loading_twice_changes_nothing_and_says_so(app: Flask) -> None:
    before = everything(app)
    found = run(app, "plan", "load", SAMPLE_PLAN)
    assert (found.exit_code, found.output) == (0, f"{SLUG}: station was there, 0 created\n")
    assert everything(app) == before


def test_an_edit_stays_and_the_difference_is_printed(app: Flask) -> None:
    run_sql(app, "UPDATE quotas SET minimum = 61 WHERE division = 'traffic'")
    before = everything(app)
    found = run(app, "plan", "load", SAMPLE_PLAN)
    assert found.exit_code == 0
    assert found.output.splitlines()[1:] == [
        f"{SLUG}: quotas.2568.traffic.minimum stays 61; the file has 60"
    ]
    assert everything(app) == before


def test_a_plan_is_moved_to_another_year(app: Flask) -> None:
    found = run(app, "plan", "load", SAMPLE_PLAN, "--year", 2570)
    assert found.exit_code == 0
    assert sorted(year.year for year in rows(app, FiscalYear)) == [2568, 2570]
    (eit,) = [phase for phase in rows(app, Phase) if (phase.year, phase.code) == (2570, "eit")]
    assert (eit.starts.isoformat(), eit.ends.isoformat()) == ("2027-01-01", "2027-07-01")
    assert eit.is_provisional


@on_sqlite
@pytest.mark.parametrize("year", ["2025", "0", "-1", "99999999999999999999", "soon", "2568.5"])
def test_a_year_that_is_none_is_refused(app: Flask, year: str) -> None:
    before = everything(app)
    assert complaint(run(app, "plan", "load", SAMPLE_PLAN, "--year", year))
    assert everything(app) == before


def test_another_file_makes_another_station(app: Flask, tmp_path: Path) -> None:
    file = write(tmp_path, (f'slug = "{SLUG}"', 'slug = "ban-tua-yang"'))
    found = run(app, "plan", "load", file)
    assert found.output.startswith("ban-tua-yang: new station, ")
    assert sorted(station.slug for station in rows(app, Station)) == ["ban-tua-yang", SLUG]
