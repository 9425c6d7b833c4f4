"""What the staff type of what the kiosk leads to and shows, by kind."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, SubmitField
from wtforms import TextAreaField as _TextAreaField

from admin.inputs import (
    ChoiceField,
    OptionalCountField,
    OptionalDayField,
    at_most,
    both,
    choice,
    readable,
    text_field,
)
from station.channels import bodies
from station.channels.rules import Kind, Meaning

if TYPE_CHECKING:
    from wtforms import Field

    from station.database import Words

LONGEST_TEXT = 4_000
LONGEST_LINES = 3_000
FIGURES = 12
"""Lines of a budget that the form has room for."""
LANGUAGES = ("th", "en")
ICONS = (
    "circle-check", "signpost", "armchair", "glass-water", "circle-parking", "toilet",
    "accessibility", "baby", "wifi", "plug", "coffee", "printer", "fan", "umbrella",
    "heart-pulse", "book-open",
)  # fmt: skip


def words_field(label: str, longest: int = LONGEST_TEXT) -> _TextAreaField:
    """Several lines of text."""
    return _TextAreaField(label, [at_most(longest), readable])


class ChannelInput(FlaskForm):
    """What every channel has: its title, a line below, who keeps it fresh; two ways to send it."""

    title_th = text_field(_l("Title in Thai"), 200)
    title_en = text_field(_l("Title in English"), 200, optional=True)
    hint_th = text_field(_l("One line below the title, in Thai"), 300, optional=True)
    hint_en = text_field(_l("One line below the title, in English"), 300, optional=True)
    owner = ChoiceField(_l("Who keeps it fresh"))
    seen = HiddenField()
    publish = SubmitField(_l("Show to visitors"))
    draft = SubmitField(_l("Keep as a draft"))

    def every_field(self) -> list[Field]:
        """Its fields in their order, those of a budget's lines one by one."""
        return [part for field in self for part in _parts(field)]

    def body(self) -> bodies.Body:
        """What was typed for this kind alone."""
        return bodies.PLAIN

    def meaning(self, before: Meaning) -> Meaning:
        """All that was typed; an address that was changed is the station's own from then on."""
        address = self._typed("address", before.address)
        return Meaning(
            title=both(self.title_th.data, self.title_en.data) or {},
            hint=both(self.hint_th.data, self.hint_en.data),
            telephone=self._typed("telephone", before.telephone),
            address=address,
            is_general=before.is_general and address == before.address,
            otherwise=self._both("otherwise", before.otherwise),
            body=self.body(),
        )

    def _typed(self, name: str, otherwise: str | None) -> str | None:
        return (self[name].data or "").strip() or None if name in self else otherwise

    def _file(self, name: str) -> UUID | None:
        """The file that was kept for a field, unless it is to be taken away."""
        kept = self[f"{name}_kept"].data
        return UUID(kept) if kept and not self[f"{name}_gone"].data else None

    def _both(self, name: str, otherwise: Words | None = None) -> Words | None:
        if f"{name}_th" not in self:
            return otherwise
        return both(self[f"{name}_th"].data, self[f"{name}_en"].data)


class LedToInput(ChannelInput):
    """What a phone is led to."""

    address = text_field(_l("Address (URL)"), 2000, optional=True)
    otherwise_th = words_field(_l("How to reach it otherwise, in Thai"), 500)
    otherwise_en = words_field(_l("How to reach it otherwise, in English"), 500)


class ComplaintInput(LedToInput):
    """A complaint channel."""

    telephone = text_field(_l("Telephone"), 40, optional=True)
    hours_th = text_field(_l("When it is open, in Thai"), 200, optional=True)
    hours_en = text_field(_l("When it is open, in English"), 200, optional=True)
    answered_by_th = text_field(_l("Who answers, in Thai"), 200, optional=True)
    answered_by_en = text_field(_l("Who answers, in English"), 200, optional=True)
    within_days = OptionalCountField(_l("Answered within how many days"))

    def body(self) -> bodies.Body:
        """When it is open, and who answers."""
        return bodies.Reception(
            self._both("hours"), self._both("answered_by"), self.within_days.count_or_none
        )


class ManualInput(LedToInput):
    """A manual or the law: a PDF by language, or an address."""

    file_th = FileField(_l("PDF in Thai"))
    file_th_kept = HiddenField()
    file_th_seen = HiddenField()
    file_th_gone = BooleanField(_l("Take this file away"))
    file_en = FileField(_l("PDF in English"))
    file_en_kept = HiddenField()
    file_en_seen = HiddenField()
    file_en_gone = BooleanField(_l("Take this file away"))
    as_of = OptionalDayField(_l("As of"))
    works_offline = BooleanField(_l("Keep it on the tablets, for when the network is down"))

    def body(self) -> bodies.Body:
        """The files, their day, and whether tablets keep them."""
        kept = {code: self._file(f"file_{code}") for code in LANGUAGES}
        files = {code: file for code, file in kept.items() if file}
        return bodies.Manual(files, self.as_of.day_or_none, self.works_offline.data)


