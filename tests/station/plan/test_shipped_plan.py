"""The shipped plan says what the station's plan says, and invents nothing."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import lucide
import pytest

from tests.station.plan.planting import PLAN


def test_the_shipped_plan_is_this_stations() -> None:
    assert PLAN.fiscal_year == 2568
    assert PLAN.station.slug == "don-ya-nang"
    assert PLAN.station.short_name.th == "สภ.ดอนหญ้านาง"
    assert PLAN.station.headquarters.en == "Sakon Nakhon Provincial Police"
    assert PLAN.station.timezone == "Asia/Bangkok"
    assert PLAN.station.emergency == "191"


def test_the_divisions_stand_in_the_order_of_the_kiosk() -> None:
    assert [(d.code, d.name.th, d.aliases, d.icon) for d in PLAN.divisions] == [
        ("inquiry", "งานสอบสวน", ("ฝ่ายสอบสวน",), "scale"),
        ("traffic", "งานจราจร", ("ฝ่ายจราจร",), "car"),
        ("patrol", "งานป้องกันปราบปราม", ("ฝ่ายป้องกันปราบปราม",), "shield"),
        ("investigation", "งานสืบสวน", ("ฝ่ายสืบสวน",), "search"),
        ("administration", "งานอำนวยการ", ("ฝ่ายอำนวยการ",), "building-2"),
    ]


def test_the_minimums_are_the_plans() -> None:
    assert PLAN.quotas.divisions == {
        "administration": 30,
        "patrol": 80,
        "traffic": 60,
        "investigation": 30,
        "inquiry": 50,
    }
    assert sum(PLAN.quotas.divisions.values()) == 250
    assert PLAN.quotas.station == 300
    assert set(PLAN.quotas.brought_by) == set(PLAN.quotas.divisions) - {"administration"}
    assert (PLAN.quotas.iit.officers, PLAN.quotas.iit.percent) == (100, 80)


def test_collectors_are_roles_and_inquiry_names_none() -> None:
    assert [collector.divisions for collector in PLAN.collectors] == [
        ("administration", "patrol"),
        ("traffic", "investigation"),
    ]


def test_the_calendar_is_the_plans() -> None:
    assert [(p.code, p.group, p.starts, p.ends) for p in PLAN.phases] == [
        ("prepare", "preparation", date(2024, 10, 1), date(2024, 12, 31)),
        ("register", "assessment", date(2025, 1, 1), date(2025, 1, 31)),
        ("iit", "assessment", date(2025, 1, 1), date(2025, 7, 1)),
        ("eit", "assessment", date(2025, 1, 1), date(2025, 7, 1)),
        ("oit", "assessment", date(2025, 1, 1), date(2025, 4, 30)),
        ("oit-scoring", "oit-review", date(2025, 5, 1), date(2025, 6, 14)),
        ("oit-appeals", "oit-review", date(2025, 6, 17), date(2025, 6, 26)),
        ("rescoring", "results", date(2025, 7, 16), date(2025, 7, 31)),
        ("announcement", "results", date(2025, 8, 1), date(2025, 8, 31)),
    ]
    assert not any(phase.provisional for phase in PLAN.phases)


def test_the_public_relations_point_changes_shift_three_times_a_day() -> None:
    shifts = {shift.code: shift for shift in PLAN.shifts}
    post = PLAN.posts[0]
    assert post.code == "public-relations"
    assert [(shifts[c].starts, shifts[c].ends) for c in post.shifts] == [
        (time(0), time(8)),
        (time(8), time(16)),
        (time(16), time(0)),
    ]
    assert {shifts[code].arrive_before_minutes for code in post.shifts} == {15}


def test_one_stop_service_has_a_post_for_each_division_on_working_days() -> None:
    posts = [post for post in PLAN.posts if post.division]
    assert [post.division for post in posts] == [division.code for division in PLAN.divisions]
    assert {post.shifts for post in posts} == {("office-hours",)}
    shift = next(shift for shift in PLAN.shifts if shift.code == "office-hours")
    assert (shift.starts, shift.ends) == (time(8, 30), time(16, 30))
    assert shift.only_working_days
    assert not shift.arrive_before_minutes


def test_every_channel_of_the_plan_is_there() -> None:
    kinds = Counter(channel.kind for channel in PLAN.channels)
    led_to = {"survey": 1, "complaint": 7, "manual": 6, "eservice": 4, "notice": 8}
    assert kinds == led_to | {"facility": 5}
    sides = Counter(channel.side for channel in PLAN.channels if channel.kind == "complaint")
    assert sides == {"outside": 3, "inside": 4}
    manuals = [channel.division for channel in PLAN.channels if channel.kind == "manual"]
    assert manuals == [division.code for division in PLAN.divisions] + [None]


def test_no_address_and_no_telephone_number_is_invented() -> None:
    addresses = {c.code: (c.address, c.general) for c in PLAN.channels if c.address}
    assert addresses == {"eit-survey": ("https://itap.nacc.go.th/", True)}
    telephones = {c.code: c.telephone for c in PLAN.channels if c.telephone}
    assert telephones == {
        "royal-thai-police": "1599",
        "government-complaint-centre": "1111",
        "nacc": "1205",
    }
    assert not any(item.title for item in PLAN.oit_items)


def test_the_standard_set_asks_overall_first_and_steers_nobody() -> None:
    (standard,) = PLAN.questionnaires
    assert not standard.divisions
    assert [(q.code, q.kind) for q in standard.questions] == [
        ("overall", "faces"),
        ("courtesy", "faces"),
        ("speed", "faces"),
        ("clearness", "faces"),
        ("place", "faces"),
        ("gifts", "one"),
        ("suggestion", "long"),
    ]
    faces = {q.options for q in standard.questions if q.kind == "faces"}
    assert [len(options) for options in faces] == [5]
    assert [option.code for option in standard.questions[5].options] == ["no", "yes", "not-said"]


def test_a_commitment_of_each_division_waits_to_be_filled_in() -> None:
    assert [c.division for c in PLAN.commitments] == [d.code for d in PLAN.divisions]
    assert not any(c.steps or c.papers or c.minutes or c.fee for c in PLAN.commitments)


def test_the_not_sure_list_leads_by_need() -> None:
    assert [(need.code, need.division) for need in PLAN.needs] == [
        ("lost-document", "inquiry"),
        ("fine", "traffic"),
        ("crime-report", "inquiry"),
        ("my-case", "inquiry"),
        ("permit", "administration"),
    ]


def test_every_icon_is_one_that_can_be_drawn() -> None:
    icons = [division.icon for division in PLAN.divisions] + [need.icon for need in PLAN.needs]
    assert all(lucide._load_icon(icon) is not None for icon in icons)


def test_all_measures_are_there_in_ten_groups() -> None:
    numbers = (
        "1.1 1.2 1.3 1.4 1.5 1.6 2.1 3.1 4.1 4.2 5.1 5.2 6.1 6.2 6.3 6.4 6.5"
        " 7.1 7.2 7.3a 7.3b 7.3c 8.1 9.1 10.1"
    )
    assert [measure.number for measure in PLAN.measures] == numbers.split()
    assert [group.number for group in PLAN.measure_groups] == list(range(1, 11))
    assert PLAN.measures[-1].group == 10


def test_the_kiosk_serves_the_measures_marked_k() -> None:
    marked = "1.1 1.2 1.3 1.4 1.5 2.1 3.1 6.1 6.2 6.4 6.5 7.1 7.2 8.1 10.1"
    assert [measure.number for measure in PLAN.measures if measure.kiosk] == marked.split()


def test_the_measures_are_due_when_the_plan_says() -> None:
    days: dict[date | None, list[str]] = {}
    for measure in PLAN.measures:
        days.setdefault(measure.due, []).append(measure.number)
    assert days.pop(None) == ["1.1", "7.3b", "7.3c", "9.1"]
    assert days.pop(date(2025, 3, 15)) == ["1.4", "1.5", "1.6", "3.1"]
    assert days.pop(date(2025, 3, 20)) == ["2.1"]
    assert set(days) == {date(2025, 3, 30)}
    worded = [measure.number for measure in PLAN.measures if measure.due_words]
    assert worded == ["1.1", "2.1", "7.3b", "7.3c", "9.1"]


def test_every_measure_is_followed_up_monthly_but_one() -> None:
    once = [(m.number, m.follow_up_by) for m in PLAN.measures if m.follow_up == "once"]
    assert once == [("1.2", date(2025, 3, 31))]
    reachable = [(m.number, m.reachable_by) for m in PLAN.measures if m.reachable_by]
    assert reachable == [("5.2", date(2025, 4, 12))]


def test_there_are_25_open_data_items() -> None:
    assert [item.number for item in PLAN.oit_items] == list(range(1, 26))


def all_words(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if value.keys() == {"th", "en"}:
            yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from all_words(item)


def test_both_languages_are_written_in_their_own_script() -> None:
    words = list(all_words(PLAN.model_dump()))
    assert len(words) > 200
    for pair in words:
        assert not any("\u0e00" <= character <= "\u0e7f" for character in pair["en"]), pair
        assert any("\u0e00" <= c <= "\u0e7f" for c in pair["th"]) or pair["th"] == "Police 4.0"


def test_a_plan_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        PLAN.station.slug = "other"
