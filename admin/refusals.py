"""Refusals in words: what is wrong and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from wtforms import Field, Form

from admin import duty_words, opinion_words, upload_words
from admin.roster_words import unreadable
from station.errors import Refusal
from web.house import db
from web.language import say as _

FIELDS = {
    "bad_account_name": ("name", "account"),
    "account_name_taken": ("name", "account"),
    "bad_password": ("password",),
    "wrong_name_or_password": ("present",),
    "bad_kiosk_name": ("name",),
    "unknown_point": ("point",),
    "bad_number": ("confirmed", "total"),
    "bad_day": ("day",),
    "long_note": ("note",),
    "bad_address": ("address",),
    "bad_telephone": ("telephone",),
    "no_title": ("title_th",),
    "no_way_to_reach": ("address",),
    "nothing_to_show": ("text_th", "steps_th"),
    "unreadable_sheet": ("file",),
    "hard_problems": ("why",),
    **duty_words.FIELDS,
    **opinion_words.FIELDS,
}
"""The fields that a refusal is about, by its code; a form has one of them, or none."""


@contextmanager
def refusals_in(form: Form) -> Iterator[None]:
    """Undo what was refused, and let the form say why."""
    try:
        yield
    except Refusal as refusal:
        db().rollback()
        put_refusal(form, refusal)


def put_refusal(form: Form, refusal: Refusal) -> None:
    """Say why at the field it is about, or above the form."""
    fields = [form[name] for name in FIELDS.get(refusal.code, ()) if name in form]
    if fields:
        put_refusal_at(fields[0], refusal)
    else:
        form.form_errors.append(explain(refusal))


def put_refusal_at(field: Field, refusal: Refusal) -> None:
    """Say why at a field."""
    field.errors = [*field.errors, explain(refusal)]


def explain(refusal: Refusal) -> str:
    """A refusal as a sentence in the reader's language."""
    values = refusal.values
    sentences = {
        "bad_account_name": _("Choose a name of 1 to %(n)s visible characters", n=60),
        "account_name_taken": _("Another account has this name; choose another"),
        "bad_password": _(
            "Choose a password of %(shortest)s to %(longest)s characters",
            shortest=values.get("shortest"),
            longest=values.get("longest"),
        ),
        "too_many_guesses": _(
            "Too many wrong tries. Try again in %(minutes)s minutes", minutes=values.get("minutes")
        ),
        "wrong_name_or_password": _("The name or the password is wrong"),
        "last_admin": _("This is the last admin account; open another one first"),
        "bad_kiosk_name": _("Give the kiosk a name of 1 to %(n)s visible characters", n=60),
        "unknown_point": _("Choose one of the service points"),
        "kiosk_revoked": _("This kiosk was revoked; add a new one"),
        "bad_number": _("Write a whole number from 0 to %(most)s", most=values.get("most")),
        "bad_day": _("The day lies in the future; choose today or an earlier day"),
        "long_note": _("The note is too long: at most %(n)s characters", n=values.get("longest")),
        "bad_address": _explain_address(str(values.get("problem"))),
        "bad_telephone": _("Write the number with its digits, like 042-123-456 or 1599"),
        "no_way_to_reach": _("Give an address, a telephone number, or words on how to reach it"),
        "no_title": _("Give it a title in Thai"),
        "nothing_to_show": _nothing_to_show(str(values.get("kind"))),
        "changed_meanwhile": _(
            "Somebody changed this while you were writing. Nothing you wrote is lost: look below"
            " at what is different now, then send again"
        ),
        "not_found": _("That is not there any more; load the page again"),
        "bad_file": upload_words.bad_file(refusal),
        "unreadable_sheet": unreadable(str(values.get("problem")), values.get("most")),
        "still_unclear": _("Something in the file is still unclear"),
        "hard_problems": _("Something cannot be worked as it stands: say why it is published so"),
        "roster_changed_meanwhile": _(
            "Version %(n)s was published meanwhile. Look at what it changed, then publish again",
            n=values.get("version"),
        ),
        "file_published": _("This file was published already"),
        "dead_link": _(
            "This link was used already or is too old; start the server again for another"
        ),
    }
    found = sentences.get(refusal.code) or duty_words.explain_duty(refusal)
    return found or opinion_words.explain_opinion(refusal) or _("That is not possible")


def _nothing_to_show(kind: str) -> str:
    if kind == "service":
        return _("Write the steps, the minutes, the fee or the papers before visitors see it")
    return _("Write a text or choose a picture before visitors see it")


def _explain_address(problem: str) -> str:
    if problem == "scheme":
        return _("The address must begin with https:// or http://")
    if problem in ("whitespace", "control_character", "backslash"):
        return _("The address holds a space or another sign that no address has")
    if problem == "userinfo":
        return _("The address must not hold a name or password before an @")
    if problem == "too_long":
        return _("The address is too long")
    return _(
        "This is not a complete address; copy it from the browser, like https://example.go.th/page"
    )
