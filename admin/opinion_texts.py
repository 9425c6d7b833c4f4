"""What visitors wrote: read, flagged, hidden in part and shown again; nobody deletes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Response as File
from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.files import CSV, XLSX, Line, attachment, csv_of, xlsx_of
from admin.opinions import asked_year, years_of
from admin.refusals import explain
from station.answers.actions import review_text
from station.answers.reviews import Review
from station.answers.rules import LONGEST
from station.errors import Refusal
from station.opinions.suppression import LEAST
from station.opinions.texts import REST, Group, ShownText, Texts, find_texts, list_shown
from station.questionnaires.queries import get_questionnaire, list_questions, title_of
from station.stations.queries import list_divisions
from station.thai import month_words
from web.house import db, now
from web.language import in_words, language
from web.language import say as _

if TYPE_CHECKING:
    from station.questionnaires.rules import Question


def show(code: str) -> str:
    """A group's words; where a question has fewer than ten in the year, none of them."""
    questions = _questions(code)
    question = _chosen(questions)
    texts = _texts(code, question)
    group = _group(texts)
    only_flagged = "flagged" in request.args
    return render_template(
        "admin/opinion_texts.html",
        code=code,
        longest=max(LONGEST.values()),
        title_words=title_of(db(), get_questionnaire(db(), guard.station_id(), code)),
        questions=questions,
        question=question,
        year=asked_year(),
        years=years_of(code),
        texts=texts,
        group=group,
        groups=[(_address(one), _group_words(one, texts)) for one in texts.groups],
        only_flagged=only_flagged,
        shown=[
            one
            for one in _list(code, question, texts, [group])
            if one.state.is_flagged or not only_flagged
        ],
        names=_names(),
        least=LEAST,
        may_review=guard.staff().may("review_texts"),
    )


def _questions(code: str) -> list[Question]:
    kept = get_questionnaire(db(), guard.station_id(), code)
    return [one for one in list_questions(db(), kept) if one.kind.is_text]


def _chosen(questions: list[Question]) -> Question | None:
    asked = request.args.get("question")
    if not questions:
        return None
    return next((one for one in questions if one.code == asked), questions[0])


def _texts(code: str, question: Question | None) -> Texts:
    if question is None:
        return Texts(asked_year(), 0)
    return find_texts(db(), guard.station_id(), code, question.code, asked_year())


def _list(
    code: str, question: Question | None, texts: Texts, groups: Sequence[Group]
) -> list[ShownText]:
    if question is None:
        return []
    return list_shown(db(), guard.station_id(), code, question.code, texts, groups)


def _group(texts: Texts) -> Group:
    """The group asked for, else the latest month with words that may be named, else the rest."""
    asked = request.args.get("month")
    return next(
        (one for one in texts.groups if _address(one) == asked), next(iter(texts.groups), REST)
    )


def _address(group: Group) -> str:
    """A group in addresses."""
    return str(group) if group else "rest"


def _group_words(group: Group, texts: Texts) -> str:
    if group:
        return month_words(group.first, language())
    return _("The rest of the year") if len(texts.groups) > 1 else _("The whole year")


def _names() -> dict[str, str]:
    return {one.code: in_words(one.name) for one in list_divisions(db(), guard.station_id())}


def review(code: str, answer_id: UUID) -> Response:
    """Flag words or no more, hide some of them, or show all again."""
    what = request.form.get("what", "")
    if what not in list(Review):
        abort(400)
    try:
        review_text(
            db(),
            guard.station_id(),
            answer_id,
            Review(what),
            words=request.form.get("words", ""),
            by=guard.staff().actor,
            at=now(),
        )
        db().commit()
        flash(_said(Review(what)))
    except Refusal as refusal:
        db().rollback()
        flash(explain(refusal), "problem")
    address = url_for(
        "admin.opinion_texts",
        code=code,
        year=request.args.get("year"),
        question=request.args.get("question"),
        month=request.args.get("month"),
        _anchor=f"text-{answer_id}",
    )
    return redirect(address, 303)


def _said(what: Review) -> str:
    return {
        Review.FLAG: _("The text was flagged"),
        Review.UNFLAG: _("The flag was taken away"),
        Review.HIDE: _("The words were hidden; they are kept and can be shown again"),
        Review.SHOW: _("All words are shown again"),
    }[what]


def csv(code: str) -> File:
    """A year's words, without what is hidden, as CSV."""
    return attachment(csv_of(_lines(code)), CSV, f"{code}-texts-{asked_year()}.csv")


def xlsx(code: str) -> File:
    """The same as XLSX."""
    content = xlsx_of(str(asked_year()), _lines(code))
    return attachment(content, XLSX, f"{code}-texts-{asked_year()}.xlsx")


def _lines(code: str) -> Iterator[Line]:
    yield [_("Question"), _("Month"), _("Division"), _("Text"), _("Flagged")]
    names = _names()
    for question in _questions(code):
        texts = _texts(code, question)
        for one in _list(code, question, texts, texts.groups):
            yield [
                in_words(question.words),
                _group_words(one.group, texts),
                names[one.division] if one.division else "",
                one.text,
                _("flagged") if one.state.is_flagged else "",
            ]
