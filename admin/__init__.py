"""The staff's door: its table of contents, and its guard."""

from flask import Blueprint, Flask

from admin import (
    accounts,
    answers,
    calendars,
    channel,
    channel_history,
    channels,
    composer,
    counts_json,
    coverage,
    coverage_csv,
    guard,
    holidays,
    home,
    kiosks,
    link_checks,
    links,
    my_duties,
    officer_account,
    officers,
    opinion_texts,
    opinions,
    own_password,
    posts,
    privacy_notice,
    questionnaire_preview,
    questionnaires,
    roster_columns,
    roster_files,
    roster_import,
    rosters,
    set_up,
    shifts,
    sign_in,
    station_page,
)
from web.bodies import LARGEST_TWO_UPLOADS
from web.months import MonthConverter

BOTH = ["GET", "POST"]
LARGER_BODIES = dict.fromkeys(("admin.channel", "admin.channel_new"), LARGEST_TWO_UPLOADS)
"""Pages that take larger bodies than most, by endpoint, and how large (see web/bodies.py)."""


def open_door(app: Flask) -> None:
    """Put every address of the staff in place, behind the guard."""
    app.url_map.converters["month"] = MonthConverter
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
    door.add_url_rule("/coverage", "coverage", coverage.show)
    door.add_url_rule("/coverage.csv", "coverage_csv", coverage_csv.show)
    door.add_url_rule("/answers", "answers", answers.show)
    door.add_url_rule("/answers/reading", "enter_reading", answers.reading, methods=BOTH)
    door.add_url_rule("/answers/tally", "enter_tally", answers.tally, methods=BOTH)
    _add_link_checks(door)
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
    _add_channels(door)
    _add_rosters(door)
    _add_officers(door)
    _add_posts(door)
    _add_holidays(door)
    _add_my_duties(door)
    _add_questionnaires(door)
    _add_opinions(door)
    app.register_blueprint(door)


def _add_channels(door: Blueprint) -> None:
    door.add_url_rule("/channels", "channels", channels.show)
    door.add_url_rule("/channels-order", "channels_order", channels.order, methods=["POST"])
    door.add_url_rule("/new-channel/<kind>", "channel_new", channel.add, methods=BOTH)
    one = "/channels/<code>"
    door.add_url_rule(one, "channel", channel.change, methods=BOTH)
    door.add_url_rule(f"{one}/history", "channel_history", channel_history.show)
    for name, endpoint, page in (
        ("move", "channel_move", channels.move),
        ("publish", "channel_publish", channel_history.publish),
        ("drop", "channel_drop", channel_history.drop),
        ("take-off", "channel_off", channel_history.take_off),
        ("bring-back", "channel_bring_back", channel_history.bring_back),
    ):
        door.add_url_rule(f"{one}/{name}", endpoint, page, methods=["POST"])


def _add_link_checks(door: Blueprint) -> None:
    door.add_url_rule("/link-checks", "link_checks", link_checks.show)
    door.add_url_rule("/link-checks", "link_check_all", link_checks.check_all, methods=["POST"])
    door.add_url_rule(
        "/link-checks/<code>", "link_check_one", link_checks.check_one, methods=["POST"]
    )


def _add_rosters(door: Blueprint) -> None:
    door.add_url_rule("/rosters", "rosters", rosters.show_all)
    door.add_url_rule("/rosters/names", "roster_names", rosters.choose_names, methods=["POST"])
    door.add_url_rule("/rosters/import", "roster_import", roster_import.take, methods=BOTH)
    door.add_url_rule("/rosters/files/<uuid:file_id>", "roster_file", roster_import.show)
    for name, page in (
        ("columns", roster_columns.columns),
        ("sheet", roster_import.sheet),
        ("fixes", roster_import.fixes),
        ("publish", roster_import.publish),
        ("drop", roster_import.drop),
    ):
        address = f"/rosters/files/<uuid:file_id>/{name}"
        door.add_url_rule(address, f"roster_file_{name}", page, methods=["POST"])
    door.add_url_rule("/rosters/<month:month>", "roster", rosters.show)
    door.add_url_rule("/rosters/<month:month>.xlsx", "roster_xlsx", roster_files.xlsx)
    door.add_url_rule("/rosters/<month:month>.csv", "roster_csv", roster_files.csv)
    door.add_url_rule("/rosters/<month:month>/versions", "roster_versions", rosters.versions)


def _add_officers(door: Blueprint) -> None:
    door.add_url_rule("/officers", "officers", officers.show)
    door.add_url_rule("/officers/new", "officer_new", officers.add, methods=BOTH)
    one = "/officers/<uuid:officer_id>"
    door.add_url_rule(one, "officer", officers.change, methods=BOTH)
    door.add_url_rule(f"{one}/leave", "leave_new", officers.add_leave, methods=["POST"])
    door.add_url_rule(
        f"{one}/leave/<uuid:leave_id>/remove",
        "leave_remove",
        officers.remove_leave,
        methods=["POST"],
    )
    door.add_url_rule(f"{one}/account", "officer_account", officer_account.choose, methods=BOTH)
    door.add_url_rule(
        f"{one}/account/new", "officer_account_new", officer_account.open_new, methods=["POST"]
    )


