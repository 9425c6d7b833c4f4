"""Pairing: a tablet becomes a kiosk by a code that the admin side shows once."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.place import COOKIE, place
from station.channels.links import make_missing_links
from station.people.actions import count_guess
from station.people.rules import TooManyGuesses
from station.points.actions import pair_kiosk
from station.points.rules import WrongPairingCode
from web.house import db, now
from web.visitors import address_of

COOKIE_LASTS = 5 * 365 * 24 * 3600


def show() -> str | tuple[str, int] | Response:
    """Ask for the code; with the right one, keep the token and go home."""
    if request.method != "POST":
        return render_template("kiosk/pair.html", problem=None, minutes=None, typed="")
    typed = request.form.get("code", "")[:40]
    try:
        count_guess(db(), f"pair:{address_of(request.environ)}", at=now())
        db().commit()
        named = place().station.id if g.slug else None
        kiosk, token = pair_kiosk(db(), typed, station_id=named, at=now())
    except TooManyGuesses as refusal:
        return _again(typed, refusal.code, 429, minutes=refusal.values["minutes"])
    except WrongPairingCode as refusal:
        return _again(typed, refusal.code, 422)
    make_missing_links(db(), kiosk.station_id, at=now())
    db().commit()
    answer = redirect(url_for(".home"), 303)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_LASTS,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _again(typed: str, problem: str, status: int, minutes: object = None) -> tuple[str, int]:
    page = render_template("kiosk/pair.html", problem=problem, minutes=minutes, typed=typed)
    return page, status
