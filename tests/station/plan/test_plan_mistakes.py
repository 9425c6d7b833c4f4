"""What is told of mistakes: all at once, in order, one line each, and never a stumble."""

import copy
import tomllib
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest

from station.plan import shape
from station.plan.checks import mistakes_between
from station.plan.file import mistake_line, read_plan
from tests.station.plan.planting import TEXT, changed, found_in, mistakes_in, without


def test_every_mistake_is_told_at_once_in_the_order_of_the_plan() -> None:
    text = changed('icon = "scale"', 'icon = "Scale!"')
    text = text.replace("traffic = 60\n", "").replace("ends = 2025-01-31", "ends = 2024-12-31")
    text = text.replace('"https://itap.nacc.go.th/"', '"javascript:alert(1)"')
    text = text.replace('number = "1.2"', 'number = "1.1"')
    text = text.replace('slug = "don-ya-nang"', "slug = 7")
    assert found_in(text) == [
        ("station.slug", "wrong_type"),
        ("divisions[0].icon", "unknown_icon"),
        ("phases[1].ends", "ends_before_start"),
        ("quotas.divisions.traffic", "missing_minimum"),
        ("channels[0].address", "address_scheme"),
        ("measures[1].number", "twice"),
    ]


def test_a_division_whose_code_is_wrong_does_not_make_all_else_wrong_too() -> None:
    text = changed('code = "traffic"', 'code = "Traffic!"')
    assert found_in(text) == [("divisions[1].code", "bad_code")]


def test_a_missing_part_is_one_mistake() -> None:
    assert found_in(without("[station]", "# ---- Divisions")) == [("station", "missing_key")]
    assert found_in(without("[[channels]]", "# ---- Commitments")) == [("channels", "missing_key")]
    assert found_in(without("[[divisions]]", '# ---- "Not sure"')) == [("divisions", "missing_key")]


def test_an_empty_list_is_told_as_such() -> None:
    text = without("[[channels]]", "# ---- Commitments")
    text = text.replace("fiscal_year = 2568", "fiscal_year = 2568\nchannels = []")
    assert found_in(text) == [("channels", "empty_list")]


def test_a_questionnaire_without_questions_is_told_as_such() -> None:
    text = TEXT.split("[[questionnaires.questions]]", 1)[0] + "questions = []\n"
    assert found_in(text) == [("questionnaires[0].questions", "question_no_questions")]


def test_a_plan_file_of_before_questionnaires_is_valid() -> None:
    assert not read_plan(TEXT.split("[[questionnaires]]", 1)[0]).questionnaires


def test_several_mistakes_of_a_questionnaire_are_told_at_once() -> None:
    text = changed('code = "overall"\nkind = "faces"', 'code = "overall"\nkind = "long"')
    text = text.replace('{ code = "no", words', '{ code = "NO", words')
    text = text.replace('{ th = "มี", en = "Yes" }', '{ th = "ไม่มี", en = "Yes" }')
    assert found_in(text) == [
        ("questionnaires[0].questions[5].options[0].code", "bad_code"),
        ("questionnaires[0].questions[0].kind", "question_first_is_no_tap"),
        ("questionnaires[0].questions[5].options[1].th", "question_same_words"),
    ]


def test_a_part_of_another_type_is_one_mistake() -> None:
    text = without("[[divisions]]", '# ---- "Not sure"')
    text = text.replace("fiscal_year = 2568", "fiscal_year = 2568\ndivisions = 5")
    assert found_in(text) == [("divisions", "wrong_type")]
    rows = text.replace("divisions = 5", "divisions = [5]")
    assert found_in(rows) == [("divisions[0]", "wrong_type")]


