"""What opinions and questionnaires are refused for, in words."""

from station.answers.rules import MOST_YEARS
from station.errors import Refusal
from web.language import say as _

FIELDS = {
    "ends_before_start": ("ends",),
    "bad_years": ("years",),
}
"""The fields that a refusal is about, by its code."""


def explain_opinion(refusal: Refusal) -> str | None:
    """A refusal as a sentence, or None for one of something else."""
    return {
        "questionnaire_changed_meanwhile": _(
            "Somebody else changed this meanwhile. Look at what it says now, then decide again"
        ),
        "no_draft": _("There is no draft to publish"),
        "ends_before_start": _("The last day lies before the first"),
        "words_not_there": _("These words do not stand in the text; copy them from it"),
        "bad_years": _("Write a number of years from 0 to %(most)s", most=MOST_YEARS),
    }.get(refusal.code)
