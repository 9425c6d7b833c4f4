"""The shift patterns that stations use most, to start from (pure)."""

from collections.abc import Mapping, Sequence
from datetime import time

from station.posts.rules import ShiftFacts


def _shift(th: str, en: str, starts: time, ends: time) -> ShiftFacts:
    return ShiftFacts({"th": th, "en": en}, starts, ends)


READY_MADE: Mapping[str, Sequence[ShiftFacts]] = {
    "three": (
        _shift("ผลัดดึก", "Night", time(0), time(8)),
        _shift("ผลัดเช้า", "Morning", time(8), time(16)),
        _shift("ผลัดบ่าย", "Afternoon", time(16), time(0)),
    ),
    "two": (
        _shift("ผลัดกลางวัน", "Day", time(8), time(20)),
        _shift("ผลัดกลางคืน", "Night", time(20), time(8)),
    ),
    "office": (
        ShiftFacts(
            {"th": "เวลาราชการ", "en": "Office hours"},
            time(8, 30),
            time(16, 30),
            arrive_before_minutes=0,
            only_working_days=True,
        ),
    ),
}
"""Three shifts of 8 hours, two of 12, and office hours."""
