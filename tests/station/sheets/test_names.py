"""People, posts and shifts in every writing that rosters have."""

import unicodedata
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.sheets.catalogue import Catalogue, KnownPost, KnownShift
from station.sheets.people import is_nobody, people_in, person_key, read_person
from station.sheets.posts import find_post, posts_within
from station.sheets.ranks import ENGLISH, THAI
from station.sheets.shifts import find_shift, read_hours, shifts_within
from station.thai import thai_digits
from tests.station.sheets.people import CATALOGUE, PEOPLE, POSTS

PR = "public-relations"
RANKS = [(rank, word) for rank, words in {**THAI, **ENGLISH}.items() for word in (rank, *words)]
TRAILS = ("", "  ", " (หนึ่ง)", " โทร. 08x-xxx-xxxx", " 081-234-5678", " โทร 0812345678", '"เล็ก"')
LEADS = ("", " ", "1. ", "๒) ", "- ", "\u200b")


@given(
    st.sampled_from(RANKS), st.sampled_from(PEOPLE), st.sampled_from(LEADS), st.sampled_from(TRAILS)
)
def test_a_person_is_the_same_in_every_writing(
    rank: tuple[str, str], person: tuple[str, str], lead: str, trail: str
) -> None:
    _, name = person
    text = f"{lead}{rank[1]} {name}{trail}"
    assert (read_person(text).rank, read_person(text).name) == (rank[0], name)
    assert person_key(text) == person_key(name)
    assert [one.key for one in people_in(text)] == [person_key(name)]


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("ดต ตัวอย่าง หนึ่ง", "ด.ต."),
        ("ด.ต.ตัวอย่าง  หนึ่ง", "ด.ต."),
        ("ด. ต. ตัวอย่าง หนึ่ง", "ด.ต."),
        ("ด.ต ตัวอย่าง หนึ่ง", "ด.ต."),
        ("ดาบตำรวจตัวอย่าง หนึ่ง", "ด.ต."),
        ("ดาบตํารวจ ตัวอย่าง หนึ่ง", "ด.ต."),
        ("ร.ต.อ.หญิง ตัวอย่าง หนึ่ง", "ร.ต.อ.หญิง"),
        ("ร.ต.อ.(หญิง) ตัวอย่าง หนึ่ง", "ร.ต.อ.หญิง"),
        ("ร้อยตำรวจเอกหญิง ตัวอย่าง หนึ่ง", "ร.ต.อ.หญิง"),
        ("ว่าที่ ร.ต.ต. ตัวอย่าง หนึ่ง", "ว่าที่ ร.ต.ต."),
        ("ส.ต.อ. ตัวอย่าง หนึ่ง ผบ.หมู่ (ป.) สภ.ตัวอย่าง", "ส.ต.อ."),
        ("นางสาวตัวอย่าง หนึ่ง", "น.ส."),
        ("ตัวอย่าง หนึ่ง", ""),
    ],
)
def test_a_rank_is_parted_from_the_name(text: str, rank: str) -> None:
    assert (read_person(text).rank, read_person(text).name) == (rank, "ตัวอย่าง หนึ่ง")


@pytest.mark.parametrize(
    "text",
    [
        "ด.ต. ตัวอย่าง หนึ่ง\nส.ต.อ. สมมติ สอง",
        "ด.ต. ตัวอย่าง หนึ่ง, ส.ต.อ. สมมติ สอง",
        "ด.ต. ตัวอย่าง หนึ่ง/ส.ต.อ. สมมติ สอง",
        "ด.ต. ตัวอย่าง หนึ่ง; ส.ต.อ. สมมติ สอง",
        "ด.ต. ตัวอย่าง หนึ่ง และ ส.ต.อ. สมมติ สอง",
        "1. ด.ต. ตัวอย่าง หนึ่ง 2. ส.ต.อ. สมมติ สอง",
        "๑.ด.ต.ตัวอย่าง หนึ่ง\n๒.ส.ต.อ.สมมติ สอง",
        "1) ด.ต. ตัวอย่าง หนึ่ง โทร. 081-234-5678 2) ส.ต.อ. สมมติ สอง",
        "ด.ต. ตัวอย่าง หนึ่ง ส.ต.อ. สมมติ สอง",
        "ด.ต.\nตัวอย่าง หนึ่ง\nส.ต.อ.\nสมมติ สอง",
    ],
)
def test_several_people_in_a_cell_are_told_apart(text: str) -> None:
    people = [(one.rank, one.name) for one in people_in(text)]
    assert people == [("ด.ต.", "ตัวอย่าง หนึ่ง"), ("ส.ต.อ.", "สมมติ สอง")]


@pytest.mark.parametrize(
    "text", ["", "-", "–", "ไม่มี", "ว่าง", "x", "X", " - ", "N/A", "วันหยุดราชการ"]
)
def test_a_cell_may_say_that_nobody_is_there(text: str) -> None:
    assert is_nobody(text)
    assert people_in(text) == []


def test_one_person_twice_in_a_cell_is_one() -> None:
    assert len(people_in("ด.ต. ตัวอย่าง หนึ่ง, ดาบตำรวจ ตัวอย่าง หนึ่ง")) == 1


def test_every_composition_of_a_thai_name_is_the_same() -> None:
    name = "ทดลอง น้ำคำ"
    pieces = ("ทดลอง น้ําคํา", "ทดลอง นํ้าคำ", unicodedata.normalize("NFKD", name))
    assert {person_key(one) for one in (name, *pieces)} == {person_key(name)}
    assert person_key("แดง ดี") == person_key("เเดง\u200b ดี")


