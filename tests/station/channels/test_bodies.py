"""What a channel says of its kind, kept as JSON and read again; days and shares (pure)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.channels import bodies
from station.channels.kinds import Kind

WORDS = st.dictionaries(st.sampled_from(["th", "en"]), st.text(min_size=1, max_size=5), min_size=1)
MAYBE_WORDS = st.none() | WORDS
MAYBE_DAY = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
MAYBE_FILE = st.none() | st.uuids()
BAHT = st.none() | st.integers(0, 10**9)
FIGURES = st.lists(st.builds(bodies.Figure, WORDS, BAHT, BAHT), max_size=3).map(tuple)
LINES = st.lists(WORDS, max_size=3).map(tuple)
EVERY_BODY = st.one_of(
    st.just((Kind.SURVEY, bodies.PLAIN)),
    st.tuples(
        st.just(Kind.COMPLAINT),
        st.builds(bodies.Reception, MAYBE_WORDS, MAYBE_WORDS, st.none() | st.integers(1, 365)),
    ),
    st.tuples(
        st.just(Kind.MANUAL),
        st.builds(
            bodies.Manual,
            st.dictionaries(st.sampled_from(["th", "en"]), st.uuids()),
            MAYBE_DAY,
            st.booleans(),
        ),
    ),
    st.tuples(
        st.just(Kind.NOTICE),
        st.builds(
            bodies.Notice,
            MAYBE_WORDS,
            MAYBE_FILE,
            MAYBE_WORDS,
            FIGURES,
            MAYBE_DAY,
            MAYBE_DAY,
            MAYBE_DAY,
        ),
    ),
    st.tuples(
        st.just(Kind.NEWS),
        st.builds(bodies.News, MAYBE_DAY, MAYBE_WORDS, MAYBE_WORDS, MAYBE_FILE, MAYBE_WORDS),
    ),
    st.tuples(
        st.just(Kind.SERVICE),
        st.builds(
            bodies.Commitment,
            LINES,
            st.none() | st.integers(0, 9999),
            st.none() | st.integers(0, 9999),
            LINES,
        ),
    ),
    st.tuples(st.just(Kind.FACILITY), st.builds(bodies.Facility, st.sampled_from(["car", "fan"]))),
)


@given(EVERY_BODY)
def test_a_body_comes_back_as_it_was(kept: tuple[Kind, bodies.Body]) -> None:
    kind, body = kept
    assert bodies.read_body(kind, bodies.keep_body(body)) == body


def test_what_it_says_nothing_about_is_not_kept() -> None:
    assert bodies.keep_body(bodies.Notice()) == {}
    assert bodies.keep_body(bodies.Commitment(fee=0)) == {"fee": 0}


TODAY = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("first", "last", "is_on"),
    [
        (None, None, True),
        (TODAY, None, True),
        (TODAY + timedelta(1), None, False),
        (None, TODAY, True),
        (None, TODAY - timedelta(1), False),
        (TODAY, TODAY, True),
        (TODAY + timedelta(1), TODAY - timedelta(1), False),
    ],
)
def test_a_notice_is_on_from_its_first_day_to_its_last(
    first: date | None, last: date | None, is_on: bool
) -> None:
    assert bodies.Notice(first=first, last=last).is_on(TODAY) is is_on


def test_a_manual_grows_stale_after_a_year() -> None:
    assert not bodies.Manual().is_stale(TODAY)
    assert not bodies.Manual(as_of=TODAY - timedelta(365)).is_stale(TODAY)
    assert bodies.Manual(as_of=TODAY - timedelta(366)).is_stale(TODAY)


def test_a_manual_is_read_in_ones_language_or_else_in_any() -> None:
    thai, english = UUID(int=1), UUID(int=2)
    assert bodies.Manual({"th": thai, "en": english}).file_for("en") == english
    assert bodies.Manual({"th": thai}).file_for("en") == thai
    assert bodies.Manual().file_for("en") is None


@pytest.mark.parametrize(
    ("received", "spent", "share"),
    [
        (100, 50, 0.5),
        (100, 0, 0.0),
        (100, 150, 1.0),
        (None, 5, None),
        (0, 5, None),
        (5, None, None),
    ],
)
def test_a_share_is_of_what_came(
    received: int | None, spent: int | None, share: float | None
) -> None:
    assert bodies.Figure({"th": "ก"}, received, spent).share == share
