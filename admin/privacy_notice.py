"""What whoever writes on the kiosk is told, and for how long their words are kept."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.composer_differences import Difference
from admin.inputs import both
from admin.opinion_inputs import PrivacyInput
from admin.refusals import put_refusal
from station.answers.actions import tell_privacy
from station.answers.notices import Notice, NoticeChangedMeanwhile, Told
from station.answers.queries import list_privacy_notices
from station.answers.rules import BadYears
from station.people.queries import list_accounts
from web.house import db, now
from web.language import say as _
from web.numbers import whole

PARTS = ("purpose", "kept", "readers", "contact")
LANGUAGES = ("th", "en")


def show() -> str | tuple[str, int] | Response:
    """Read and change it."""
    told = list_privacy_notices(db(), guard.station_id())
    form = _form(told[-1].told if told else Told())
    if not form.is_submitted():
        return _page(form, told)
    if form.validate():
        try:
            _tell(form)
            db().commit()
            flash(_("Visitors read this from now on"))
            return redirect(url_for("admin.privacy_notice"), 303)
        except NoticeChangedMeanwhile:
            db().rollback()
            return _page_after_another(form), HTTPStatus.CONFLICT
        except BadYears as refusal:
            db().rollback()
            put_refusal(form, refusal)
    return _page(form, told), HTTPStatus.UNPROCESSABLE_ENTITY


def _tell(form: PrivacyInput) -> None:
    tell_privacy(
        db(),
        guard.station_id(),
        _typed(form),
        version=request.form.get("version", -1, type=whole),
        by=guard.staff().actor,
        at=now(),
    )


def _typed(form: PrivacyInput) -> Told:
    purpose, kept, readers, contact = (
        both(form[f"{part}_th"].data, form[f"{part}_en"].data) for part in PARTS
    )
    return Told(purpose, kept, readers, contact, form.years.count)


def _form(told: Told) -> PrivacyInput:
    return PrivacyInput(**_fields(told), version=str(told.number))


def _fields(told: Told) -> dict[str, str]:
    """What a notice says, by the form's fields."""
    words = {
        f"{part}_{language}": (getattr(told, part) or {}).get(language, "")
        for part in PARTS
        for language in LANGUAGES
    }
    return {**words, "years": str(told.years)}


def _page(form: PrivacyInput, told: list[Notice], *, theirs: list[Difference] | None = None) -> str:
    return render_template(
        "admin/privacy_notice.html",
        form=form,
        parts=PARTS,
        theirs=theirs,
        told=told[::-1],
        people=_people(),
    )


def _page_after_another(form: PrivacyInput) -> str:
    """What was typed, beside what somebody else told meanwhile; sent again, one's own is told."""
    told = list_privacy_notices(db(), guard.station_id())
    present = told[-1].told if told else Told()
    own, kept = _fields(_typed(form)), _fields(present)
    theirs = [
        Difference(str(form[name].label.text), kept[name], own[name])
        for name in own
        if own[name] != kept[name]
    ]
    form.version.data = str(present.number)
    return _page(form, told, theirs=theirs)


def _people() -> dict[UUID, str]:
    return {one.id: one.name for one in list_accounts(db(), guard.station_id())}