@given(st.text(max_size=80) | st.text("ด.ต. 1)(,/\nนาย08x-", max_size=60))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    assert all(person.key for person in people_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "08.00-16.00", thai_digits("08.00 – 16.00 น."), "0800-1600", "08:00 - 16:00",
        "8.00–16.00 น.", "8-16",
        "08.00 น. ถึง 16.00 น.", "เวลา 08.00-16.00 น.", "08:00:00-16:00:00", "08.01-16.00",
    ],
)  # fmt: skip
def test_hours_are_read_in_any_writing(text: str) -> None:
    assert read_hours(text) == (time(8), time(16))
    assert find_shift(text, CATALOGUE, PR).code == "morning"


@given(st.times(), st.times(), st.sampled_from("-–— "), st.sampled_from([".", ":", ""]))
def test_the_hours_of_any_shift_are_read(one: time, other: time, dash: str, dot: str) -> None:
    starts, ends = (at.replace(minute=at.minute // 5 * 5) for at in (one, other))
    text = f"{starts:%H{dot}%M}{dash or '-'}{ends:%H{dot}%M} น."
    if dash == " ":
        text = text.replace(" ", " - ", 1)
    expected = tuple(at.replace(second=0, microsecond=0) for at in (starts, ends))
    assert read_hours(text) == read_hours(thai_digits(text)) == expected


def test_24_00_is_midnight_and_an_hour_that_is_none_is_no_shift() -> None:
    assert read_hours("16.00-24.00") == read_hours("16:00-00:00") == (time(16), time(0))
    assert read_hours("24.00-08.00") == (time(0), time(8))
    for text in ("25.00-26.00", "08.61-16.00", "8", "3/3/2568"):
        assert read_hours(text) is None


@pytest.mark.parametrize(
    ("text", "post", "shift"),
    [
        ("ผลัด 1", PR, "night"),
        ("ผลัดที่ ๒", PR, "morning"),
        ("เวร 3", PR, "afternoon"),
        ("3", PR, "afternoon"),
        ("ผลัด 2", "guard-box", "half-night"),
        ("เวรดึก", PR, "night"),
        ("กะเช้า", PR, "morning"),
        ("บ่าย", PR, "afternoon"),
        ("MORNING", PR, "morning"),
        ("ผลัดเช้า (08.00-16.00 น.)", PR, "morning"),
        ("office-hours", "one-stop-traffic", "office-hours"),
        ("08.30-16.30", "one-stop-traffic", "office-hours"),
        ("ผลัด 4", PR, None),
        ("ผลัด 0", PR, None),
        ("ผลัดเช้า (16.00-24.00)", PR, None),
        ("ผลัดเช้า (09.00-16.00)", PR, None),
        ("ผลัด 1", None, None),
        ("", PR, None),
    ],
)
def test_a_shift_is_found_by_name_place_or_hours(
    text: str, post: str | None, shift: str | None
) -> None:
    assert find_shift(text, CATALOGUE, post).code == shift


def test_a_word_for_the_time_of_day_counts_only_where_it_is_unambiguous() -> None:
    shifts = tuple(
        KnownShift(code, (name,), time(hour), time(16))
        for code, name, hour in (("a", "ชุดหนึ่ง", 8), ("b", "ชุดสอง", 16), ("c", "ชุดสาม", 8))
    )
    both = Catalogue((KnownPost("p", ("จุด",), None, ("a", "b", "c")),), shifts, ())
    one = Catalogue((KnownPost("p", ("จุด",), None, ("a", "b")),), shifts, ())
    assert find_shift("เวรเช้า", one, "p").code == "a"
    assert find_shift("เวรบ่าย", both, "p").code == "b"
    assert find_shift("เวรเช้า", both, "p").code is None
    assert set(find_shift("เวรเช้า", both, "p").choices) == {"a", "c"}


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("public-relations", PR),
        ("ประชาสัมพันธ์", PR),
        ("จุด ประชาสัมพันธ์", PR),
        ("PUBLIC RELATIONS POINT", PR),
        ("one stop service ฝ่ายจราจร", "one-stop-traffic"),
        ("One Stop Service จราจร", "one-stop-traffic"),
        ("ONE-STOP SERVICE: TRAFFIC", "one-stop-traffic"),
        ("ตู้ยาม บ้านตัวอย่าง", "guard-box"),
    ],
)
def test_a_post_is_found_by_code_or_name_however_it_is_spaced(text: str, post: str) -> None:
    assert find_post(text, CATALOGUE).code == post


def test_a_similar_post_is_offered_and_never_taken() -> None:
    found = find_post("จุดประชาสัมพัน", CATALOGUE)
    assert (found.code, found.choices) == (None, (PR,))
    assert find_post("จราจร", CATALOGUE).code is None
    assert "one-stop-traffic" in find_post("จราจร", CATALOGUE).choices
    assert find_post("", CATALOGUE).choices == ()
    assert find_post("ตู้แดง", CATALOGUE).choices == ()


def test_two_posts_of_one_name_are_both_offered() -> None:
    twin = KnownPost("twin", POSTS[0].names, None, ("night",))
    found = find_post("ประชาสัมพันธ์", Catalogue((*POSTS, twin), CATALOGUE.shifts, ()))
    assert (found.code, set(found.choices)) == (None, {PR, "twin"})


def test_a_title_names_a_post_or_a_shift_among_other_words() -> None:
    assert posts_within("ตารางเวรประชาสัมพันธ์ ประจำเดือน มีนาคม", CATALOGUE) == {PR}
    assert posts_within("ตารางเวร One Stop Service งานจราจร", CATALOGUE) == {"one-stop-traffic"}
    assert posts_within("ตารางเวร", CATALOGUE) == set()
    assert shifts_within("เวรประชาสัมพันธ์ ผลัดเช้า", CATALOGUE) == {"morning"}
    assert shifts_within("เวรประจำเดือน", CATALOGUE) == set()
