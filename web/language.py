"""Which language a reader wants, and how words, days and numbers look in it."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from flask import Flask, Response, current_app, request
from flask_babel import Babel, get_locale, gettext
from werkzeug import Request

from station import thai
from station.database import Words
from station.sheets.month import Month

DEFAULT = "th"
SOURCE = "en"
COOKIE = "lang"
COOKIE_LASTS = 365 * 24 * 3600


def use_languages(app: Flask, translations: Path) -> None:
    """Choose the language by `?lang=`, cookie, Accept-Language, else Thai; add the filters."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    found = sorted(folder.parent.name for folder in translations.glob("*/LC_MESSAGES"))
    app.extensions["languages"] = list(dict.fromkeys([DEFAULT, SOURCE, *found]))
    Babel(app, locale_selector=lambda: choose_language(known_to(app), request))
    app.after_request(_keep_language)
    app.add_template_filter(in_words, "words")
    app.add_template_filter(_short_date, "short_date")
    app.add_template_filter(_long_date, "long_date")
    app.add_template_filter(_clock_time, "clock_time")
    app.add_template_filter(_month_name, "month_name")
    app.add_template_filter(_weekday, "weekday_short")
    app.context_processor(lambda: {"language": language(), "languages": languages(app)})


def languages(app: Flask) -> list[tuple[str, str]]:
    """Every language there is, with its own name in its own script."""
    return [(code, _own_name(code)) for code in app.extensions["languages"]]


def _own_name(code: str) -> str:
    return Locale.parse(code).get_display_name(code) or code


def known_to(app: Flask) -> list[str]:
    """The codes of every language there is, Thai first."""
    known: list[str] = app.extensions["languages"]
    return known


def choose_language(known: Sequence[str], asking: Request) -> str:
    """The language of a request: asked for, kept from before, preferred by the browser, or Thai."""
    for asked in (asking.args.get("lang"), asking.cookies.get(COOKIE)):
        if asked in known:
            return str(asked)
    return asking.accept_languages.best_match(known) or DEFAULT


def language() -> str:
    """The current reader's language code."""
    locale = get_locale()
    return locale.language if locale else DEFAULT


def in_words(words: Words | None) -> str:
    """Words in the reader's language, else in Thai, else in any."""
    if not words:
        return ""
    return words.get(language()) or words.get(DEFAULT) or next(iter(words.values()))


def _keep_language(response: Response) -> Response:
    asked = request.args.get("lang")
    if asked in current_app.extensions["languages"]:
        response.set_cookie(
            COOKIE,
            str(asked),
            max_age=COOKIE_LASTS,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def _short_date(day: date) -> str:
    return thai.short_date(day, language())


def _long_date(day: date) -> str:
    return thai.long_date(day, language())


def _weekday(day: date) -> str:
    return thai.weekday(day, language())


def _month_name(month: Month | str) -> str:
    found = Month.parse(month) if isinstance(month, str) else month
    return thai.month_words(found.first, language())


def _clock_time(at: datetime, zone: str) -> str:
    return thai.clock_time(at.astimezone(ZoneInfo(zone)), language())


def say(message: str, **values: object) -> str:
    """A message in the reader's language, with its values filled in."""
    return str(gettext(message, **values))
