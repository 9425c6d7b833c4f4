"""The chain: what is hashed and how one event follows another, fixed by vectors made apart."""

import hashlib
import json
import struct
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.counts.chain import (
    EVENT_FIELDS,
    Event,
    canonical_bytes,
    genesis,
    next_hash,
    plain_values,
)
from station.counts.tables import Event as Row
from station.counts.verify import FIELDS

STATION = UUID("0b9f1d2e-3c4a-4b5c-8d6e-7f8091a2b3c4")
TAP = Event(
    station_id=STATION,
    id=UUID("9c1f0c1e-aaaa-4bbb-8ccc-0123456789ab"),
    kind="survey_shown",
    division="traffic",
    channel="eit-survey",
    channel_version=2,
    source="kiosk",
    kiosk_id=UUID("5d4c3b2a-1908-47f6-a5b4-c3d2e1f00f1e"),
    epoch=1,
    seq=41,
    sent_at="2025-03-03T01:59:58Z",
    happened_at=1_740_967_198_000_000,
    received_at=1_740_967_200_000_000,
    day="2025-03-03",
)
CANONICAL = (
    b'{"channel":"eit-survey","channel_version":2,"day":"2025-03-03","division":"traffic",'
    b'"epoch":1,"excluded":null,"flag":null,"happened_at":1740967198000000,'
    b'"id":"9c1f0c1eaaaa4bbb8ccc0123456789ab","kind":"survey_shown",'
    b'"kiosk_id":"5d4c3b2a190847f6a5b4c3d2e1f00f1e","link":null,"point":null,'
    b'"received_at":1740967200000000,"sent_at":"2025-03-03T01:59:58Z","seq":41,'
    b'"source":"kiosk","station_id":"0b9f1d2e3c4a4b5c8d6e7f8091a2b3c4","version":1,"voids":null}'
)
# Made with sha256sum from the bytes above, not with this program.
GENESIS = "deece66ac2f6290feedb71d1586418c8dd2bec8d4e446e2d0fe2fea52ff41a7d"
FIRST = "c04b01b62c071c545c6c31ed937bc6a4a2a03f021f965f8548212e16023daa61"
SECOND_IN_THAI = "67290b9da2db6bc8a19c65d1b46364d5d5601de94afa0ea74c728609fa0752bf"


def test_the_canonical_bytes_of_an_event_never_change() -> None:
    assert canonical_bytes(plain_values(TAP)) == CANONICAL


def test_the_hashes_of_known_events_never_change() -> None:
    assert genesis(STATION).hex() == GENESIS
    first = next_hash(genesis(STATION), 1, CANONICAL)
    assert first.hex() == FIRST
    second = canonical_bytes(plain_values(replace(TAP, kind="สแกน")))
    assert next_hash(first, 2, second).hex() == SECOND_IN_THAI


events = st.builds(
    Event,
    station_id=st.uuids(),
    id=st.uuids(),
    kind=st.text(max_size=8),
    division=st.none() | st.text(max_size=8),
    channel=st.none() | st.text(max_size=8),
    source=st.text(max_size=8),
    happened_at=st.integers(-(2**62), 2**62),
    received_at=st.integers(0, 2**62),
    day=st.dates().map(str),
    sent_at=st.none() | st.text(max_size=40),
    kiosk_id=st.none() | st.uuids(),
    seq=st.none() | st.integers(0, 2**53),
)


@given(events, st.integers(1, 2**62), st.binary(min_size=32, max_size=32))
def test_a_hash_is_that_of_the_one_before_the_number_and_the_bytes(
    event: Event, number: int, previous: bytes
) -> None:
    said: dict[str, Any] = {
        field.name: getattr(event, field.name).hex
        if isinstance(getattr(event, field.name), UUID)
        else getattr(event, field.name)
        for field in fields(Event)
    }
    written = json.dumps(
        said | {"version": 1}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    expected = hashlib.sha256(previous + struct.pack(">q", number) + written.encode())
    canonical = canonical_bytes(plain_values(event))
    assert next_hash(previous, number, canonical) == expected.digest()
    assert json.loads(canonical) == {**said, "version": 1}


@given(events, events)
def test_two_different_events_never_have_the_same_bytes(one: Event, other: Event) -> None:
    same = canonical_bytes(plain_values(one)) == canonical_bytes(plain_values(other))
    assert same is (one == other)


def test_two_stations_begin_differently() -> None:
    assert genesis(STATION) != genesis(UUID(int=STATION.int + 1))


def test_everything_a_row_says_is_hashed_but_its_number_and_the_hash_itself() -> None:
    columns = {column.name for column in Row.__table__.columns}
    assert columns - set(EVENT_FIELDS) == {"number", "canonical", "hash"}
    assert FIELDS == EVENT_FIELDS


@pytest.mark.parametrize("field", EVENT_FIELDS)
def test_a_change_of_any_field_changes_the_bytes(field: str) -> None:
    values = plain_values(TAP)
    assert canonical_bytes({**values, field: "other"}) != CANONICAL
