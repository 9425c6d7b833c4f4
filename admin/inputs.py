"""What the staff type: fields, what they must be, and the words that say so."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, Length

from station.database import Words
from station.people.rules import LONGEST_PASSWORD
from station.quotas.rules import LONGEST_NOTE
from station.thai import arabic_digits, is_readable, read_date
from web.language import in_words

needed = DataRequired(_l("Fill in this field"))


def at_most(longest: int) -> Length:
    """No more than so many characters."""
    return Length(max=longest, message=_l("At most %(max)d characters"))


def readable(_form: BaseForm, field: Field) -> None:
    """No sign that no keyboard types: one database keeps a NUL, the other refuses it."""
    if not is_readable((field.data or "").replace("\r\n", "").replace("\n", "")):
        raise ValidationError(_l("This holds a sign that cannot be read; type it again"))


def text_field(label: str, longest: int = 200, *, optional: bool = False) -> StringField:
    """A line of text."""
    rules = [at_most(longest), readable]
    return StringField(label, rules if optional else [needed, *rules])


def choice(code: str, name: str | None = None) -> Any:
    """One line of a list to choose from."""
    return SelectChoice(str(code), name)


class ChoiceField(SelectField):
    """One of a list."""

    def pre_validate(self, form: BaseForm) -> None:
        """Say what to do where something else was sent."""
        try:
            super().pre_validate(form)
        except ValidationError:
            raise ValidationError(_l("Choose one of the list")) from None


class DayField(StringField):
    """A day, in either era and either digits."""

    @property
    def day(self) -> date:
        """The day, once the form is valid."""
        found = read_date(self.data or "")
        assert found is not None
        return found

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:  # noqa: FBT001 (WTForms calls it so)
        """Say how to write a day that is none."""
        if read_date(self.data or "") is None and not self.errors:
            raise ValidationError(_l("Write the day like 31/1/2569 or 2026-01-31"))


class OptionalDayField(DayField):
    """A day, or none."""

    @property
    def day_or_none(self) -> date | None:
        """The day, once the form is valid."""
        return self.day if (self.data or "").strip() else None

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:  # noqa: FBT001 (WTForms calls it so)
        """Nothing is as good as a day."""
        if (self.data or "").strip():
            super().post_validate(form, validation_stopped)


class CountField(StringField):
    """A number of answers, in either digits, with or without commas."""

    @property
    def count(self) -> int:
        """The number, once the form is valid."""
        return int(self._digits())

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:  # noqa: FBT001 (WTForms calls it so)
        """Say what to write where it is no number."""
        text = self._digits()
        if not (text.isascii() and text.isdigit() and len(text) < 10) and not self.errors:
            raise ValidationError(_l("Write a whole number, 0 or more"))

    def _digits(self) -> str:
        return arabic_digits((self.data or "").strip()).replace(",", "")


class OptionalCountField(CountField):
    """A number, or none."""

    @property
    def count_or_none(self) -> int | None:
        """The number, once the form is valid."""
        return self.count if (self.data or "").strip() else None

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:  # noqa: FBT001 (WTForms calls it so)
        """Nothing is as good as a number."""
        if (self.data or "").strip():
            super().post_validate(form, validation_stopped)


class SignInInput(FlaskForm):
    """Name and password."""

    name = StringField(_l("Name"), [needed, at_most(60)])
    password = PasswordField(_l("Password or PIN"), [needed, at_most(LONGEST_PASSWORD)])
    after = HiddenField()


class PasswordInput(FlaskForm):
    """A password, typed twice."""

    password = PasswordField(_l("Password"), [needed])
    again = PasswordField(_l("Password again"), [needed])

    def validate_again(self, field: Field) -> None:
        """Both must be the same."""
        if field.data != self.password.data:
            raise ValidationError(_l("The two passwords differ"))


class NewPasswordInput(PasswordInput):
    """Another password than before, typed twice."""

    password = PasswordField(_l("New password"), [needed])
    again = PasswordField(_l("New password again"), [needed])


class OwnPasswordInput(NewPasswordInput):
    """The present password, and a new one typed twice."""

    present = PasswordField(_l("Present password"), [needed])


class StationNameInput(FlaskForm):
    """What the station is called, in both languages."""

    name_th = text_field(_l("Name in Thai"))
    name_en = text_field(_l("Name in English"))
    short_th = text_field(_l("Short name in Thai"), 60)
    short_en = text_field(_l("Short name in English"), 60)


class SetUpInput(StationNameInput, PasswordInput):
    """The station's name and its first account."""

    account = text_field(_l("Name to sign in with"), 60)


class AccountInput(PasswordInput):
    """A new account; the page says which roles it offers."""

    name = text_field(_l("Name to sign in with"), 60)
    role = ChoiceField(_l("Role"))


class KioskInput(FlaskForm):
    """A new kiosk: its name and where it stands."""

    name = text_field(_l("Name of the kiosk"), 60)
    point = ChoiceField(_l("Service point"), [needed])


class ReadingInput(FlaskForm):
    """A number that ITAP shows."""

    day = DayField(_l("Day"), [needed])
    division = ChoiceField(_l("Division"))
    confirmed = CountField(_l("Number of answers ITAP shows"), [needed])
    note = TextAreaField(_l("Note"), [at_most(LONGEST_NOTE), readable])


class TallyInput(FlaskForm):
    """A number that a division's collector reports."""

    day = DayField(_l("Day"), [needed])
    division = ChoiceField(_l("Division"), [needed])
    total = CountField(_l("Number of people the collector reports so far"), [needed])
    collector = text_field(_l("Reported by"), 100)
    note = TextAreaField(_l("Note"), [at_most(LONGEST_NOTE), readable])


def choices_of(rows: Sequence[object]) -> list[Any]:
    """Codes with their names in the reader's language, for a list to choose from."""
    return [choice(row.code, in_words(row.name)) for row in rows]  # type: ignore[attr-defined]


def one_of(rows: Sequence[object]) -> list[Any]:
    """The same, with nothing chosen yet where there is something to choose."""
    choices = choices_of(rows)
    return choices if len(choices) == 1 else [choice("", str(_l("Choose one"))), *choices]


def both(th: str | None, en: str | None) -> Words | None:
    """Words typed in two languages; None where nothing was typed in either."""
    words = {"th": (th or "").strip(), "en": (en or "").strip()}
    kept = {language: text for language, text in words.items() if text}
    return kept or None
