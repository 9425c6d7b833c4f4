"""Every shape of roster that stations have is understood as it is."""

from pathlib import Path

import pytest

from station.sheets.findings import Understood
from station.sheets.mapping import Mapping, guess
from station.sheets.reading import Sheet, read_sheet
from station.sheets.understanding import understand
from tests.station.sheets.files import SampleFile, six_rosters
from tests.station.sheets.people import CATALOGUE, MARCH, OFFICERS, Duty

NAMES = {officer.id: officer.name for officer in OFFICERS}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[SampleFile]:
    return six_rosters(tmp_path_factory.mktemp("rosters"))


def read(path: Path) -> Sheet:
    return read_sheet(path.read_bytes())


def duties_of(understood: Understood) -> set[Duty]:
    return {
        Duty(one.day, one.post, one.shift, NAMES[one.officer])
        for one in understood.duties
        if one.officer
    }


@pytest.mark.parametrize("place", range(8))
def test_a_real_life_roster_is_understood_without_a_click(
    samples: list[SampleFile], place: int
) -> None:
    sample = samples[place]
    sheet = read(sample.path)
    mapping = guess(sheet, CATALOGUE, MARCH)
    understood = understand(sheet, mapping, CATALOGUE, MARCH)
    assert understood.problems == (), sample.about
    assert duties_of(understood) == sample.duties, sample.about
    assert len(understood.duties) == len(sample.duties)
    assert understood.new_officers == ()
    assert understood.warnings == ()
    assert Mapping.from_json(mapping.to_json()) == mapping


def test_no_sample_is_forgotten(samples: list[SampleFile]) -> None:
    assert len(samples) == 8
    assert {sample.path.suffix for sample in samples} == {".xlsx", ".xls", ".ods", ".csv"}
