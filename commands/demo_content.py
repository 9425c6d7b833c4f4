"""Sample content of the kiosk: services with promises, facilities, a budget, news."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from station.channels.actions import add_own_channel, change_channel, publish_draft
from station.channels.bodies import Body, Commitment, Figure, News, Notice, Reception
from station.channels.links import make_missing_links
from station.channels.queries import get_kept
from station.channels.rules import Kind, Meaning
from station.database import Words
from station.people.actions import Actor


def words(th: str, en: str) -> Words:
    """The same in both languages."""
    return {"th": th, "en": en}


IDENTITY_CARD = words("บัตรประจำตัวประชาชน", "Identity card")
SERVICES: tuple[tuple[str, Words, Commitment], ...] = (
    (
        "inquiry",
        words("แจ้งเอกสารหาย (ตัวอย่าง)", "Report a lost document (sample)"),
        Commitment(
            steps=(
                words("รับบัตรคิวที่จุดประชาสัมพันธ์", "Take a number at the public-relations point"),
                words("แจ้งรายละเอียดต่อพนักงานสอบสวน", "Tell the inquiry officer what was lost"),
                words("ตรวจสอบและลงนามในรายงานประจำวัน", "Check and sign the daily report"),
                words("รับสำเนารายงานประจำวัน", "Take your copy of the report"),
            ),
            minutes=20,
            fee=0,
            papers=(
                IDENTITY_CARD,
                words("สำเนาเอกสารที่หาย (ถ้ามี)", "A copy of what was lost, if there is one"),
            ),
        ),
    ),
    (
        "inquiry",
        words("แจ้งความร้องทุกข์ (ตัวอย่าง)", "Report a crime (sample)"),
        Commitment(
            steps=(
                words("แจ้งเรื่องต่อพนักงานสอบสวน", "Tell the inquiry officer what happened"),
                words("ให้ปากคำและลงนาม", "Make and sign your statement"),
                words("รับหมายเลขคดีไว้ติดตามความคืบหน้า", "Take the case number to follow it"),
            ),
            minutes=120,
            fee=0,
            papers=(IDENTITY_CARD, words("หลักฐานที่เกี่ยวข้อง", "Whatever proves it")),
        ),
    ),
    (
        "traffic",
        words("ชำระค่าปรับ (ตัวอย่าง)", "Pay a fine (sample)"),
        Commitment(
            steps=(
                words("ยื่นใบสั่งที่เคาน์เตอร์", "Hand in the ticket at the counter"),
                words("ชำระเงินและรับใบเสร็จ", "Pay and take the receipt"),
            ),
            minutes=10,
            papers=(words("ใบสั่ง", "The ticket"),),
        ),
    ),
    (
        "patrol",
        words("ฝากบ้านกับตำรวจ (ตัวอย่าง)", "Home watch (sample)"),
        Commitment(
            steps=(
                words("กรอกแบบคำขอ", "Fill in the request"),
                words("นัดหมายกับสายตรวจ", "Agree with the patrol when it comes"),
            ),
            minutes=15,
            fee=0,
            papers=(IDENTITY_CARD,),
        ),
    ),
)
FACILITIES = {
    "signs": words("ตั้งแต่ประตูทางเข้า", "From the entrance on"),
    "seats": words("หน้าห้อง One Stop Service", "In front of the One Stop Service room"),
    "drinking-water": words("ข้างจุดประชาสัมพันธ์", "Beside the public-relations point"),
    "parking": words("ด้านหน้าอาคาร", "In front of the building"),
    "toilets": words("ด้านหลังอาคาร ชั้นล่าง", "Behind the building, ground floor"),
}
NOTICES: dict[str, Body] = {
    "no-gift-policy": Notice(
        text=words(
            "สถานีนี้ไม่รับของขวัญ ของกำนัล หรือประโยชน์อื่นใดจากการปฏิบัติหน้าที่\n\n"
            "หากพบเจ้าหน้าที่เรียกรับ โปรดแจ้งช่องทางร้องเรียนนอกสถานี (ข้อความตัวอย่าง)",
            "This station takes no presents, gifts or other benefits for its work.\n\n"
            "If an officer asks for one, please use a complaint channel outside the station."
            " (Sample text)",
        )
    ),
    "budget": Notice(
        text=words(
            "งบประมาณที่ได้รับจัดสรรและการใช้จ่าย (ตัวเลขตัวอย่าง)",
            "What the station received and spent (sample figures)",
        ),
        figures=(
            Figure(words("ค่าน้ำมันเชื้อเพลิง", "Fuel"), 480_000, 312_500),
            Figure(words("ค่าตอบแทนนอกเวลาราชการ", "Overtime"), 260_000, 198_000),
            Figure(words("ค่าวัสดุสำนักงาน", "Office supplies"), 90_000, 27_400),
        ),
    ),
    "in-person": Reception(
        hours=words("ทุกวัน ตลอด 24 ชั่วโมง (ตัวอย่าง)", "Every day, all day (sample)"),
        answered_by=words("สิบเวรประจำวัน", "The duty sergeant"),
        within_days=15,
    ),
}
SEATS = News(
    asked=words("ที่นั่งพักรอไม่พอในช่วงเช้า", "There are not enough seats in the morning"),
    text=words(
        "จัดเก้าอี้เพิ่ม 20 ที่นั่งหน้าห้อง One Stop Service (ข้อความตัวอย่าง)",
        "We put twenty more chairs in front of the One Stop Service room. (Sample text)",
    ),
)
ONLINE = News(
    text=words(
        "แจ้งความออนไลน์ได้โดยไม่ต้องเดินทางมาสถานี (ข้อความตัวอย่าง)",
        "Report a crime online without coming here. (Sample text)",
    )
)
NEWS = (
    (3, words("เพิ่มที่นั่งพักรอ (ตัวอย่าง)", "More seats (sample)"), SEATS),
    (12, words("แจ้งความออนไลน์ (ตัวอย่าง)", "Report online (sample)"), ONLINE),
)


def fill_content(db: Session, station_id: UUID, today: date, *, at: datetime) -> int:
    """Put samples on the kiosk beside what the plan has; how many channels say something now."""
    by = Actor(station_id, None)
    for code, hint in FACILITIES.items():
        _change(db, station_id, code, by=by, at=at, hint=hint)
    for code, body in NOTICES.items():
        shown = replace(body, as_of=today) if isinstance(body, Notice) and body.figures else body
        _change(db, station_id, code, by=by, at=at, body=shown)
    for division, title, promise in SERVICES:
        _add(db, station_id, Kind.SERVICE, title, promise, division=division, by=by, at=at)
    for days, title, news in NEWS:
        body = replace(news, day=today - timedelta(days=days))
        _add(db, station_id, Kind.NEWS, title, body, by=by, at=at)
    make_missing_links(db, station_id, at=at)
    return len(FACILITIES) + len(NOTICES) + len(SERVICES) + len(NEWS)


def _change(
    db: Session, station_id: UUID, code: str, *, by: Actor, at: datetime, **parts: Words | Body
) -> None:
    kept = get_kept(db, station_id, code)
    meaning = replace(kept.last, **parts)  # type: ignore[arg-type]
    change_channel(db, kept.channel, meaning, by=by, at=at)


def _add(
    db: Session,
    station_id: UUID,
    kind: Kind,
    title: Words,
    body: Body,
    *,
    division: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    channel = add_own_channel(
        db,
        station_id,
        kind=kind,
        division=division,
        side=None,
        meaning=Meaning(title, body=body),
        by=by,
        at=at,
    )
    publish_draft(db, channel, by=by, at=at)
