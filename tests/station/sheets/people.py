"""A station of five posts, its people, and what all sample rosters of March 2568 say."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from station.sheets.catalogue import Catalogue, KnownOfficer, KnownPost, KnownShift
from station.sheets.month import Month

MARCH = Month(2025, 3)

SHIFTS = (
    KnownShift("night", ("ผลัดดึก", "Night"), time(0), time(8)),
    KnownShift("morning", ("ผลัดเช้า", "Morning"), time(8), time(16)),
    KnownShift("afternoon", ("ผลัดบ่าย", "Afternoon"), time(16), time(0)),
    KnownShift("half-day", ("กลางวัน", "Half day"), time(6), time(18)),
    KnownShift("half-night", ("กลางคืน", "Half night"), time(18), time(6)),
    KnownShift("office-hours", ("เวลาราชการ", "Office hours"), time(8, 30), time(16, 30)),
)
POSTS = (
    KnownPost(
        "public-relations",
        ("จุดประชาสัมพันธ์", "Public-relations point"),
        None,
        ("night", "morning", "afternoon"),
    ),
    KnownPost("guard-box", ("ตู้ยามบ้านตัวอย่าง", "Guard box"), "patrol", ("half-day", "half-night")),
    KnownPost(
        "one-stop-inquiry",
        ("One Stop Service งานสอบสวน", "One Stop Service: Inquiry"),
        "inquiry",
        ("office-hours",),
    ),
    KnownPost(
        "one-stop-traffic",
        ("One Stop Service งานจราจร", "One Stop Service: Traffic"),
        "traffic",
        ("office-hours",),
    ),
    KnownPost(
        "one-stop-patrol",
        ("One Stop Service งานป้องกันปราบปราม", "One Stop Service: Crime Prevention"),
        "patrol",
        ("office-hours",),
    ),
)
PEOPLE = (
    ("ด.ต.", "ตัวอย่าง หนึ่ง"),
    ("ด.ต.", "สมมติ สองดี"),
    ("จ.ส.ต.", "ทดลอง สามัคคี"),
    ("ส.ต.อ.", "ตัวอย่าง สี่แสน"),
    ("ส.ต.ท.", "สมมติ ห้าวหาญ"),
    ("ส.ต.ต.", "ทดลอง หกสิบ"),
    ("ร.ต.อ.", "ตัวอย่าง เจ็ดคาบ"),
    ("ร.ต.ท.หญิง", "สมมติ แปดริ้ว"),
    ("ร.ต.ต.", "ทดลอง เก้าน้ำ"),
    ("ส.ต.ต.หญิง", "ตัวอย่าง สิบทิศ"),
    ("พ.ต.ท.", "สมมติ เอกภพ"),
    ("นางสาว", "ทดลอง โทมัส"),
)
OFFICERS = tuple(
    KnownOfficer(UUID(int=1 + place, version=4), rank, name, None)
    for place, (rank, name) in enumerate(PEOPLE)
)
CATALOGUE = Catalogue(POSTS, SHIFTS, OFFICERS)


@dataclass(frozen=True, order=True)
class Duty:
    """One officer, by name, on a day at a post and shift."""

    day: date
    post: str
    shift: str
    name: str

    @property
    def rank(self) -> str:
        return next(rank for rank, name in PEOPLE if name == self.name)

    @property
    def person(self) -> str:
        return f"{self.rank} {self.name}"


def march() -> list[Duty]:
    """The month: everyone in turn, two of them at the public-relations point in the morning."""
    turn = iter(range(10_000))
    found = []
    for day in MARCH.days:
        for post in POSTS:
            for shift in post.shifts:
                if shift == "office-hours" and day.weekday() > 4:
                    continue
                for _ in range(2 if (post.code, shift) == ("public-relations", "morning") else 1):
                    name = PEOPLE[next(turn) % len(PEOPLE)][1]
                    found.append(Duty(day, post.code, shift, name))
    return found


def post_name(code: str) -> str:
    return next(post.names[0] for post in POSTS if post.code == code)


def shift_of(code: str) -> KnownShift:
    return next(shift for shift in SHIFTS if shift.code == code)


def hours(code: str, dash: str = "-") -> str:
    """`08.00-16.00`; midnight at the end is 24.00."""
    shift = shift_of(code)
    ends = "24.00" if shift.ends == time(0) else f"{shift.ends:%H.%M}"
    return f"{shift.starts:%H.%M}{dash}{ends}"
