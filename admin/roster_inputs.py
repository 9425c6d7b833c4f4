"""What the staff type of officers, posts, shifts and holidays."""

from datetime import time

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.form import BaseForm

from admin.inputs import (
    ChoiceField,
    CountField,
    DayField,
    OptionalDayField,
    PasswordInput,
    needed,
    text_field,
)
from station.officers import rules as officers
from station.posts import rules as posts


class TimeField(StringField):
    """A time of day, in either digits; `ends_day` where 24.00 is one too."""

    ends_day = False

    @property
    def time_of_day(self) -> time:
        """The time, once the form is valid."""
        found = self._read()
        assert found is not None
        return found

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:  # noqa: FBT001 (WTForms calls it so)
        """Say how to write a time that is none."""
        if self._read() is None and not self.errors:
            raise ValidationError(_l("Write the time like 08.30"))

    def _read(self) -> time | None:
        return posts.read_time(self.data or "", ends_day=self.ends_day)


class EndField(TimeField):
    """A time at which a shift ends: 24.00 is the midnight that ends its day."""

    ends_day = True


class OfficerInput(FlaskForm):
    """An officer; `division` offers none and every division of the station."""

    rank = text_field(_l("Rank"), officers.LONGEST_RANK, optional=True)
    name = text_field(_l("First and last name"), officers.LONGEST_NAME)
    division = ChoiceField(_l("Division"))
    is_public = BooleanField(_l("Visitors may see the name while on duty"))
    since = OptionalDayField(_l("Serves here since"))
    until = OptionalDayField(_l("Serves here until"))


class LeaveInput(FlaskForm):
    """Days of leave, both ends included."""

    first = DayField(_l("First day of leave"), [needed])
    last = DayField(_l("Last day of leave"), [needed])


class OfficerAccountInput(FlaskForm):
    """By which account an officer signs in; `account` offers none and the free ones."""

    account = ChoiceField(_l("Account"))


class NewOfficerAccountInput(PasswordInput):
    """An account opened for an officer there and then."""

    name = text_field(_l("Name to sign in with"), 60)
    password = PasswordField(_l("Password or PIN"), [needed])
    again = PasswordField(_l("Password or PIN again"), [needed])


class WorkNameInput(FlaskForm):
    """A name in Thai, and in English where there is one."""

    name_th = text_field(_l("Name in Thai"), posts.LONGEST_NAME)
    name_en = text_field(_l("Name in English"), posts.LONGEST_NAME, optional=True)


class PostInput(WorkNameInput):
    """A duty post; `shifts` offers every shift of the station."""

    division = ChoiceField(_l("Division"))
    shifts = SelectMultipleField(_l("Shifts worked here"))


class ShiftInput(WorkNameInput):
    """A shift; `seen` holds the hours that the person saw in words before keeping them."""

    starts = TimeField(_l("Starts"), [needed])
    ends = EndField(_l("Ends"), [needed])
    arrive_before = CountField(_l("Minutes to arrive before"), [needed])
    only_working_days = BooleanField(_l("Only on working days"))
    seen = HiddenField()


class ReadyMadeInput(FlaskForm):
    """A pattern of shifts to start from."""

    pattern = HiddenField()


class HolidayInput(WorkNameInput):
    """A holiday."""

    day = DayField(_l("Day"), [needed])


class OfficialInput(FlaskForm):
    """The year whose official holidays are wanted, and how it is counted."""

    year = HiddenField()
    by = HiddenField()
