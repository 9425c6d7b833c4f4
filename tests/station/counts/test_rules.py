"""What a report and a tap must be (pure)."""

import json
from contextlib import suppress
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.counts.reports import BadReport, read_id
from station.counts.rules import (
    Catalogue,
    SentTap,
    Tap,
    Why,
    misnamed,
    read_report,
    sort_taps,
)

CATALOGUE = Catalogue(
    UUID(int=1), ZoneInfo("Asia/Bangkok"), frozenset({"traffic", "patrol"}), {"eit-survey": 3}
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


def tap(**changes: object) -> SentTap:
    fields: dict[str, object] = {
        "id": str(uuid4()),
        "kind": "survey_shown",
        "division": "traffic",
        "channel": None,
        "at": "2025-03-03T02:00:00Z",
        "is_staff": False,
        "seq": None,
    }
    return SentTap(**(fields | changes))  # type: ignore[arg-type]


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_stumble(body: bytes) -> None:
    with suppress(BadReport):
        read_report(body)


@given(json_values)
def test_no_json_makes_the_reader_stumble(value: object) -> None:
    report = {"sent_at": "2025-03-03T02:00:00Z", "taps": value}
    for body in (value, report):
        with suppress(BadReport):
            read_report(json.dumps(body).encode())


@given(st.lists(st.dictionaries(st.sampled_from(["id", "kind", "division", "at"]), json_values)))
def test_no_tap_makes_the_sorting_stumble_and_each_stands_once(items: list[object]) -> None:
    body = json.dumps({"sent_at": "2025-03-03T02:00:00Z", "taps": items}, allow_nan=True)
    try:
        report = read_report(body.encode())
    except BadReport:
        return
    found = sort_taps(report.taps, CATALOGUE)
    named = [repr(one.id) for _, one, _ in found.named] + [repr(one.id) for one in found.nameless]
    assert len(named) == len(set(named)) <= len(items)


@given(st.uuids(), st.sampled_from([str.lower, str.upper, str.title]))
def test_an_id_is_read_whatever_its_case(one: UUID, case: object) -> None:
    assert callable(case)
    assert read_id(case(str(one))) == one


@given(st.text(max_size=40))
def test_only_the_usual_way_of_writing_an_id_is_one(text: str) -> None:
    found = read_id(text)
    assert found is None or str(found) == text.lower()


@pytest.mark.parametrize("kind", list(Tap))
def test_a_good_tap_is_not_misnamed(kind: Tap) -> None:
    assert misnamed(tap(kind=kind.value, channel="eit-survey"), CATALOGUE) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": "scanned_survey"}, Why.UNKNOWN_KIND),
        ({"kind": None, "division": "canteen"}, Why.UNKNOWN_KIND),
        ({"division": None}, Why.UNKNOWN_DIVISION),
        ({"division": "canteen", "channel": "nowhere"}, Why.UNKNOWN_DIVISION),
        ({"kind": "notice_shown", "division": ""}, Why.UNKNOWN_DIVISION),
        ({"channel": "nowhere"}, Why.UNKNOWN_CHANNEL),
        ({"channel": ""}, Why.UNKNOWN_CHANNEL),
        ({"kind": "notice_shown", "division": None}, None),
    ],
)
def test_a_name_this_station_does_not_have_is_told(
    change: dict[str, object], why: Why | None
) -> None:
    assert misnamed(tap(**change), CATALOGUE) is why


def test_the_first_of_an_id_decides_and_a_differing_one_is_told_apart() -> None:
    first = tap()
    again = tap(id=str(first.id).upper())
    other = tap(id=first.id, kind="survey_done")
    found = sort_taps([first, again, other], CATALOGUE)
    assert [(one, why) for _, one, why in found.named] == [(first, None)]
    assert [one for _, one in found.differing] == [other]
    assert not found.nameless


@pytest.mark.parametrize(
    ("sent", "kept"),
    [(0, 0), (2**53 - 1, 2**53 - 1), (2**53, None), (-1, None), (True, None), ("1", None)],
)
def test_a_number_that_no_column_can_hold_is_left_out(sent: object, kept: int | None) -> None:
    body = {"sent_at": "2025-03-03T02:00:00Z", "taps": [{"seq": sent}]}
    assert read_report(json.dumps(body).encode()).taps[0].seq == kept
