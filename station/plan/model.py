"""The shape of a plan file: frozen parts that take nothing they do not know.

A part's field names are the keys of the file. What holds between parts is in `checks`.
"""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from station.plan import values

Code = Annotated[str, AfterValidator(values.code)]
Text = Annotated[str, AfterValidator(values.text)]
Address = Annotated[str, AfterValidator(values.address)]
Telephone = Annotated[str, AfterValidator(values.telephone)]
Icon = Annotated[str, AfterValidator(values.icon)]
Timezone = Annotated[str, AfterValidator(values.timezone)]
Year = Annotated[int, AfterValidator(values.year)]
MeasureNumber = Annotated[str, AfterValidator(values.measure_number)]
# Small enough for an integer column in either database.
Count = Annotated[int, Field(gt=0, le=1_000_000)]
Percent = Annotated[int, Field(gt=0, le=100)]
Start = Annotated[time, BeforeValidator(values.clock_time)]
End = Annotated[time, BeforeValidator(values.closing_time)]

PhaseGroup = Literal["preparation", "assessment", "oit-review", "results"]
ChannelKind = Literal["survey", "complaint", "manual", "eservice", "notice", "news", "facility"]
Side = Literal["inside", "outside"]
QuestionKind = Literal["faces", "one", "many", "short", "long"]


class Part(BaseModel):
    """A table of the file: exact types, no unknown keys, never changed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class PlanWords(Part):
    """The same words in Thai and English."""

    th: Text
    en: Text

    def stored(self) -> dict[str, str]:
        """The words as tables keep them, by language code."""
        return {"th": self.th, "en": self.en}


class PlanStation(Part):
    """The station itself; `headquarters` is the one above it, `emergency` a telephone number."""

    slug: Code
    name: PlanWords
    short_name: PlanWords
    headquarters: PlanWords
    timezone: Timezone
    emergency: Telephone


class PlanDivision(Part):
    """A division (สายงาน), in the order the kiosk shows them; `icon` is a lucide name."""

    code: Code
    name: PlanWords
    hint: PlanWords
    aliases: tuple[Text, ...] = ()
    icon: Icon


class PlanNeed(Part):
    """What a visitor who is not sure came for, and the division that serves it."""

    code: Code
    name: PlanWords
    division: Code
    icon: Icon


class PlanPoint(Part):
    """A service point: a place in the station where visitors are served and a kiosk may stand."""

    code: Code
    name: PlanWords


class PlanPhase(Part):
    """A stage of the assessment's calendar, both days included."""

    code: Code
    group: PhaseGroup
    starts: date
    ends: date
    title: PlanWords
    by: PlanWords
    provisional: bool = False


class PlanIit(Part):
    """The officers' own survey: how many must answer, and of what the percentage is taken."""

    officers: Count
    percent: Percent
    require: Literal["both", "either"]
    scope: Literal["station", "division"]


class PlanQuotas(Part):
    """The least numbers of EIT answers, and who brings them in, by division."""

    station: Count
    divisions: Mapping[str, Count]
    brought_by: Mapping[str, PlanWords] = Field(default_factory=dict)
    iit: PlanIit


class PlanCollector(Part):
    """A role that gathers the figures of its divisions."""

    code: Code
    title: PlanWords
    divisions: tuple[Code, ...]


class PlanShift(Part):
    """A shift in local time; ending at or before its start, it crosses midnight."""

    code: Code
    name: PlanWords
    starts: Start
    ends: End
    arrive_before_minutes: Annotated[int, Field(ge=0, le=240)] = 0
    only_working_days: bool = False


class PlanPost(Part):
    """A duty post with the codes of the shifts worked there; a division's own if it names one."""

    code: Code
    name: PlanWords
    division: Code | None = None
    shifts: tuple[Code, ...]


