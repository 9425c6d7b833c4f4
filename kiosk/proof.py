"""A phone off the network proves that the short links' address can be reached."""

import hmac

from flask import render_template

from station.channels.links import prove_address
from station.channels.rules import proof_token
from web.house import house, now


def take(token: str) -> tuple[str, int]:
    """Note the proof: opening this page from mobile data is all there is to it."""
    settings = house().settings
    public_url = settings.public_url
    if public_url is None or not hmac.compare_digest(
        token.encode(), proof_token(public_url, settings.secret_key).encode()
    ):
        return render_template("kiosk/proved.html", is_proved=False), 404
    with house().database.session(writing=True) as db:
        prove_address(db, public_url, at=now())
        db.commit()
    return render_template("kiosk/proved.html", is_proved=True), 200