LINES_READ = [
    (
        'icon = "scale"',
        'icon = "scale"\nicno = "car"',
        """divisions[0].icno (inquiry): "icno" is not known here; correct or remove it.
        Did you mean "icon"?""",
    ),
    (
        "fiscal_year = 2568",
        "fiscal_year = 2025",
        """fiscal_year: 2025 is no Buddhist year; fiscal years are named as 2568 is.
        Did you mean "2568"?""",
    ),
    (
        "traffic = 60\n",
        "",
        """quotas.divisions.traffic: division "traffic" has no minimum;
        add traffic = a number""",
    ),
    (
        'kind = "manual"\ndivision = "traffic"',
        'kind = "manual"\ndivision = "traffik"',
        """channels[9].division (manual-traffic): "traffik" is not a division of this plan;
        the divisions are: inquiry, traffic, patrol, investigation, administration.
        Did you mean "traffic"?""",
    ),
    (
        "due = 2025-03-30",
        "due = 2026-03-30",
        """measures[1].due (1.2): 2026-03-30 is outside fiscal year 2568
        (2024-10-01 to 2025-09-30)""",
    ),
    (
        "reachable_by = 2025-04-12",
        "reachable_by = 2568-04-12",
        """measures[11].reachable_by (5.2): 2568-04-12 is in the Buddhist era;
        write days in the Gregorian one. Did you mean "2025-04-12"?""",
    ),
    (
        "station = 300",
        'station = "300"',
        "quotas.station: should be a whole number, not text in quotes",
    ),
    (
        'code = "budget"',
        'code = "law"',
        """channels[20].code (law): "law" already stands at channels[13];
        every one must be different""",
    ),
    ("traffic = 60", "traffic = 0", "quotas.divisions.traffic: 0 is too small; write 1 or more"),
]


@pytest.mark.parametrize(("old", "new", "line"), LINES_READ)
def test_a_mistake_reads_as_a_line_with_what_to_do(old: str, new: str, line: str) -> None:
    assert mistake_line(mistakes_in(changed(old, new))[0]) == " ".join(line.split())


def test_a_line_stays_one_line_whatever_stands_in_the_file() -> None:
    key = '"a\\nb\\u001b[31m' + "x" * 500 + '"'
    line = mistake_line(mistakes_in(changed("[quotas]", f"[quotas]\n{key} = 1"))[0])
    assert line.isprintable()
    assert "\\n" in line
    assert len(line) < 500


def test_what_nobody_thought_of_is_told_in_the_words_of_the_checker() -> None:
    surprise: Any = {"type": "surprise", "loc": ("x",), "msg": "Odd", "input": 1, "ctx": {}}
    assert mistake_line(shape._mistake({}, surprise)) == "x: will not do: Odd"


def test_a_list_of_allowed_words_is_never_cut() -> None:
    text = changed('kind = "survey"', 'kind = "poll"')
    assert "survey, complaint, manual, eservice, notice" in mistake_line(mistakes_in(text)[0])


ODD: list[Any] = [
    -1, 0, 10**30, 1.5, float("nan"), True, "", "x", "\x00", "{value}", [], [[]], [5], [{}], {},
    {"th": 1}, {"a": {"b": []}}, date(1, 1, 1), date(9999, 12, 31), time(1, 2, 3),
]  # fmt: skip


def places_in(value: Any, *steps: str | int) -> Iterator[tuple[str | int, ...]]:
    if steps:
        yield steps
    items = value.items() if isinstance(value, dict) else enumerate(value[:2])
    for step, item in items:
        if isinstance(item, dict | list):
            yield from places_in(item, *steps, step)
        else:
            yield (*steps, step)


def test_no_value_anywhere_makes_the_checker_stumble() -> None:
    whole = tomllib.loads(TEXT)
    small = {key: value[:1] if isinstance(value, list) else value for key, value in whole.items()}
    seen = set()
    for place in places_in(small):
        for odd in ODD:
            table = copy.deepcopy(small)
            holder: Any = table
            for step in place[:-1]:
                holder = holder[step]
            holder[place[-1]] = copy.deepcopy(odd)
            _, mistakes = shape.read_shape(table)
            mistakes += mistakes_between(table)
            assert all(mistake_line(mistake).isprintable() for mistake in mistakes)
            seen |= {mistake.code for mistake in mistakes}
    assert len(seen) > 20
