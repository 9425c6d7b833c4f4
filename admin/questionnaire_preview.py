"""A questionnaire as visitors will see it: the kiosk's own page, but nothing on it counts."""

from flask import render_template, request, url_for

from admin import guard
from admin.composer import content_of
from station.answers.queries import find_privacy_notice
from station.answers.rules import LONGEST, kept_until
from station.questionnaires.queries import (
    InForce,
    get_content,
    get_questionnaire,
    list_divisions_asked,
    list_versions,
)
from station.stations.queries import list_divisions
from web.house import db, now
from web.numbers import whole


def show(code: str, number: int = 1) -> str:
    """The screens of the draft, or of the version asked for, at a division that is asked."""
    kept = get_questionnaire(db(), guard.station_id(), code)
    version = request.args.get("version", type=whole)
    content = (
        get_content(db(), kept, version) if version else content_of(kept, list_versions(db(), kept))
    )
    today = now().astimezone(guard.station().zone).date()
    divisions = list_divisions(db(), kept.station_id)
    asked_at = list_divisions_asked(db(), kept.station_id).get(kept.code)
    told = find_privacy_notice(db(), kept.station_id)
    back = url_for("admin.questionnaire", code=code)
    return render_template(
        "kiosk/opinion.html",
        asked=InForce(code, version or 0, content),
        number=max(1, min(number, len(content.questions) + 1)),
        division=next(one for one in divisions if not asked_at or one.code in asked_at),
        refused=None,
        is_counted=True,
        told=told,
        kept_until=kept_until(today, told.years),
        longest=LONGEST,
        new_id=lambda: "",
        ways={
            "division": back,
            "survey": back,
            "complaints": back,
            "manuals": back,
            "screen": lambda place: _screen(code, version, place),
            "send": lambda place: _screen(code, version, place + 1),
        },
        preview=True,
        home=back,
        point=None,
        today=today,
    )


def _screen(code: str, version: int | None, place: int) -> str:
    return url_for("admin.questionnaire_preview_at", code=code, number=place, version=version)
