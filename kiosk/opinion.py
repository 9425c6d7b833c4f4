"""A short opinion: one question a screen, the first counted by one tap, the rest as one likes.

With a script the screens follow one another within the page, and answers go by the outbox; without
one each screen is a page and a form of its own.
"""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import uuid4

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from kiosk.place import place, today
from station.answers.actions import record_answers
from station.answers.queries import find_privacy_notice, get_catalogue
from station.answers.rules import LONGEST, Catalogue, Report, SentAnswer, Why, kept_until
from station.counts.rules import Device
from station.questionnaires.queries import find_in_force
from station.questionnaires.rules import QuestionKind
from station.stations.queries import get_division
from web.house import db, house, now
from web.numbers import whole

COUNTED = "counted"
"""Says in addresses that something was kept, so that a page says so too."""


@dataclass(frozen=True)
class Refused:
    """What was sent and not kept: the question's code, why, and the words that were typed."""

    question: object
    why: str
    typed: str


def show(division: str, number: int = 1, refused: Refused | None = None) -> Response:
    """The questions, the one with that number shown; after the last, the thanks."""
    found = get_division(db(), place().station.id, division)
    asked = find_in_force(db(), place().station.id, division, today())
    if asked is None:
        return make_response(render_template("kiosk/no_opinion.html", division=found))
    last = len(asked.content.questions) + (0 if refused else 1)
    told = find_privacy_notice(db(), place().station.id)
    is_counted = COUNTED in request.args
    page = render_template(
        "kiosk/opinion.html",
        division=found,
        asked=asked,
        number=max(1, min(number, last)),
        refused=refused,
        is_counted=is_counted,
        told=told,
        kept_until=kept_until(today(), told.years),
        longest=LONGEST,
        new_id=uuid4,
        ways=_ways(division, counted=request.args.get(COUNTED)),
    )
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"  # what was typed is not for the next visitor
    return answer


def _ways(division: str, *, counted: str | None) -> dict[str, object]:
    """Where the page leads to; its screens by their numbers, with what is known of the visit."""
    return {
        "division": url_for(".division", division=division),
        "survey": url_for(".survey", division=division),
        "complaints": url_for(".complaints", division=division),
        "manuals": url_for(".manuals", division=division),
        "screen": lambda place: url_for(
            ".opinion_at", division=division, number=place, counted=counted
        ),
        "send": lambda place: url_for(
            ".answer_at", division=division, number=place, counted=counted
        ),
    }


def take(division: str, number: int = 1) -> Redirect:
    """Store what a form without a script says, and go on; an empty one skips.

    What was refused is shown again with what was typed: it is not said to be counted.
    """
    station_id = place().station.id
    get_division(db(), station_id, division)
    catalogue = get_catalogue(db(), station_id)
    db().close()  # the writer needs SQLite's one turn
    sent = _sent(catalogue, division)
    report = Report(now(), (sent,))
    taken = record_answers(house().writer, catalogue, report, by=_device(), at=now())
    why = str(taken.refused[0]["why"]) if taken.refused else None
    if why is None or why == Why.OTHER_CONTENT:  # what was sent first under its id is kept
        return _on(division, number, counted="yes")
    if why == Why.NOT_ANSWERED:
        return _on(division, number, counted=request.args.get(COUNTED))
    typed = sent.value if isinstance(sent.value, str) else ""
    page = show(division, number, Refused(sent.question, why, typed))
    page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return page


def _on(division: str, number: int, *, counted: str | None) -> Redirect:
    """To the next screen; whether anything was counted goes along."""
    address = url_for(".opinion_at", division=division, number=number + 1, counted=counted)
    return redirect(address, 303)


def _sent(catalogue: Catalogue, division: str) -> SentAnswer:
    """What a form says, as a browser's report would; it names the version it was made from."""
    form = request.form
    version = form.get("version", type=whole)
    asked = catalogue.questionnaires.get(form.get("questionnaire", ""))
    questions = asked.versions.get(version, {}) if asked and version else {}
    question = questions.get(form.get("question", ""))
    is_many = question is not None and question.kind is QuestionKind.MANY
    return SentAnswer(
        id=form.get("id"),
        questionnaire=form.get("questionnaire"),
        question=form.get("question"),
        service=None,
        version=version,
        division=division,
        value=form.getlist("value") if is_many else form.get("value", ""),
        at=now().isoformat(),
    )


def _device() -> Device | None:
    kiosk = place().kiosk
    if kiosk is None or kiosk.last_contact_at is None:
        return None
    return Device(kiosk.id, kiosk.station_id, kiosk.epoch, kiosk.last_contact_at)
