"""What the staff type of questionnaires, and of what whoever writes is told."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectMultipleField, TextAreaField

from admin.inputs import CountField, OptionalDayField, at_most, needed, readable

LONGEST_TOLD = 500


class AskingInput(FlaskForm):
    """Where and when a questionnaire is asked; no division is every one."""

    divisions = SelectMultipleField(_l("Asked of the visitors of"))
    starts = OptionalDayField(_l("First day"))
    ends = OptionalDayField(_l("Last day"))
    revision = HiddenField()


def told(label: str) -> TextAreaField:
    """Some sentences that visitors read."""
    return TextAreaField(label, [at_most(LONGEST_TOLD), readable])


class PrivacyInput(FlaskForm):
    """What whoever writes is told; what is left empty is said as for any station."""

    purpose_th = told(_l("What for, in Thai"))
    purpose_en = told(_l("What for, in English"))
    kept_th = told(_l("What is kept, in Thai"))
    kept_en = told(_l("What is kept, in English"))
    readers_th = told(_l("Who reads it, in Thai"))
    readers_en = told(_l("Who reads it, in English"))
    contact_th = told(_l("Whom to ask, in Thai"))
    contact_en = told(_l("Whom to ask, in English"))
    years = CountField(_l("Fiscal years words are kept, after their own"), [needed])
    version = HiddenField()
