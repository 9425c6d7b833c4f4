"""A station whose posts, shifts and officers are hard to tell apart by their names."""

from datetime import date, time
from uuid import UUID

from station.sheets.catalogue import Catalogue, KnownOfficer, KnownPost, KnownShift
from station.sheets.writing import WrittenDuty

CANARIES = (
    "=1+1",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "<script>alert(1)</script>",
    "ก\n=1+1",
    "'=1",
)

AWKWARD = Catalogue(
    posts=(
        KnownPost("desk", ("จุดบริการ", "Service"), None, ("one", "two")),
        KnownPost("desk-2", ("จุดบริการ", "Service"), None, ("one",)),  # of the same name
        KnownPost("gate", ("=1+1", "@gate"), None, ("one", "night")),
        KnownPost("empty", (), None, ()),  # nothing is worked there any more
    ),
    shifts=(
        KnownShift("one", ("ผลัด 2",), time(0), time(8)),  # the first, in truth
        KnownShift("two", ("ผลัด 1",), time(8), time(16)),
        KnownShift("night", ("ดึก",), time(22), time(6)),
        KnownShift("other", ("ดึก",), time(0), time(6)),
    ),
    officers=tuple(
        KnownOfficer(UUID(int=100 + number), rank, name, None)
        for number, (rank, name) in enumerate(
            [
                ("ด.ต.", "ตัวอย่าง หนึ่ง"),
                ("ด.ต.", "ตัวอย่าง หนึ่ง"),  # two of one name and rank
                ("ส.ต.อ.", "ตัวอย่าง สอง"),
                ("ด.ต.", "ตัวอย่าง สอง"),  # of one name, not of one rank
                ("ด.ต.", "นายกร ตัวอย่าง"),  # a name that begins like a title
                ("", "ตัวอย่าง และ สมมติ"),  # like two people
                ("ส.ต.ต.", "ตัวอย่าง (เล็ก) ห้า"),
                ("", "ไม่มี"),  # like nobody
                ("", "off"),
                ("", "โทร 081-234-5678"),
                ("พ.ต.ท.", "ตัวอย่าง สว. หก"),
                *(("ด.ต.", name) for name in CANARIES),
                *(("", name) for name in CANARIES),
            ]
        )
    ),
)
PLACES = [(post.code, shift) for post in AWKWARD.posts for shift in post.shifts]
EVERYONE = [
    WrittenDuty(date(2025, 3, 1 + number % 31), *PLACES[number % len(PLACES)], one.id)
    for number, one in enumerate(AWKWARD.officers)
]