class PlanChannel(Part):
    """Something the kiosk leads to; without a division, all divisions share it.

    `general` marks an address that is not the station's own yet; `otherwise` says how to reach
    it without address and telephone; `draft` waits for the station to show it. Of a complaint
    channel: hours, who answers, and within how many days; of a notice or news its text; of a
    facility its `icon`, a lucide name.
    """

    code: Code
    kind: ChannelKind
    division: Code | None = None
    side: Side | None = None
    title: PlanWords
    hint: PlanWords | None = None
    telephone: Telephone | None = None
    address: Address | None = None
    general: bool = False
    otherwise: PlanWords | None = None
    draft: bool = False
    hours: PlanWords | None = None
    answered_by: PlanWords | None = None
    within_days: Annotated[int, Field(gt=0, le=365)] | None = None
    text: PlanWords | None = None
    icon: Icon | None = None


class PlanCommitment(Part):
    """What a division promises for a service: steps, minutes, fee in baht, papers to bring.

    With a `code` a division may have several; without one, it is the division's own.
    """

    division: Code
    code: Code | None = None
    title: PlanWords = PlanWords(th="ขั้นตอนและระยะเวลาการให้บริการ", en="Steps and time of service")
    steps: tuple[PlanWords, ...] = ()
    minutes: Count | None = None
    fee: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    papers: tuple[PlanWords, ...] = ()


class PlanMeasureGroup(Part):
    """An indicator, over the measures whose numbers start with its own."""

    number: Annotated[int, Field(gt=0, le=99)]
    title: PlanWords


class PlanMeasure(Part):
    """A measure to be carried out; due on a day, or as words say, or both.

    `reachable_by` is the day its output must be found at an address, `follow_up_by` the day
    of a single follow-up.
    """

    number: MeasureNumber
    activity: PlanWords
    output: PlanWords
    made_known: PlanWords
    due: date | None = None
    due_words: PlanWords | None = None
    reachable_by: date | None = None
    owner: PlanWords
    follow_up: Literal["monthly", "once"]
    follow_up_by: date | None = None
    kiosk: bool = False
    provisional: bool = False

    @property
    def group(self) -> int:
        """The number of its group."""
        return int(self.number.split(".")[0])


class PlanOitItem(Part):
    """An item of the open-data list; its title is the station's to fill in."""

    number: Annotated[int, Field(gt=0, le=999)]
    title: PlanWords | None = None


class PlanOption(Part):
    """Something to choose; faces are numbered from 1, the least content."""

    code: Code
    words: PlanWords


class PlanQuestion(Part):
    """A question, on a screen of its own."""

    code: Code
    kind: QuestionKind
    words: PlanWords
    optional: bool = True
    options: tuple[PlanOption, ...] = ()


class PlanQuestionnaire(Part):
    """What visitors are asked at the kiosk; without divisions, those of all."""

    code: Code
    divisions: tuple[Code, ...] = ()
    title: PlanWords
    thanks: PlanWords | None = None
    questions: tuple[PlanQuestion, ...]


class PlanPrivacy(Part):
    """What whoever writes is told; what is left out is said as for any station.

    `years` is for how many fiscal years words are kept after the one they were written in.
    """

    purpose: PlanWords | None = None
    kept: PlanWords | None = None
    readers: PlanWords | None = None
    contact: PlanWords | None = None
    years: Annotated[int, Field(ge=0, le=10)] = 2


class PlanFile(Part):
    """A whole plan, every mistake ruled out."""

    fiscal_year: Year
    station: PlanStation
    divisions: tuple[PlanDivision, ...]
    needs: tuple[PlanNeed, ...] = ()
    points: tuple[PlanPoint, ...] = ()
    phases: tuple[PlanPhase, ...]
    quotas: PlanQuotas
    collectors: tuple[PlanCollector, ...] = ()
    shifts: tuple[PlanShift, ...] = ()
    posts: tuple[PlanPost, ...] = ()
    channels: tuple[PlanChannel, ...]
    commitments: tuple[PlanCommitment, ...] = ()
    measure_groups: tuple[PlanMeasureGroup, ...] = ()
    measures: tuple[PlanMeasure, ...] = ()
    oit_items: tuple[PlanOitItem, ...] = ()
    questionnaires: tuple[PlanQuestionnaire, ...] = ()
    privacy: PlanPrivacy | None = None
