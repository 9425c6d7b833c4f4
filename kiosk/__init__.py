"""The visitor's door: its table of contents."""

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from kiosk import (
    about,
    calendar,
    complaints,
    digits,
    division,
    duty,
    eservice,
    files,
    health,
    home,
    intake,
    manual,
    manuals,
    not_sure,
    opinion,
    pair,
    place,
    proof,
    services,
    short_link,
    survey,
    thanks,
)


def open_door(app: Flask, csrf: CSRFProtect) -> None:
    """Put every visitor's address in place, once for the only station and once under its slug."""
    app.add_template_filter(digits.in_digits, "in_digits")
    app.context_processor(place.what_stray_pages_show)
    app.add_url_rule("/healthz", "healthz", health.is_alive)
    app.add_url_rule("/readyz", "readyz", health.is_ready)
    app.add_url_rule("/prove/<token>", "prove", proof.take)
    app.add_url_rule("/calendar/<token>.ics", "calendar", calendar.show)
    for name, prefix in (("kiosk", ""), ("kiosk_of_station", "/s/<slug>")):
        app.register_blueprint(_pages(name), url_prefix=prefix)
        app.register_blueprint(_intakes(f"{name}_intake"), url_prefix=prefix)
        app.register_blueprint(_files(f"{name}_files"), url_prefix=prefix)
    # Cached pages outlive a form token; the origin is checked instead.
    csrf.exempt(intake.stand_in)


def _pages(name: str) -> Blueprint:
    door = Blueprint(name, __name__)
    place.keep_slug(door)
    door.before_request(place.find_place)
    door.after_request(place.keep_fresh)
    door.context_processor(place.what_every_page_shows)
    door.add_url_rule("/", "home", home.show)
    door.add_url_rule("/duty", "duty", duty.show)
    door.add_url_rule("/not-sure", "not_sure", not_sure.show)
    door.add_url_rule("/d/<division>", "division", division.show)
    door.add_url_rule("/d/<division>/survey", "survey", survey.show)
    door.add_url_rule("/d/<division>/complaints", "complaints", complaints.show)
    door.add_url_rule("/d/<division>/manuals", "manuals", manuals.show)
    door.add_url_rule("/d/<division>/manuals/<code>", "manual", manual.show)
    door.add_url_rule("/d/<division>/services", "services", services.show_all)
    door.add_url_rule("/d/<division>/services/<code>", "service", services.show)
    door.add_url_rule("/d/<division>/eservice", "eservice", eservice.show)
    door.add_url_rule("/d/<division>/opinion", "opinion", opinion.show)
    door.add_url_rule("/d/<division>/opinion", "answer", opinion.take, methods=["POST"])
    door.add_url_rule("/d/<division>/opinion/<int:number>", "opinion_at", opinion.show)
    door.add_url_rule(
        "/d/<division>/opinion/<int:number>", "answer_at", opinion.take, methods=["POST"]
    )
    door.add_url_rule("/d/<division>/thanks", "thanks", thanks.show)
    door.add_url_rule("/about", "about", about.show)
    door.add_url_rule("/notices", "notices", about.show_notices)
    door.add_url_rule("/notices/<code>", "notice", about.show_notice)
    door.add_url_rule("/news", "news", about.show_news)
    door.add_url_rule("/news.xml", "news_feed", about.feed)
    door.add_url_rule("/news/<code>", "news_item", about.show_news_item)
    door.add_url_rule("/facilities", "facilities", about.show_facilities)
    door.add_url_rule("/revision", "revision", about.revision)
    door.add_url_rule("/pair", "pair", pair.show, methods=["GET", "POST"])
    return door


def _intakes(name: str) -> Blueprint:
    door = Blueprint(name, __name__)
    place.keep_slug(door)
    door.add_url_rule("/taps", "taps", intake.stand_in, methods=["POST"])
    door.add_url_rule("/answers", "answers", intake.stand_in, methods=["POST"])
    door.add_url_rule("/go/<code>", "go", short_link.show)
    return door


def _files(name: str) -> Blueprint:
    door = Blueprint(name, __name__)
    place.keep_slug(door)
    door.add_url_rule("/files/<uuid:file_id>/<name>", "pdf", files.pdf)
    door.add_url_rule("/files/<uuid:file_id>/picture", "picture", files.picture)
    door.add_url_rule("/files/<uuid:file_id>/pages/<int:number>", "page", files.page)
    return door
