"""Faults planted in what the page of visits beside duty rests on change what it says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from admin import coverage_tables
from station.coverage import queries, rules
from station.sheets.month import Month
from tests.admin.coverages import at, page_of, publish_mornings, table_of, title_of
from tests.cast import Person
from tests.instances import on_sqlite
from tests.rostered import add_shift_at, needed, publish, visit

PLANTED: dict[str, tuple[Any, str, Callable[[Any], Any]]] = {
    "what is outside every shift is forgotten": (
        coverage_tables,
        "_days",
        lambda own: (
            lambda c, one: own(
                c, queries.PostCoverage(one.post, tuple(p for p in one.pieces if p.turn))
            )
        ),
    ),
    "a post counts all divisions": (
        coverage_tables,
        "figures_of",
        lambda own: lambda piece, counts, _: own(piece, counts, None),
    ),
    "the night before is forgotten": (
        queries,
        "list_turns",
        lambda own: (
            lambda db, station, first, last: own(db, station, first + timedelta(days=1), last)
        ),
    ),
    "a visit at two empty posts counts twice": (
        rules,
        "_merged",
        lambda _: lambda pieces: [(piece.first, piece.end) for piece in pieces],
    ),
}


@on_sqlite
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_changes_what_the_page_says(
    app: Flask,
    praew: Person,
    malee: Person,
    station_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    add_shift_at(app, station_id, "public-relations", "evening", "22:00", "06:00")
    publish_mornings(app, station_id)
    january = Month(2025, 1)
    nights = [p for p in needed(app, station_id, january) if p.shift == "evening"]
    publish(app, station_id, january, nights)
    visit(malee, [(at(1, 3), "traffic"), (at(3, 17), "traffic"), (at(4, 16), "traffic")])
    before = title_of(page_of(praew)), table_of(page_of(praew))
    module, name, fake = PLANTED[fault]
    monkeypatch.setattr(module, name, fake(getattr(module, name)))
    assert (title_of(page_of(praew)), table_of(page_of(praew))) != before
