"""Made-up opinions of made-up visitors, plainly samples, stored as real ones are."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from station.answers.actions import record_answers
from station.answers.rules import MOST_ANSWERS, Catalogue, Report, SentAnswer
from station.counts.actions import Writer
from station.counts.rules import Device
from station.questionnaires.rules import Asked, Question, QuestionKind

CONTENT = {
    "inquiry": 0.55,
    "traffic": 0.45,
    "patrol": 0.65,
    "investigation": 0.5,
    "administration": 0.7,
}
"""How content those are who came to a division, from 0 to 1."""
USUAL = 0.6
GOES_ON, WRITES = 0.75, 0.2
TELLS, IN_TIME = 0.4, 0.88
"""How many say whether a service was done in time, and how many of these that it was."""
LATER = timedelta(seconds=5)
TEXTS = (
    "ข้อความตัวอย่าง: ขอที่นั่งรอเพิ่ม",
    "ข้อความตัวอย่าง: เจ้าหน้าที่อธิบายชัดเจน ขอบคุณ",
    "ข้อความตัวอย่าง: ป้ายบอกทางไปห้อง One Stop Service เล็กไป",
    "ข้อความตัวอย่าง: ขอให้เปิดเครื่องปรับอากาศช่วงบ่าย",
    "ข้อความตัวอย่าง: รอนานช่วงเช้าวันจันทร์",
    "Sample text: please add signs in English",
)


def record_opinions(
    writer: Writer,
    catalogue: Catalogue,
    opinions: list[tuple[str, datetime]],
    services: Mapping[str, str],
    device: Device,
    random: Random,
    *,
    at: datetime,
) -> int:
    """Store what visitors of some divisions said at some times; how many answers that made.

    `services` names a service of each division that promises a time.
    """
    answers = [
        answer
        for division, when in opinions
        for answer in _opinion(catalogue.questionnaires, division, when, random)
    ]
    answers += [
        _on_time(services[division], catalogue, division, when, random)
        for division, when in opinions
        if division in services and random.random() < TELLS
    ]
    for start in range(0, len(answers), MOST_ANSWERS):
        report = Report(at, tuple(answers[start : start + MOST_ANSWERS]))
        record_answers(writer, catalogue, report, by=device, at=at)
    return len(answers)


def _opinion(
    questionnaires: Mapping[str, Asked], division: str, at: datetime, random: Random
) -> Iterator[SentAnswer]:
    """One visitor's answers: to the first question, and to as many more as they like."""
    code, asked = next(
        ((code, one) for code, one in questionnaires.items() if one.is_asked_at(division)),
        (None, None),
    )
    if code is None or asked is None or not asked.versions:
        return
    version = max(asked.versions)
    for number, question in enumerate(asked.versions[version].values()):
        if number and random.random() > (WRITES if question.kind.is_text else GOES_ON):
            continue
        yield SentAnswer(
            id=str(UUID(int=random.getrandbits(128), version=4)),
            questionnaire=code,
            question=question.code,
            service=None,
            version=version,
            division=division,
            value=_value(question, CONTENT.get(division, USUAL), random),
            at=(at + number * LATER).isoformat(),
        )


def _on_time(
    service: str, catalogue: Catalogue, division: str, at: datetime, random: Random
) -> SentAnswer:
    return SentAnswer(
        id=str(UUID(int=random.getrandbits(128), version=4)),
        questionnaire=None,
        question=None,
        service=service,
        version=catalogue.services[service],
        division=division,
        value=random.random() < IN_TIME,
        at=at.isoformat(),
    )


def _value(question: Question, content: float, random: Random) -> str | list[str]:
    codes = question.codes
    if question.kind.is_text:
        return random.choice(TEXTS)
    if question.kind is QuestionKind.MANY:
        return random.sample(codes, random.randint(1, len(codes)))
    if question.kind is QuestionKind.FACES:
        place = round(random.gauss(content * len(codes), 0.9))
        return codes[min(max(place, 0), len(codes) - 1)]
    return random.choices(codes, weights=[20, *([1] * (len(codes) - 1))])[0]
