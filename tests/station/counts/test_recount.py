"""The daily totals: always what counting the events again gives, and a difference is told."""

from collections.abc import Sequence

import pytest
from flask import Flask

from station.counts.queries import Difference, list_differences
from tests.cast import Person, house_of, make_report, make_tap
from tests.devices import PairedKiosk
from tests.kept import link_code, run_sql


@pytest.fixture
def counted_app(app: Flask, malee: Person, kiosk: PairedKiosk) -> Flask:
    """An app that counted a little of everything, excluded events among it."""
    for browser in (malee.browser, kiosk.browser):
        browser.post(
            "/taps", json=make_report(make_tap(), make_tap(), make_tap(kind="survey_done"))
        )
        browser.post("/taps", json=make_report(make_tap(), mode="staff"))
    notice = make_tap(kind="notice_shown", division=None)
    malee.browser.post("/taps", json=make_report(notice))
    for _ in range(2):
        malee.opens(f"/go/{link_code(app, 'eit-survey', 'patrol')}")
    return app


def differences(app: Flask) -> Sequence[Difference]:
    with house_of(app).database.session(writing=False) as db:
        return list_differences(db)


def test_the_totals_equal_a_recount(counted_app: Flask) -> None:
    assert differences(counted_app) == []


@pytest.mark.parametrize(
    ("statement", "total", "recount"),
    [
        ("UPDATE daily_totals SET count = count + 5 WHERE kind = 'survey_done'", 6, 1),
        ("DELETE FROM daily_totals WHERE kind = 'survey_done'", 0, 1),
        ("UPDATE daily_totals SET day = '2025-03-04' WHERE kind = 'survey_done'", 0, 1),
    ],
)
def test_a_total_that_was_changed_is_told_with_both_numbers(
    counted_app: Flask, statement: str, total: int, recount: int
) -> None:
    run_sql(counted_app, f"{statement} AND source = 'web'")
    found = differences(counted_app)
    assert found[0] == Difference(
        "don-ya-nang", "2025-03-03", "traffic", "survey_done", "web", total=total, recount=recount
    )


def test_a_total_without_any_event_is_told(counted_app: Flask) -> None:
    run_sql(
        counted_app,
        "INSERT INTO daily_totals (station_id, day, division, kind, source, count)"
        " SELECT station_id, '2025-03-09', '', 'survey_done', 'web', 3 FROM chain_heads",
    )
    assert [(one.day, one.total, one.recount) for one in differences(counted_app)] == [
        ("2025-03-09", 3, 0)
    ]
