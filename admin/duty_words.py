"""Refusals about officers, posts, shifts and holidays, in words."""

from station.errors import Refusal
from web.language import say as _

FIELDS = {
    "bad_pin": ("password",),
    "bad_officer": ("name",),
    "bad_days": ("until", "last"),
    "account_taken": ("account",),
    "bad_work_name": ("name_th",),
    "bad_arrival": ("arrive_before",),
    "already_holiday": ("day",),
}
"""The fields that a refusal is about, by its code."""


def explain_duty(refusal: Refusal) -> str | None:
    """A refusal about duties as a sentence in the reader's language, or None for another."""
    values = refusal.values
    sentences = {
        "bad_pin": _explain_pin(values),
        "bad_officer": _("Give the officer a name that can be read"),
        "bad_days": _("The last day lies before the first; write a later one"),
        "account_taken": _("Another officer signs in by this account; choose another"),
        "bad_work_name": _(
            "Give it a name in Thai of at most %(n)s characters", n=values.get("longest")
        ),
        "bad_arrival": _("Write a number of minutes from 0 to %(most)s", most=values.get("most")),
        "still_named": _(
            "Published duties or calendars name it, so it stays on record. To use it no more,"
            " take its shifts away from the post"
        ),
        "already_holiday": _("This day is a holiday already; change its name in the list"),
    }
    return sentences.get(refusal.code)


def _explain_pin(values: dict[str, object]) -> str:
    if values.get("is_easy"):
        return _(
            "Anybody would guess this PIN: choose digits that are not all alike and do not count"
            " up or down"
        )
    return _(
        "Choose a PIN of %(shortest)s to %(longest)s digits, or a password of %(password)s"
        " characters or more",
        shortest=values.get("shortest_pin"),
        longest=values.get("longest_pin"),
        password=values.get("shortest"),
    )
