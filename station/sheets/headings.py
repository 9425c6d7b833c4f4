"""What a column's heading says that the column holds (pure)."""

import re
from dataclasses import dataclass

from station.sheets.catalogue import Catalogue
from station.sheets.plain import key
from station.sheets.posts import find_post, posts_within
from station.sheets.shifts import shifts_within

WORDS = {
    "date": """วันที่ วันเดือนปี วัน วดป วันที่ปฏิบัติหน้าที่ วันที่ปฏิบัติ วันปฏิบัติหน้าที่ วันที่เข้าเวร
        วันเดือนปีที่ปฏิบัติหน้าที่ วันเวร ประจำวันที่ date day dutydate dateofduty""",
    "post": """จุด จุดปฏิบัติหน้าที่ จุดปฏิบัติงาน จุดบริการ จุดเวร จุดที่ปฏิบัติหน้าที่ ประจำจุด สถานที่
        สถานที่ปฏิบัติหน้าที่ สถานที่ปฏิบัติงาน หน้าที่ post dutypost place point location""",
    "shift": """ผลัด เวร ช่วงเวลา เวลา กะ รอบ ช่วง ผลัดที่ ผลัดเวร เวรผลัด ผลัดเวลา เวลาผลัด ห้วงเวลา
        เวลาปฏิบัติหน้าที่ เวลาปฏิบัติงาน ช่วงเวลาปฏิบัติหน้าที่ shift time hours period""",
    "officer": """ผู้ปฏิบัติ ผู้ปฏิบัติหน้าที่ ผู้ปฏิบัติงาน เจ้าหน้าที่ เจ้าหน้าที่ตำรวจ เจ้าหน้าที่เวร ชื่อ
        ชื่อสกุล ชื่อนามสกุล ชื่อและสกุล ชื่อตัวชื่อสกุล ยศชื่อ ยศชื่อสกุล ยศชื่อนามสกุล ยศชื่อตัวชื่อสกุล ผู้เข้าเวร ผู้อยู่เวร
        ชื่อผู้ปฏิบัติ ชื่อผู้ปฏิบัติหน้าที่ รายชื่อ รายชื่อผู้ปฏิบัติ รายชื่อผู้ปฏิบัติหน้าที่ รายชื่อผู้เข้าเวร
        ผู้รับผิดชอบ เจ้าหน้าที่ผู้ปฏิบัติ เจ้าหน้าที่ผู้ปฏิบัติหน้าที่ เจ้าหน้าที่ปฏิบัติหน้าที่ รายนาม นาม officer officers name
        names fullname officername nameofofficer rankandname rankname onduty
        officeronduty dutyofficer""",
    "note": "หมายเหตุ บันทึก note notes remark remarks comment comments",
    "ignore": """ลำดับ ลำดับที่ ที่ เลขที่ ลำ ตำแหน่ง สังกัด ฝ่าย งาน เบอร์โทร เบอร์โทรศัพท์ โทร โทรศัพท์
        หมายเลขโทรศัพท์ มือถือ ลายมือชื่อ ลายเซ็น ลงชื่อ ลงนาม ผู้ตรวจ ผู้ควบคุม ผู้ตรวจเวร วันในสัปดาห์ no order
        number item weekday dayofweek phone tel telephone mobile signature position
        division supervisor""",
}
PARTS = {
    "rank": "ยศ คำนำหน้า คำนำหน้าชื่อ คำนำหน้านาม ยศคำนำหน้า rank title",
    "first": "ชื่อตัว firstname givenname forename",
    "last": "สกุล นามสกุล surname lastname familyname",
}
HOURS = {
    "from": """เริ่ม เวลาเริ่ม เริ่มเวลา เวลาเริ่มต้น ตั้งแต่ ตั้งแต่เวลา เวลาเข้า เข้าเวร เวลาเข้าเวร start starts
        starttime from begin begins""",
    "to": """ถึง ถึงเวลา สิ้นสุด เวลาสิ้นสุด เวลาออก ออกเวร เวลาออกเวร เลิกเวร end ends endtime to until""",
}
"""Where a shift begins and ends, in columns of their own."""
NO_MORE = re.compile(
    r"[(\[]\s*(?:เดิม|เก่า|สำรอง|ยกเลิก|old|former|reserve|standby)\s*[)\]]", re.IGNORECASE
)
"""Said of officers who are not on duty."""
LAST_BESIDE_FIRST = {"ชื่อสกุล"}
ROLE_OF = {word: role for role, words in WORDS.items() for word in words.split()}
PART_OF = {word: part for part, words in PARTS.items() for word in words.split()}
HOURS_OF = {word: part for part, words in HOURS.items() for word in words.split()}
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NUMBERED = re.compile(r"(?:คนที่|นายที่|คน|no)?\d{1,2}$")


@dataclass(frozen=True)
class Heading:
    """What a heading says: a role, or a post or shift by name.

    `part`: rank, first or last of a name, from or to of a shift's hours.
    """

    role: str = ""
    post: str | None = None
    shift: str | None = None
    part: str = ""

    @property
    def is_known(self) -> bool:
        """Whether it says anything."""
        return bool(self.role)


def read_heading(texts: list[str], catalogue: Catalogue) -> Heading:
    """What the cells of a column's heading say together, the upper one first."""
    roles = [(_role(text), _part(text)) for text in texts]
    named = [text for text, (role, part) in zip(texts, roles, strict=True) if not (role or part)]
    post = _only({code for text in named for code in _posts(text, catalogue)})
    shift = _only({code for text in named for code in shifts_within(text, catalogue)})
    part = next((part for _, part in roles if part), "")
    role = next((role for role, _ in reversed(roles) if role), "")
    if (post or shift) and role not in ("date", "ignore", "note"):
        return Heading("duty", post, shift, part)
    hours = next((HOURS_OF[key(text)] for text in reversed(texts) if key(text) in HOURS_OF), "")
    if hours and role in ("", "shift"):
        return Heading("shift", part=hours)
    return Heading("officer" if part else role, part=part)


def _posts(text: str, catalogue: Catalogue) -> set[str]:
    exact = find_post(text, catalogue).code
    return {exact} if exact else posts_within(text, catalogue)


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _role(text: str) -> str:
    if NO_MORE.search(text):
        return "ignore"
    return next((ROLE_OF[one] for one in _keys(text) if one in ROLE_OF), "")


def _part(text: str) -> str:
    return next((PART_OF[one] for one in _keys(text) if one in PART_OF), "")


def _keys(text: str) -> list[str]:
    bare = key(BRACKETS.sub(" ", text))
    return [key(text), bare, NUMBERED.sub("", bare)]


def parted(headings: list[Heading], texts: list[list[str]]) -> list[Heading]:
    """The headings with `ชื่อ` as the first name where a surname has its own column."""
    keys = {key(one[-1]) for one in texts if one}
    if not any(heading.part == "last" for heading in headings) and "ชื่อตัว" not in keys:
        return headings
    return [_beside(heading, one) for heading, one in zip(headings, texts, strict=True)]


def _beside(heading: Heading, texts: list[str]) -> Heading:
    word = key(texts[-1]) if texts else ""
    if word in ("ชื่อ", "name"):
        return Heading(heading.role, heading.post, heading.shift, "first")
    if word in LAST_BESIDE_FIRST:
        return Heading(heading.role, heading.post, heading.shift, "last")
    return heading