def _add_posts(door: Blueprint) -> None:
    door.add_url_rule("/posts", "posts", posts.show)
    door.add_url_rule("/posts/new", "post_new", posts.add, methods=BOTH)
    door.add_url_rule("/posts/<code>", "post", posts.change, methods=BOTH)
    door.add_url_rule("/posts/<code>/move", "post_move", posts.move, methods=["POST"])
    door.add_url_rule("/posts/<code>/remove", "post_remove", posts.remove, methods=BOTH)
    address = "/posts/<code>/calendar"
    door.add_url_rule(address, "post_calendar", calendars.give, methods=["POST"])
    door.add_url_rule(f"{address}/end", "post_calendar_end", calendars.end, methods=["POST"])
    door.add_url_rule("/shifts/new", "shift_new", shifts.add, methods=BOTH)
    door.add_url_rule("/ready-made-shifts", "shifts_ready", shifts.add_ready_made, methods=["POST"])
    door.add_url_rule("/shifts/<code>", "shift", shifts.change, methods=BOTH)
    door.add_url_rule("/shifts/<code>/remove", "shift_remove", shifts.remove, methods=BOTH)


def _add_holidays(door: Blueprint) -> None:
    door.add_url_rule("/holidays", "holidays", holidays.show)
    door.add_url_rule("/holidays/new", "holiday_new", holidays.add, methods=BOTH)
    door.add_url_rule(
        "/official-holidays", "holidays_official", holidays.add_official, methods=["POST"]
    )
    door.add_url_rule("/holidays/<day>", "holiday", holidays.rename, methods=BOTH)
    door.add_url_rule("/holidays/<day>/remove", "holiday_remove", holidays.remove, methods=["POST"])


def _add_my_duties(door: Blueprint) -> None:
    door.add_url_rule("/my-duties", "my_duties", my_duties.show)
    door.add_url_rule("/my-duties/calendar", "calendar_give", my_duties.give, methods=["POST"])
    door.add_url_rule("/my-duties/calendar/end", "calendar_end", my_duties.end, methods=["POST"])


def _add_questionnaires(door: Blueprint) -> None:
    door.add_url_rule("/questionnaires", "questionnaires", questionnaires.show)
    door.add_url_rule("/new-questionnaire", "questionnaire_new", composer.add, methods=["POST"])
    one = "/questionnaires/<code>"
    door.add_url_rule(one, "questionnaire", composer.compose, methods=BOTH)
    door.add_url_rule(f"{one}/asking", "questionnaire_asking", questionnaires.asking, methods=BOTH)
    door.add_url_rule(f"{one}/history", "questionnaire_history", questionnaires.history)
    door.add_url_rule(f"{one}/preview", "questionnaire_preview", questionnaire_preview.show)
    door.add_url_rule(
        f"{one}/preview/<int:number>", "questionnaire_preview_at", questionnaire_preview.show
    )
    door.add_url_rule(f"{one}/off", "questionnaire_off", questionnaires.take_off, methods=BOTH)
    door.add_url_rule(f"{one}/copy", "questionnaire_copy", questionnaires.copy, methods=BOTH)
    door.add_url_rule(f"{one}/drop", "questionnaire_drop", questionnaires.drop, methods=BOTH)
    for name, page in (
        ("move", questionnaires.move),
        ("force", questionnaires.force),
    ):
        door.add_url_rule(f"{one}/{name}", f"questionnaire_{name}", page, methods=["POST"])
    door.add_url_rule("/privacy-notice", "privacy_notice", privacy_notice.show, methods=BOTH)


def _add_opinions(door: Blueprint) -> None:
    door.add_url_rule("/opinions", "opinions", opinions.show_all)
    one = "/opinions/<code>"
    door.add_url_rule(one, "opinion", opinions.show)
    door.add_url_rule(f"{one}.csv", "opinion_csv", opinions.csv)
    door.add_url_rule(f"{one}.xlsx", "opinion_xlsx", opinions.xlsx)
    door.add_url_rule(f"{one}/texts", "opinion_texts", opinion_texts.show)
    door.add_url_rule(f"{one}/texts.csv", "opinion_texts_csv", opinion_texts.csv)
    door.add_url_rule(f"{one}/texts.xlsx", "opinion_texts_xlsx", opinion_texts.xlsx)
    door.add_url_rule(
        f"{one}/texts/<uuid:answer_id>", "text_review", opinion_texts.review, methods=["POST"]
    )
