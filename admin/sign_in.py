"""Signing in and out."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, session, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from admin.guard import COOKIE, inside_address, staff
from admin.inputs import SignInInput
from admin.refusals import put_refusal
from station.errors import Refusal
from station.people import actions
from station.people.actions import Actor
from station.people.queries import find_account
from station.people.rules import SIGN_IN_LASTS, BadName, tidy_name
from web.house import db, house, now

if TYPE_CHECKING:
    from station.people.tables import Account

KNOWN_BROWSER = "known"
KNOWN_FOR_SECONDS = 365 * 24 * 3600


def sign_in() -> tuple[str, int] | Response:
    """Ask for name and password; with the right ones, go where the person wanted to go."""
    form = SignInInput(after=request.args.get("after", "")[:500])
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            account, token = _try(form.name.data or "", form.password.data or "")
            _end_earlier(account)
            db().commit()
            session.clear()  # a new form token for the one who signed in
            return _kept(redirect(inside_address(form.after.data), 303), account, token)
        except Refusal as refusal:
            put_refusal(form, refusal)
            status = 429 if refusal.code == "too_many_guesses" else status
    return render_template("admin/sign_in.html", form=form), status


def sign_out() -> Response:
    """End this browser's sign-in."""
    actions.sign_out(db(), request.cookies[COOKIE], by=staff().actor, at=now())
    db().commit()
    session.clear()
    answer = redirect(url_for("admin.sign_in"), 303)
    answer.delete_cookie(COOKIE, path="/admin/")
    return answer


def _end_earlier(account: Account) -> None:
    """Whoever sat at this browser before is signed out by the next."""
    if COOKIE in request.cookies:
        by = Actor(account.station_id, account.id)
        actions.sign_out(db(), request.cookies[COOKIE], by=by, at=now())


def _try(name: str, password: str) -> tuple[Account, str]:
    """The account and its new token; raises TooManyGuesses, WrongNameOrPassword.

    The try is on the disk before the password is looked at, and nothing is locked meanwhile.
    """
    subject = _subject(name)
    actions.count_guess(db(), subject, at=now())
    account = find_account(db(), name)
    db().commit()
    account = actions.check_secret(account, password)
    return account, actions.sign_in(db(), account, subject=subject, at=now())


def _subject(name: str) -> str:
    """Whose tries are counted together: an account's, apart for a browser it signed in with.

    So nobody can lock a person out of the browser they always use by guessing elsewhere.
    """
    try:
        tidy = tidy_name(name)
    except BadName:
        tidy = ""
    known = _known_browser(tidy)
    return f"sign-in:{tidy}:{known}" if known else f"sign-in:{tidy}"


def _known_browser(name: str) -> str | None:
    try:
        kept = _signer().loads(request.cookies.get(KNOWN_BROWSER, ""))
    except BadSignature:
        return None
    return str(kept[1]) if isinstance(kept, list) and kept[0] == name else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(house().settings.secret_key, salt="known browser")


def _kept(answer: Response, account: Account, token: str) -> Response:
    known = _signer().dumps([account.name, secrets.token_hex(8)])
    for name, value, seconds in (
        (COOKIE, token, int(SIGN_IN_LASTS.total_seconds())),
        (KNOWN_BROWSER, known, KNOWN_FOR_SECONDS),
    ):
        answer.set_cookie(
            name,
            value,
            max_age=seconds,
            path="/admin/",
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return answer
