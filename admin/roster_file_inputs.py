"""What is typed where a roster file comes in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import Length

from admin.inputs import needed
from station.sheets.month import Month

LONGEST_WHY = 500


class MonthField(StringField):
    """A month, in either era and either digits."""

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:  # noqa: FBT001 (WTForms calls it so)
        """Say how to write a month that is none."""
        try:
            Month.parse(self.data or "")
        except ValueError:
            raise ValidationError(_l("Write the month like 2569-03")) from None


class RosterFileInput(FlaskForm):
    """A month and the file of its roster."""

    month = MonthField(_l("Month"), [needed])
    file = FileField(_l("File"), [FileRequired(_l("Choose a file"))])


class PublishInput(FlaskForm):
    """Why a roster is changed, or published although something is wrong with it."""

    why = TextAreaField(
        _l("Why"), [Length(max=LONGEST_WHY, message=_l("At most %(max)d characters"))]
    )
