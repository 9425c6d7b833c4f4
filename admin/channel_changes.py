"""Two at one channel: what the newest version says beside what was typed, each in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import format_decimal
from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, HiddenField, SelectField, SubmitField

from admin.inputs import CountField, DayField
from admin.uploads import upload_name
from station.thai import arabic_digits, read_date
from web.language import say as _

if TYPE_CHECKING:
    from wtforms import Field, Form

    from admin.channel_inputs import ChannelInput

LONGEST_NUMBER = 10


@dataclass(frozen=True)
class OtherChange:
    """A field whose newest version is not what was typed; `typed` is None where nobody touched it.

    `name` is the field's own, since a sign is drawn and not written.
    """

    name: str
    label: str
    theirs: str
    typed: str | None


def list_other_changes(form: ChannelInput, newest: ChannelInput) -> list[OtherChange]:
    """Every field, of every kind, that says something else in the newest version."""
    return [change for field in newest if (change := _change(form, newest, field)) is not None]


def follow_newest_files(form: ChannelInput, newest: ChannelInput) -> None:
    """Let each file to which nothing else was sent be the newest one: it is not to be undone."""
    for field in newest:
        if isinstance(field, FileField):
            file = newest[f"{field.name}_kept"].data or ""
            if _is_as_opened(form, field.name):
                form[f"{field.name}_kept"].data = file
            form[f"{field.name}_seen"].data = file


def _change(form: ChannelInput, newest: ChannelInput, field: Field) -> OtherChange | None:
    if isinstance(field, FileField):
        return _change_of_file(form, newest, field)
    if not _is_compared(field) or _meant(form[field.name]) == _meant(field):
        return None
    label = str(field.label.text)
    return OtherChange(field.name, label, _in_words(field), _in_words(form[field.name]))


def _change_of_file(form: ChannelInput, newest: ChannelInput, field: Field) -> OtherChange | None:
    name = field.name
    is_gone = bool(form[f"{name}_gone"].data)
    theirs = newest[f"{name}_kept"].data or ""
    wanted = "" if is_gone else form[f"{name}_kept"].data or ""
    if wanted == theirs:
        return None
    is_untouched = _is_as_opened(form, name) and not is_gone
    typed = None if is_untouched else upload_name(wanted)
    return OtherChange(name, str(field.label.text), upload_name(theirs), typed)


def _is_compared(field: Field) -> bool:
    """Whether a field says something of its own: buttons, editions and marks of files do not."""
    return not isinstance(field, HiddenField | SubmitField) and not field.name.endswith("_gone")


def _is_as_opened(form: ChannelInput, name: str) -> bool:
    """Whether a field's file is the one that was there when the form was opened."""
    return (form[f"{name}_kept"].data or "") == (form[f"{name}_seen"].data or "")


def _meant(field: Field) -> object:
    """What a field says, however it was typed."""
    if isinstance(field, FieldList):
        return [said for entry in field if any(said := [_meant(part) for part in entry.form])]
    if isinstance(field, BooleanField):
        return bool(field.data)
    text = "\n".join((field.data or "").strip().splitlines())
    if isinstance(field, DayField):
        return read_date(text) or text
    if isinstance(field, CountField):
        return arabic_digits(text).replace(",", "")
    return text


def _in_words(field: Field) -> str:
    if isinstance(field, FieldList):
        return "\n".join(filter(None, (_line(entry.form) for entry in field)))
    if isinstance(field, BooleanField):
        return _("Yes") if field.data else _("No")
    if isinstance(field, SelectField):
        choices: Any = field.choices or []
        return next((str(one.label) for one in choices if one.value == field.data), "")
    return str(field.data or "").strip()


def _line(line: Form) -> str:
    """A line of a budget: what it is for, what came of it and what went."""
    names = [text for text in (line["name_th"].data, line["name_en"].data) if text]
    numbers = [line[name] for name in ("received", "spent") if line[name].data]
    said = [" / ".join(names), *(f"{of.label.text}: {_number(of)}" for of in numbers)]
    return " · ".join(text for text in said if text)


def _number(field: Field) -> str:
    digits = str(_meant(field))
    is_number = digits.isascii() and digits.isdigit() and len(digits) < LONGEST_NUMBER
    return format_decimal(int(digits)) if is_number else digits
