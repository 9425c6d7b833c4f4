"""The composer: what a questionnaire asks, in both languages, as a draft until it is published."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.composer_differences import Difference, differences
from admin.composer_form import after, read_content
from admin.composer_words import fault_words, kind_words, place_words
from station.people.queries import list_accounts
from station.questionnaires.actions import add_questionnaire, keep_draft, publish_draft
from station.questionnaires.problems import (
    NotPublishable,
    Problem,
    problems_before_publishing,
)
from station.questionnaires.queries import get_questionnaire, list_divisions_asked, list_versions
from station.questionnaires.rules import ChangedMeanwhile, Content, tidy_content
from station.stations.queries import list_divisions
from station.thai import short_date
from web.house import db, now
from web.language import in_words, language
from web.language import say as _
from web.numbers import whole

if TYPE_CHECKING:
    from station.questionnaires.tables import Questionnaire

Page = str | tuple[str, int] | Response


def add() -> Response:
    """Begin a new questionnaire, as an empty draft."""
    made = add_questionnaire(db(), guard.station_id(), Content(), by=guard.staff().actor, at=now())
    db().commit()
    return redirect(url_for("admin.questionnaire", code=made.code), 303)


def compose(code: str) -> Page:
    """Write a questionnaire; each button keeps what was typed as the draft."""
    kept = get_questionnaire(db(), guard.station_id(), code)
    versions = list_versions(db(), kept)
    if request.method != "POST":
        return _page(kept, versions, content_of(kept, versions))
    do = request.form.get("do", "keep")
    done = after(do, read_content(request.form), _codes(versions))
    try:
        _keep(kept, done.content)
        wrong = _publish(kept) if do == "publish" else ()
        db().commit()
    except ChangedMeanwhile:
        db().rollback()
        return _page_after_another(kept, done.content)
    if wrong:
        return _page(kept, versions, done.content, wrong=wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    return _go_on(kept, do, done.place)


def _keep(kept: Questionnaire, content: Content) -> None:
    revision = request.form.get("revision", 0, type=whole)
    keep_draft(db(), kept, content, revision=revision, by=guard.staff().actor, at=now())


def _publish(kept: Questionnaire) -> tuple[Problem, ...]:
    """Publish the draft, unless there are problems; the draft is kept all the same."""
    try:
        publish_draft(db(), kept, revision=kept.revision, by=guard.staff().actor, at=now())
    except NotPublishable as refusal:
        return refusal.problems
    return ()


def _go_on(kept: Questionnaire, do: str, place: str) -> Response:
    if do == "publish":
        flash(_("Published: visitors see version %(n)s from now on", n=kept.version))
        return redirect(url_for("admin.questionnaires"), 303)
    if do == "preview":
        return redirect(url_for("admin.questionnaire_preview", code=kept.code), 303)
    if do == "keep":
        flash(_("The draft was kept. Visitors see it once it is published"))
    return redirect(url_for("admin.questionnaire", code=kept.code, _anchor=place or None), 303)


def content_of(kept: Questionnaire, versions: dict[int, Content]) -> Content:
    """The draft, else what is in force, else nothing."""
    if kept.draft is not None:
        return Content.read(kept.draft)
    return versions[kept.version] if kept.version else Content()


def _codes(versions: dict[int, Content]) -> set[str]:
    return {question.code for content in versions.values() for question in content.questions}


def _page(
    kept: Questionnaire,
    versions: dict[int, Content],
    content: Content,
    *,
    wrong: tuple[Problem, ...] = (),
    theirs: list[Difference] | None = None,
) -> str:
    missing = problems_before_publishing(tidy_content(content), versions.values())
    return render_template(
        "admin/composer.html",
        kept=kept,
        asking=_asking_mark(kept),
        content=content,
        wrong=[(field_of(one.place), _sentence(one)) for one in wrong],
        missing=[(field_of(one.place), _sentence(one)) for one in missing],
        is_overtaken=theirs is not None,
        theirs=theirs or [],
        changed_by=_name_of(kept.changed_by),
        is_new=not versions,
        is_draft=kept.draft is not None,
        kind_words=kind_words,
    )


def _page_after_another(kept: Questionnaire, own: Content) -> tuple[str, int]:
    """What was typed, beside what somebody else kept meanwhile; sending again keeps one's own."""
    db().refresh(kept)
    versions = list_versions(db(), kept)  # what was read before may lack the one in force now
    theirs = differences(content_of(kept, versions), own)
    if request.form.get("asking") != _asking_mark(kept):
        stays = _("stays as decided there: it is not part of this page")
        theirs = [Difference(_("Where and when"), _asking_words(kept), stays), *theirs]
    return _page(kept, versions, own, theirs=theirs), HTTPStatus.CONFLICT


def _asking_mark(kept: Questionnaire) -> str:
    """Where and when a questionnaire is asked, to see whether it is still so."""
    codes = list_divisions_asked(db(), kept.station_id).get(kept.code, [])
    return " ".join((str(kept.starts), str(kept.ends), *codes))


def _asking_words(kept: Questionnaire) -> str:
    codes = list_divisions_asked(db(), kept.station_id).get(kept.code, [])
    divisions = list_divisions(db(), kept.station_id)
    names = ", ".join(in_words(one.name) for one in divisions if one.code in codes)
    said = [names or _("All divisions")]
    if kept.starts:
        said.append(_("from %(day)s", day=short_date(kept.starts, language())))
    if kept.ends:
        said.append(_("until %(day)s", day=short_date(kept.ends, language())))
    return " ".join(said)


def _name_of(account: UUID | None) -> str | None:
    people = {one.id: one.name for one in list_accounts(db(), guard.station_id())}
    return people.get(account) if account else None


def _sentence(problem: Problem) -> str:
    return f"{place_words(problem.place)}: {fault_words(problem.fault)}"


def field_of(place: str) -> str:
    """The id of the field that a problem's place is about."""
    found = re.fullmatch(
        r"questions\[(\d+)\](?:\.options(?:\[(\d+)\])?)?(?:\.words)?(?:\.(th|en|code|kind))?", place
    )
    if not found:
        return place.replace(".", "-").replace("questions", "add-question")
    question, option, last = found.groups()
    name = f"q-{question}"
    if option is not None:
        name += f"-o-{option}"
    elif ".options" in place:
        return f"{name}-options"
    return f"{name}-{last}" if last in ("th", "en") else name
