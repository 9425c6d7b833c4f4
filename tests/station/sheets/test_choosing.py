"""Which sheets of a file are read: the month's own, and the parts of one table."""

from dataclasses import replace

import pytest

from station.sheets import choosing
from station.sheets.choosing import alone, choose
from station.sheets.findings import Understood
from station.sheets.mapping import guess
from station.sheets.sheet import Sheet
from station.sheets.understanding import understand
from tests.station.sheets.people import CATALOGUE, MARCH, POSTS, Duty, hours, march, post_name
from tests.station.sheets.test_mapping import PEOPLE, sheet_of

HEADS = ("วันที่", "จุด", "ผลัด", "ผู้ปฏิบัติ")
Rows = list[tuple[str, ...]]


def row_of(duty: Duty) -> tuple[str, ...]:
    return str(duty.day.day), post_name(duty.post), hours(duty.shift), duty.person


def book(**pages: Rows) -> Sheet:
    """A file with these sheets, the first of which is read unless another is chosen."""
    sheets = [
        replace(sheet_of(*rows, name=name), sheets=tuple(pages)) for name, rows in pages.items()
    ]
    return replace(sheets[0], others=tuple(sheets[1:]))


def read(sheet: Sheet) -> tuple[Sheet, Understood]:
    chosen = choose(sheet, CATALOGUE, MARCH)
    return chosen, understand(chosen, guess(chosen, CATALOGUE, MARCH), CATALOGUE, MARCH)


def unread(sheet: Sheet) -> list[str]:
    return [other.name for other in sheet.others]


@pytest.fixture
def halves() -> tuple[Rows, Rows]:
    title = ("ตารางเวร เดือนมีนาคม 2568",)
    first = [row_of(duty) for duty in march() if duty.day.day < 16]
    second = [row_of(duty) for duty in march() if duty.day.day > 15]
    return [title, HEADS, *first], [title, ("",), HEADS, *second]


def test_two_half_months_on_two_sheets_are_one_month(halves: tuple[Rows, Rows]) -> None:
    for pages in (
        {"1-15": halves[0], "16-31": halves[1]},
        {"16-31": halves[1], "ปก": [("ปก",)], "1-15": halves[0]},
    ):
        chosen, found = read(book(**pages))
        assert (found.problems, len(found.duties)) == ((), len(march()))
        assert unread(chosen) == [name for name in pages if name == "ปก"]


def test_what_is_unclear_on_the_second_sheet_is_told_there(halves: tuple[Rows, Rows]) -> None:
    halves[1][3] = ("16", "ตู้แดง", *halves[1][3][2:])
    chosen, found = read(book(**{"1-15": halves[0], "16-31": halves[1]}))
    (problem,) = found.problems
    source = chosen.source(problem.row, problem.column)
    assert (source.sheet, source.row, source.column) == ("16-31", 3, 1)


def test_a_second_sheet_for_the_same_shifts_is_another_draft_and_stays_unread(
    halves: tuple[Rows, Rows],
) -> None:
    draft = [*halves[0][:2], *((*row[:3], PEOPLE[0]) for row in halves[0][2:-3])]
    chosen, found = read(book(**{"ร่าง": draft, "จริง": halves[0], "16-31": halves[1]}))
    assert (chosen.name, unread(chosen)) == ("จริง, 16-31", ["ร่าง"])
    assert len(found.duties) == len(march())


@pytest.mark.parametrize("column", ["post", "shift"])
def test_a_sheet_for_each_post_or_shift_is_one_table(column: str) -> None:
    names = {post.code: post.names[0].removeprefix("จุด") for post in POSTS}
    shifts = {"night": "ผลัดดึก", "morning": "ผลัดเช้า", "afternoon": "ผลัดบ่าย"}
    pages: dict[str, Rows] = {}
    duties = [d for d in march() if column == "post" or d.post == "public-relations"]
    for duty in duties:
        day, post, shift, person = row_of(duty)
        name = names[duty.post] if column == "post" else shifts[duty.shift]
        kept = (day, shift, person) if column == "post" else (day, post, person)
        heads = ("วันที่", "เวลา" if column == "post" else "จุด", "ผู้ปฏิบัติ")
        pages.setdefault(name, [("เวรมีนาคม 2568",), heads]).append(kept)
    chosen, found = read(book(**pages))
    assert (found.problems, unread(chosen)) == ((), [])
    assert {(one.day, one.post, one.shift) for one in found.duties} == {
        (one.day, one.post, one.shift) for one in duties
    }
    assert len(found.duties) == len(duties)


def test_of_a_sheet_for_each_month_the_asked_one_is_read(halves: tuple[Rows, Rows]) -> None:
    february: Rows = [HEADS, *((*row[:3], PEOPLE[0]) for row in halves[0][2:]), *halves[1][3:]]
    march_: Rows = [HEADS, *halves[0][2:]]
    for names in (("ก.พ.68", "มี.ค.68"), ("Feb 25", "Mar 25"), ("มี.ค. 67", "มี.ค. 68")):
        pages: dict[str, Rows] = {names[0]: february, names[1]: march_}
        chosen, found = read(book(**pages))
        assert (chosen.name, unread(chosen)) == (names[1], [names[0]])
        assert (found.problems, len(found.duties)) == ((), len(march_) - 1)


def test_a_sheet_of_other_columns_stays_unread_and_is_named(halves: tuple[Rows, Rows]) -> None:
    other: Rows = [("วันที่", "ผู้ปฏิบัติ", "จุด", "ผลัด"), ("31", PEOPLE[0], "จุดประชาสัมพันธ์", "เช้า")]
    phones: Rows = [("ชื่อ", "โทร")]
    chosen, _ = read(book(**{"1-15": halves[0], "อื่น": other, "โทรศัพท์": phones}))
    assert (chosen.name, unread(chosen)) == ("1-15", ["อื่น", "โทรศัพท์"])


def test_an_unread_sheet_can_be_read_instead_and_back_again(halves: tuple[Rows, Rows]) -> None:
    chosen, _ = read(book(**{"1-15": halves[0], "อื่น": [HEADS, halves[1][3]]}))
    assert chosen.name == "1-15, อื่น"
    chosen, _ = read(book(**{"1-15": halves[0], "อื่น": [HEADS, halves[0][2]]}))
    assert (chosen.name, unread(chosen)) == ("1-15", ["อื่น"])
    other = alone(chosen, "อื่น", CATALOGUE, MARCH)
    assert other is not None
    assert (other.name, unread(other)) == ("อื่น", ["1-15"])
    again = alone(other, "1-15", CATALOGUE, MARCH)
    assert again == replace(chosen, others=again.others if again else ())
    assert alone(chosen, "ไม่มี", CATALOGUE, MARCH) is None


def test_two_drafts_put_together_would_be_found(
    halves: tuple[Rows, Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted fault: sheets are put together whatever they say."""
    own = choosing._look

    def blind(*arguments: object) -> object:
        look = own(*arguments)  # type: ignore[arg-type]
        return replace(look, places=frozenset([(MARCH.first, look.sheet.name, "x")]))

    monkeypatch.setattr(choosing, "_look", blind)
    with pytest.raises(AssertionError):
        test_a_second_sheet_for_the_same_shifts_is_another_draft_and_stays_unread(halves)
