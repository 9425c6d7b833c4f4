"""The staff's door: its table of contents, and its guard."""

from flask import Blueprint, Flask

from admin import (
    accounts,
    answers,
    channels,
    counts_json,
    guard,
    home,
    kiosks,
    links,
    own_password,
    set_up,
    sign_in,
    station_page,
)

BOTH = ["GET", "POST"]


def open_door(app: Flask) -> None:
    """Put every address of the staff in place, behind the guard."""
    door = Blueprint("admin", __name__, url_prefix="/admin")
    door.before_request(guard.check_who_asks)
    door.after_request(guard.keep_private)
    door.url_defaults(guard.keep_station)
    door.context_processor(guard.what_every_page_shows)
    door.add_url_rule("/", "home", home.show)
    door.add_url_rule("/sign-in", "sign_in", sign_in.sign_in, methods=BOTH)
    door.add_url_rule("/sign-out", "sign_out", sign_in.sign_out, methods=["POST"])
    door.add_url_rule("/set-up/<token>", "set_up", set_up.show, methods=BOTH)
    door.add_url_rule("/password", "own_password", own_password.show, methods=BOTH)
    door.add_url_rule("/counts.json", "counts_json", counts_json.show)
    door.add_url_rule("/answers", "answers", answers.show)
    door.add_url_rule("/answers/reading", "enter_reading", answers.reading, methods=BOTH)
    door.add_url_rule("/answers/tally", "enter_tally", answers.tally, methods=BOTH)
    door.add_url_rule("/channels", "channels", channels.show)
    door.add_url_rule("/channels/<code>", "channel", channels.change, methods=BOTH)
    door.add_url_rule("/station", "station", station_page.show, methods=BOTH)
    door.add_url_rule("/links", "links", links.show)
    door.add_url_rule("/kiosks", "kiosks", kiosks.show, methods=BOTH)
    door.add_url_rule("/kiosks/<uuid:kiosk_id>/code", "kiosk_code", kiosks.code, methods=["POST"])
    door.add_url_rule("/kiosks/<uuid:kiosk_id>/revoke", "kiosk_revoke", kiosks.revoke, methods=BOTH)
    door.add_url_rule("/accounts", "accounts", accounts.show, methods=BOTH)
    door.add_url_rule(
        "/accounts/<uuid:account_id>/close", "account_close", accounts.close, methods=BOTH
    )
    door.add_url_rule(
        "/accounts/<uuid:account_id>/password",
        "account_password",
        accounts.new_password,
        methods=BOTH,
    )
    app.register_blueprint(door)