class PictureInput(ChannelInput):
    """Words and a picture."""

    text_th = words_field(_l("Text in Thai"))
    text_en = words_field(_l("Text in English"))
    picture = FileField(_l("Picture"))
    picture_kept = HiddenField()
    picture_seen = HiddenField()
    picture_gone = BooleanField(_l("Take this picture away"))
    picture_words_th = text_field(_l("What the picture shows, in Thai"), 300, optional=True)
    picture_words_en = text_field(_l("What the picture shows, in English"), 300, optional=True)


class FigureInput(Form):
    """A line of a budget."""

    name_th = text_field(_l("Item in Thai"), 120, optional=True)
    name_en = text_field(_l("Item in English"), 120, optional=True)
    received = OptionalCountField(_l("Received (baht)"))
    spent = OptionalCountField(_l("Spent (baht)"))

    @property
    def figure(self) -> bodies.Figure | None:
        """The line, or None where it names nothing."""
        name = both(self.name_th.data, self.name_en.data)
        if name is None:
            return None
        return bodies.Figure(name, self.received.count_or_none, self.spent.count_or_none)


class NoticeInput(PictureInput, LedToInput):
    """A notice, with its days; a budget's figures if it has some."""

    first = OptionalDayField(_l("Shown from"))
    last = OptionalDayField(_l("Shown until"))
    figures = FieldList(
        FormField(FigureInput),
        _l("Figures of a budget (received and spent)"),
        max_entries=FIGURES,
    )
    as_of = OptionalDayField(_l("Figures as of"))

    def body(self) -> bodies.Body:
        """What is read on the screen, and when."""
        return bodies.Notice(
            text=self._both("text"),
            picture=self._file("picture"),
            picture_words=self._both("picture_words"),
            figures=tuple(f for entry in self.figures if (f := entry.form.figure) is not None),
            as_of=self.as_of.day_or_none,
            first=self.first.day_or_none,
            last=self.last.day_or_none,
        )


class NewsInput(PictureInput):
    """A piece of news, or what came of what visitors had said."""

    day = OptionalDayField(_l("Day"))
    asked_th = words_field(_l("What visitors had said, in Thai"), 500)
    asked_en = words_field(_l("What visitors had said, in English"), 500)

    def body(self) -> bodies.Body:
        """The day, what had been said, and what is told."""
        return bodies.News(
            day=self.day.day_or_none,
            asked=self._both("asked"),
            text=self._both("text"),
            picture=self._file("picture"),
            picture_words=self._both("picture_words"),
        )


class ServiceInput(ChannelInput):
    """A service and what is promised for it."""

    steps_th = words_field(_l("Steps in Thai, one a line"), LONGEST_LINES)
    steps_en = words_field(_l("Steps in English, one a line"), LONGEST_LINES)
    minutes = OptionalCountField(_l("Minutes it takes"))
    fee = OptionalCountField(_l("Fee (baht); 0 where it is free"))
    papers_th = words_field(_l("Papers to bring, in Thai, one a line"), LONGEST_LINES)
    papers_en = words_field(_l("Papers to bring, in English, one a line"), LONGEST_LINES)

    def body(self) -> bodies.Body:
        """What is promised."""
        return bodies.Commitment(
            steps=self._lines("steps"),
            minutes=self.minutes.count_or_none,
            fee=self.fee.count_or_none,
            papers=self._lines("papers"),
        )

    def _lines(self, name: str) -> tuple[Words, ...]:
        typed = [_split(self[f"{name}_{code}"].data) for code in LANGUAGES]
        pairs = (both(th, en) for th, en in zip_longest(*typed, fillvalue=""))
        return tuple(words for words in pairs if words)


class FacilityInput(ChannelInput):
    """A facility and its sign."""

    icon = ChoiceField(_l("Sign"), choices=[choice(name, name) for name in ICONS])

    def body(self) -> bodies.Body:
        """The sign."""
        return bodies.Facility(self.icon.data or ICONS[0])


INPUTS: dict[Kind, type[ChannelInput]] = {
    Kind.SURVEY: LedToInput,
    Kind.COMPLAINT: ComplaintInput,
    Kind.MANUAL: ManualInput,
    Kind.ESERVICE: LedToInput,
    Kind.NOTICE: NoticeInput,
    Kind.NEWS: NewsInput,
    Kind.SERVICE: ServiceInput,
    Kind.FACILITY: FacilityInput,
}


def _parts(field: Field) -> list[Field]:
    if isinstance(field, FieldList):
        return [part for entry in field for part in entry.form]
    return [field]


def _split(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines()]
