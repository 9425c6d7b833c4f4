"""A short opinion: one question a screen, the first counted by one tap, the rest as one likes.

With a script the screens follow one another within the page, and answers go by the outbox; without
one each screen is a page and a form of its own.
"""

from uuid import uuid4

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from kiosk.place import place, today
from station.answers.actions import record_answers
from station.answers.queries import find_privacy_notice, get_catalogue
from station.answers.rules import LONGEST, Report, SentAnswer, kept_until
from station.counts.rules import Device
from station.questionnaires.queries import find_in_force
from station.questionnaires.rules import Question, QuestionKind
from station.stations.queries import get_division
from web.house import db, house, now
from web.numbers import whole


def show(division: str, number: int = 1) -> Response:
    """The questions, the one with that number shown; after the last, the thanks."""
    found = get_division(db(), place().station.id, division)
    asked = find_in_force(db(), place().station.id, division, today())
    if asked is None:
        return make_response(render_template("kiosk/no_opinion.html", division=found))
    told = find_privacy_notice(db(), place().station.id)
    page = render_template(
        "kiosk/opinion.html",
        division=found,
        asked=asked,
        number=max(1, min(number, len(asked.content.questions) + 1)),
        told=told,
        kept_until=kept_until(today(), told.years),
        longest=LONGEST,
        new_id=uuid4,
        ways=_ways(division),
    )
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"  # what was typed is not for the next visitor
    return answer


def _ways(division: str) -> dict[str, object]:
    """Where the page leads to; its screens by their numbers."""
    return {
        "division": url_for(".division", division=division),
        "survey": url_for(".survey", division=division),
        "complaints": url_for(".complaints", division=division),
        "manuals": url_for(".manuals", division=division),
        "screen": lambda place: url_for(".opinion_at", division=division, number=place),
        "send": lambda place: url_for(".answer_at", division=division, number=place),
    }


def take(division: str, number: int = 1) -> Redirect:
    """Store what a form without a script says, and go on; an empty one skips."""
    station_id = place().station.id
    get_division(db(), station_id, division)
    asked = find_in_force(db(), station_id, division, today())
    if asked is None:
        return redirect(url_for(".opinion", division=division), 303)
    question = dict(enumerate(asked.content.questions, 1)).get(number)
    if question:
        catalogue = get_catalogue(db(), station_id)
        db().close()  # the writer needs SQLite's one turn
        report = Report(now(), (_sent(question, division),))
        record_answers(house().writer, catalogue, report, by=_device(), at=now())
    return redirect(url_for(".opinion_at", division=division, number=number + 1), 303)


def _sent(question: Question, division: str) -> SentAnswer:
    """What a form says, as a browser's report would; it names the version it was made from."""
    is_many = question.kind is QuestionKind.MANY
    said = request.form.getlist("value") if is_many else request.form.get("value", "")
    return SentAnswer(
        id=request.form.get("id"),
        questionnaire=request.form.get("questionnaire"),
        question=request.form.get("question"),
        service=None,
        version=request.form.get("version", type=whole),
        division=division,
        value=said,
        at=now().isoformat(),
    )


def _device() -> Device | None:
    kiosk = place().kiosk
    if kiosk is None or kiosk.last_contact_at is None:
        return None
    return Device(kiosk.id, kiosk.station_id, kiosk.epoch, kiosk.last_contact_at)
